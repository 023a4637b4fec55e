"""What an .xlsx says of its cells and its readers leave out: errors, formulas, formats, what hides.

An empty cell says nothing was written; an error says that something was, and is lost; a formula
without result says that it is not known yet. calamine gives all three as empty.
"""

import io
from collections.abc import Callable
from typing import Final

from sinasec.spreadsheets import references
from sinasec.spreadsheets.cells.marks import ERROR, PERCENT, UNWORKED, BookMarks, Mark, SheetMarks
from sinasec.spreadsheets.cells.number_formats import BUILT_IN_PERCENTS, is_percent
from sinasec.spreadsheets.parts.archives import Archive, open_archive
from sinasec.spreadsheets.parts.book_parts import BookParts, book_parts
from sinasec.spreadsheets.parts.markup import attribute, plain, read_markup

_LONGEST: Final = 200
# However it is spelt, one of these stands in the text of a sheet that holds an error, a formula or
# what is hidden; most sheets have none.
_MARKS: Final = (b'"e"', b"'e'", b"<f", b":f", b"hidden")
_SEAM: Final = max(map(len, _MARKS))
_TRUE: Final = ("1", "true")
_SHARED: Final = "=…"  # a formula that is written in another cell


def xlsx_marks(content: bytes, names: list[str]) -> BookMarks:
    """Of a workbook found safe, for its sheets in order. Raises UnsafeFile when not whole."""
    package = open_archive(io.BytesIO(content))
    book = book_parts(package)
    percents = _percent_styles(package, book.styles)
    return BookMarks(
        [_sheet_marks(package, book, name, percents) for name in names], book.since_1904
    )


def _sheet_marks(
    package: Archive, book: BookParts, name: str, percents: frozenset[str]
) -> SheetMarks:
    part = book.sheets.get(name)
    cells = _Cells(percents, recalculates=book.recalculates)
    if part is not None and _may_hold(package, part, percents):
        read_markup(package.chunks(package[part]), part, cells.start, cells.end, cells.text)
    return cells.found


def _may_hold(package: Archive, part: str, percents: frozenset[str]) -> bool:
    """Whether something in the part could be one of those; in most parts nothing is.

    Where the book has a style of percentages, any cell may, as there are many ways to write which
    style it has.
    """
    if percents:
        return True
    seam = b""
    for chunk in package.chunks(package[part]):
        text = seam + chunk
        if any(mark in text for mark in _MARKS):  # each at the speed of memory, unlike a pattern
            return True
        seam = text[-_SEAM:]  # of all that came: a chunk may be of one byte
    return False


def _percent_styles(package: Archive, part: str) -> frozenset[str]:
    """The styles of cells (as cells name them) that show a percentage."""
    if part not in package:
        return frozenset()
    styles = _Styles()
    read_markup(package.chunks(package[part]), part, styles.start, styles.end)
    return frozenset(styles.percents)


def _whole(written: str | None) -> str:
    """A whole number as Python writes it: " 01" is "1"."""
    digits = (written or "").strip()
    return digits.lstrip("0") or "0" if digits.isascii() and digits.isdigit() else digits


def _is_true(written: str | None) -> bool:
    return (written or "").strip() in _TRUE


class _Styles:
    """Follows `numFmts` and then the `xf` of `cellXfs`, which cells name by their place."""

    def __init__(self) -> None:
        self.percents: set[str] = set()
        self._codes = {str(each) for each in BUILT_IN_PERCENTS}
        self._within = False
        self._place = 0

    def start(self, tag: str, attributes: list[str]) -> None:
        kind = plain(tag)
        if kind == "numFmt" and is_percent(attribute(attributes, "formatCode") or ""):
            self._codes.add(attribute(attributes, "numFmtId") or "")
        elif kind == "cellXfs":
            self._within = True
        elif kind == "xf" and self._within:
            if attribute(attributes, "numFmtId") in self._codes:
                self.percents.add(str(self._place))
            self._place += 1

    def end(self, tag: str) -> None:
        self._within = self._within and plain(tag) != "cellXfs"


class _Cells:
    """Follows the rows, columns and cells of a sheet as their elements come."""

    def __init__(self, percents: frozenset[str], *, recalculates: bool) -> None:
        self.found = SheetMarks()
        self._percents = percents
        self._recalculates = recalculates
        self._row = self._column = 0
        self._kind: str | None = None
        self._percent = self._formula = False
        self._into = ""  # the element whose text is being read
        self._said = {"f": "", "v": ""}
        self._starts: dict[str, Callable[[list[str]], None]] = {
            "c": self._cell,
            "row": self._new_row,
            "col": self._columns,
            "f": self._begin_formula,
            "v": self._begin_value,
        }

    def start(self, tag: str, attributes: list[str]) -> None:
        known = self._starts.get(plain(tag))
        if known is not None:
            known(attributes)

    def _new_row(self, attributes: list[str]) -> None:
        written = attribute(attributes, "r")
        self._row = (references.row(written) if written else None) or self._row + 1
        self._column = 0
        if _is_true(attribute(attributes, "hidden")):
            self.found.hidden_rows.add(self._row - 1, self._row)

    def _columns(self, attributes: list[str]) -> None:
        if _is_true(attribute(attributes, "hidden")):
            ends = [attribute(attributes, name) or "" for name in ("min", "max")]
            if all(each.isascii() and each.isdigit() and len(each) <= 5 for each in ends):
                first, last = map(int, ends)
                self.found.hidden_columns.add(max(first - 1, 0), last)

    def _cell(self, attributes: list[str]) -> None:
        written = attribute(attributes, "r")
        placed = references.cell(written) if written else None
        self._row, self._column = placed or (self._row, self._column + 1)
        self._kind = attribute(attributes, "t")
        self._percent = _whole(attribute(attributes, "s")) in self._percents
        self._formula = False
        self._said = {"f": "", "v": ""}

    def _begin_formula(self, attributes: list[str]) -> None:
        self._formula, self._into = True, "f"

    def _begin_value(self, attributes: list[str]) -> None:
        self._into = "v"

    def text(self, text: str) -> None:
        if self._into and len(self._said[self._into]) < _LONGEST:
            self._said[self._into] += text

    def end(self, tag: str) -> None:
        kind = plain(tag)
        if kind == self._into:
            self._into = ""
        elif kind == "c":
            self._note()

    def _note(self) -> None:
        if self._kind == "e":
            self._mark(ERROR, self._said["v"])
        elif self._formula and self._is_unworked():
            self._mark(UNWORKED, f"={self._said['f']}" if self._said["f"] else _SHARED)
        elif self._percent and self._kind in (None, "n"):
            self._mark(PERCENT)

    def _is_unworked(self) -> bool:
        """A formula that gives an empty text says so, and its result is none the less known."""
        return self._recalculates or (self._kind != "str" and not self._said["v"].strip())

    def _mark(self, kind: str, shown: str = "") -> None:
        self.found.cells.append(Mark(self._row - 1, self._column - 1, kind, shown))
