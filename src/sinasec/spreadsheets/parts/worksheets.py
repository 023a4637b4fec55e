"""How many cells the parts of an .xlsx make a reader build, and whether they name them plainly.

Readers trust what they are told: a cell in the far corner, a merge, a comment or a link of a
whole sheet, a list that claims two thousand million entries. Each is followed here as readers
follow it, cells and rows without a reference too.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from sinasec.spreadsheets import references
from sinasec.spreadsheets.parts.markup import attribute, plain, read_markup
from sinasec.spreadsheets.unsafe import UnsafeFile

_MOST_NAMES: Final = 2_000  # of different elements in one part
_MOST_KEPT: Final = 512
_COLUMNS: Final = re.compile(r"(?:[A-Z]{1,3} )+")
_MOST_DIGITS: Final = 10
# Cells of one row as nearly every program writes them, in bytes of which any XML may be made: no
# mark of its own, and no letter from U+F000 on, some of which it does not admit.
_WRITTEN: Final = rb"[^<>&\x00-\x08\x0b\x0c\x0e-\x1f\xef]*+"
_REST: Final = (
    rb'(?: s="[0-9]++")?+(?: t="[A-Za-z]++")?+(?:/>|>(?:<v>' + _WRITTEN + rb"</v>"
    rb'|<is><t(?: xml:space="preserve")?+>' + _WRITTEN + rb"</t></is>)?+</c>)"
)
_RUN: Final = re.compile(
    rb'<c r="[A-Z]{1,3}+([1-9][0-9]{0,6}+)"' + _REST + rb'(?:<c r="[A-Z]{1,3}+\1"' + _REST + rb")++"
)
_RUN_COLUMN: Final = re.compile(rb'<c r="([A-Z]+)')
_MOST_FORMATS: Final = 65_490  # of cells, that Excel admits; readers compare each with the others


class PartCount:
    """What one part holds, as its elements come.

    `cells` are those written; `rows` and `columns` the corner of the rectangle they span.
    `expanded`: cells of merges, links and tables, which readers go through one by one.
    `claimed`: the references to shared texts that their list says there are.
    """

    def __init__(self, name: str, most_cells: int) -> None:
        self.name = name
        self.most_cells = most_cells
        self.cells = self.rows = self.columns = 0
        self.expanded = self.claimed = self.listed = 0
        self._row = self._column = self._unplaced = 0
        self._holds_cells = False
        self._references: list[str] = []
        self._widths: dict[str, int] = {}
        self._runs: dict[bytes, tuple[bytes, int]] = {}
        self._only_elements, self._seam = True, b""
        self._table: references.Area | None = None
        self._formats = 0
        self._known: dict[str, Callable[[list[str]], None]] = {}

    def read(self, chunks: Iterable[bytes]) -> None:
        """Follow the whole part. Raises UnsafeFile."""
        read_markup(self._flushed(chunks), self.name, self._start)
        self._flush()
        if self._table is not None:
            self.expanded += self._table.cells

    @property
    def spanned(self) -> int:
        """Cells that a reader keeps: those of the rectangle, or those written over and over."""
        return max(self.rows * self.columns, self.cells)

    def _flushed(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            yield self._with_runs_counted(chunk)
            self._flush()

    def _with_runs_counted(self, chunk: bytes) -> bytes:
        """The chunk with each run of plain cells as the widest of them; the others are counted.

        Nine in ten elements of a large sheet need then not be told one by one. Once there may be
        a comment, or what else is no element and may look like some, all are told.
        """
        self._only_elements = self._only_elements and b"<!" not in self._seam + chunk
        self._seam = chunk[-1:]
        if not (self._only_elements and self._holds_cells):
            return chunk
        return _RUN.sub(self._widest_of, chunk)

    def _widest_of(self, run: re.Match[bytes]) -> bytes:
        written = run[0]
        if not written.isascii() and not _is_utf8(written):
            return written  # whoever reads it refuses it
        columns = b" ".join(_RUN_COLUMN.findall(written))
        found = self._runs.get(columns) or self._new_run(columns)
        self.cells += found[1]
        return b'<c r="%b%b"/>' % (found[0], run[1])

    def _new_run(self, columns: bytes) -> tuple[bytes, int]:
        """The widest of the columns, and how many others there are."""
        each = columns.split()
        found = max(each, key=lambda letters: (len(letters), letters)), len(each) - 1
        if len(self._runs) < _MOST_KEPT:
            self._runs[columns] = found
        return found

    def _start(self, tag: str, attributes: list[str]) -> None:
        if tag == "c" and attributes and attributes[0] == "r":  # nearly every element
            self._references.append(attributes[1])
        elif tag == "c" and not attributes:
            self._unplaced += 1
        else:
            known = self._known.get(tag) or self._kind(tag)
            known(attributes)

    def _kind(self, tag: str) -> Callable[[list[str]], None]:
        if len(self._known) >= _MOST_NAMES:
            raise self._altered()
        known = {
            "sheetData": self._sheet_data,
            "row": self._new_row,
            "c": self._cell,
            "v": self._value,
            "dimension": self._dimension,
            "mergeCell": self._expand,
            "hyperlink": self._expand,
            "comment": self._comment,
            "table": self._new_table,
            "tableColumn": self._table_column,
            "sst": self._texts,
            "xf": self._format,
            "numFmt": self._format,
        }.get(plain(tag), self._other)
        self._known[tag] = known
        return known

    def _value(self, attributes: list[str]) -> None:
        """The value of a cell says nothing of its place."""

    def _sheet_data(self, attributes: list[str]) -> None:
        self._holds_cells = True

    def _new_row(self, attributes: list[str]) -> None:
        self._holds_cells = True
        self._flush()
        written = attribute(attributes, "r")
        number = self._row + 1 if written is None else references.row(written)
        if number is None:
            raise self._altered()
        self._row, self._column = number, 0

    def _cell(self, attributes: list[str]) -> None:
        written = attribute(attributes, "r")
        if written is None:
            self._unplaced += 1
        else:
            self._references.append(written)

    def _flush(self) -> None:
        """Look at the cells of a row at once: most rows have the columns of the last.

        Those without a reference stand after the others, at most.
        """
        written = self._references
        if self._holds_cells and (written or self._unplaced):
            width = self._width(written)
            if width:
                self._column = max(self._column, width)
            else:
                self._place(written)
            self._column += self._unplaced
            self._reach(max(self._row, 1), self._column)
            self.cells += len(written) + self._unplaced
            self._check_cells()
        written.clear()
        self._unplaced = 0

    def _width(self, written: list[str]) -> int:
        """The last column, or 0 when the cells are not all of this row."""
        if not self._row or not written:
            return 0
        columns = (" ".join(written) + " ").replace(f"{self._row} ", " ")
        return self._widths.get(columns) or self._last_column(columns)

    def _last_column(self, columns: str) -> int:
        if not _COLUMNS.fullmatch(columns):
            return 0
        width = max(map(references.column, set(columns.split())))
        if width > references.LAST_COLUMN:
            raise self._altered()
        if len(self._widths) < _MOST_KEPT:
            self._widths[columns] = width
        return width

    def _place(self, written: list[str]) -> None:
        for each in written:
            placed = references.cell(each)
            if placed is None:
                raise self._altered()
            self._column = max(self._column, placed[1])
            self._reach(*placed)

    def _reach(self, row: int, column: int) -> None:
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)

    def _check_cells(self) -> None:
        if self.spanned > self.most_cells or self.rows > references.LAST_ROW:
            raise too_many_cells(self.most_cells)

    def _expand(self, attributes: list[str]) -> None:
        written = attribute(attributes, "ref")
        if written is None:  # links of another kind of part
            return
        found = references.area(written)
        if found is None:
            raise self._altered()
        self.expanded += found.cells

    def _comment(self, attributes: list[str]) -> None:
        written = attribute(attributes, "ref")
        if written is not None and references.cell(written) is None:
            raise self._altered()

    def _new_table(self, attributes: list[str]) -> None:
        """A table that does not list its columns makes its writer go through its cells."""
        written = attribute(attributes, "ref")
        if written is None:
            return
        self._table = references.area(written)
        if self._table is None:
            raise self._altered()

    def _table_column(self, attributes: list[str]) -> None:
        self._table = None
        self._other(attributes)

    def _texts(self, attributes: list[str]) -> None:
        self.claimed = max(self.claimed, claim(attribute(attributes, "count")))
        self.listed = max(self.listed, claim(attribute(attributes, "uniqueCount")))

    def _format(self, attributes: list[str]) -> None:
        self._formats += 1
        if self._formats > _MOST_FORMATS:
            raise UnsafeFile(
                "muchos-formatos",
                f"El libro define más de {_MOST_FORMATS:,} formatos de celda".replace(",", " ")
                + ", más de los que Excel admite: copie sus datos a un libro nuevo y envíe ese.",
            )
        self._other(attributes)

    def _dimension(self, attributes: list[str]) -> None:
        if not references.are_ranges(attribute(attributes, "ref") or ""):
            raise self._altered()

    def _other(self, attributes: list[str]) -> None:
        """Of a sheet, the ranges of its rules; of any part, how many entries a list claims."""
        for place in range(0, len(attributes), 2):
            kind, written = attributes[place : place + 2]
            if kind in ("ref", "sqref"):
                if self._holds_cells and not references.are_ranges(written):
                    raise self._altered()
            elif kind in ("count", "uniqueCount"):
                self.listed = max(self.listed, claim(written))

    def _altered(self) -> UnsafeFile:
        return UnsafeFile(
            "alterado",
            f"El libro está dañado o alterado: nombra sus celdas como ningún programa las nombra "
            f"({self.name[:60]}). Copie sus datos a un libro nuevo y envíe ese.",
        )


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def claim(written: str | None) -> int:
    """A number of entries as a list claims it; what is no number is not believed by any reader."""
    if written is None or not (written.isascii() and written.isdigit()):
        return 0
    return int(written) if len(written) <= _MOST_DIGITS else 10**_MOST_DIGITS


def too_many_cells(most: int) -> UnsafeFile:
    """The refusal of sheets that span more than `most` cells."""
    return UnsafeFile(
        "muchas-celdas",
        f"Las hojas abarcan más de {most:,} celdas".replace(",", " ")
        + ": borre las filas y columnas vacías del final y vuelva a guardar el libro.",
    )
