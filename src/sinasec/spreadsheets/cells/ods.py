"""What an .ods says of its cells and its readers leave out: errors, formulas, percentages."""

import io
from typing import Final

from sinasec.spreadsheets.cells.marks import ERROR, PERCENT, UNWORKED, BookMarks, Mark, SheetMarks
from sinasec.spreadsheets.parts.archives import open_archive
from sinasec.spreadsheets.parts.markup import read_markup

CONTENT: Final = "content.xml"
_CELLS: Final = ("table:table-cell", "table:covered-table-cell")
_KIND: Final = "office:value-type"
_FORMULA: Final = "table:formula"
_LONGEST: Final = 200
_MOST: Final = 1_048_576  # rows, and more than columns, that a sheet has


def ods_marks(content: bytes) -> BookMarks:
    """Of a workbook found safe, for its sheets in order. Raises UnsafeFile when not whole."""
    package = open_archive(io.BytesIO(content))
    following = _Following()
    if CONTENT in package:
        chunks = package.chunks(package[CONTENT])
        read_markup(chunks, CONTENT, following.start, following.end, following.text)
    return following.book


class _Following:
    """Follows tables, columns, rows and cells, each as many times as it is repeated."""

    def __init__(self) -> None:
        self.book = BookMarks()
        self._row = self._column = self._columns = 0
        self._rows = self._across = 1
        self._mark = ""
        self._shown = ""
        self._within = False

    def start(self, tag: str, attributes: list[str]) -> None:
        said = dict(zip(attributes[::2], attributes[1::2], strict=True))
        if tag in _CELLS:
            self._cell(said)
        elif tag == "text:p":
            self._within = self._mark == ERROR
        elif tag == "table:table-row":
            self._new_row(said)
        elif tag == "table:table-column":
            self._new_columns(said)
        elif tag == "table:table":
            self.book.sheets.append(SheetMarks())
            self._row = self._columns = 0
        elif tag == "table:null-date":
            self.book.since_1904 = said.get("table:date-value", "").startswith("1904-")

    def _new_row(self, said: dict[str, str]) -> None:
        self._rows, self._column = _count(said.get("table:number-rows-repeated")), 0
        if _is_hidden(said):
            self._sheet.hidden_rows.add(self._row, self._row + self._rows)

    def _new_columns(self, said: dict[str, str]) -> None:
        first = self._columns
        self._columns += _count(said.get("table:number-columns-repeated"))
        if _is_hidden(said):
            self._sheet.hidden_columns.add(first, self._columns)

    def _cell(self, said: dict[str, str]) -> None:
        self._across = _count(said.get("table:number-columns-repeated"))
        self._mark, self._shown = _mark_of(said), said.get(_FORMULA, "")[:_LONGEST]
        if self._mark == ERROR:
            self._shown = ""

    @property
    def _sheet(self) -> SheetMarks:
        if not self.book.sheets:  # a row outside any table: readers give it none either
            self.book.sheets.append(SheetMarks())
        return self.book.sheets[-1]

    def text(self, text: str) -> None:
        if self._within and len(self._shown) < _LONGEST:
            self._shown += text

    def end(self, tag: str) -> None:
        if tag == "text:p":
            self._within = False
        elif tag in _CELLS:
            if self._mark:
                self._sheet.cells.append(self._marked())
            self._column += self._across
            self._mark = ""
        elif tag == "table:table-row":
            self._row += self._rows

    def _marked(self) -> Mark:
        shown = "" if self._mark == PERCENT else self._shown
        return Mark(self._row, self._column, self._mark, shown, self._rows, self._across)


def _mark_of(said: dict[str, str]) -> str:
    if said.get("calcext:value-type") == "error":
        return ERROR
    if said.get(_KIND) == "percentage":
        return PERCENT
    return UNWORKED if _FORMULA in said and _KIND not in said else ""


def _is_hidden(said: dict[str, str]) -> bool:
    return said.get("table:visibility") in ("collapse", "filter")


def _count(text: str | None) -> int:
    """A repeat as written; the cells of absurd ones were counted on opening."""
    if not text or not (text.isascii() and text.isdigit()) or len(text) > 7:
        return 1 if not text or not text.isdigit() else _MOST
    return int(text)
