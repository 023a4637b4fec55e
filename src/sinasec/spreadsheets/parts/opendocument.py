"""How many cells an OpenDocument sheet spans: repeats make a small file mean a huge one."""

from collections.abc import Iterable
from typing import Final

from sinasec.spreadsheets.parts.markup import attribute, read_markup
from sinasec.spreadsheets.parts.sheet_names import check_sheet_name
from sinasec.spreadsheets.parts.worksheets import too_many_cells
from sinasec.spreadsheets.unsafe import UnsafeFile

_MOST_DIGITS: Final = 9
MAX_SPACES: Final = 1_000_000
MAX_REPEATED: Final = 50_000_000  # letters that repeats add to those written

# calamine knows these names as they are written, whatever their prefixes stand for.
_TABLE: Final = "table:table"
_ROW: Final = "table:table-row"
_CELLS: Final = ("table:table-cell", "table:covered-table-cell")
_SPACES: Final = "text:s"
_REPEAT_ROWS: Final = "table:number-rows-repeated"
_REPEAT_COLUMNS: Final = "table:number-columns-repeated"
_FORMULA: Final = "table:formula"
_HELD: Final = ("office:", "calcext:")


class Extent:
    """Follows tables, rows and cells; only those with a value, formula or error stretch the sheet.

    `total`: cells of the rectangles that the sheets span, never much beyond `most_cells`.
    """

    def __init__(self, most_cells: int) -> None:
        self.most_cells = most_cells
        self.total = 0
        self._tables = 0
        self._rows = self._last_row = self._last_column = 0
        self._column = self._repeat = self._across = 0
        self._filled = False
        self._spaces = 0  # a small tag can stand for gigabytes of them
        self._letters = self._row_letters = self._added = 0

    def read(self, chunks: Iterable[bytes]) -> None:
        """Follow the whole `content.xml`. Raises UnsafeFile."""
        read_markup(chunks, "content.xml", self._start, self._end, self._text)

    def _start(self, tag: str, attributes: list[str]) -> None:
        if tag in _CELLS:
            self._cell(dict(zip(attributes[::2], attributes[1::2], strict=True)))
        elif tag == _ROW:
            said = dict(zip(attributes[::2], attributes[1::2], strict=True))
            self._repeat = _count(said.get(_REPEAT_ROWS))
            self._column, self._filled, self._row_letters = 0, False, 0
        elif tag == _SPACES:
            said = dict(zip(attributes[::2], attributes[1::2], strict=True))
            self._more_spaces(_count(said.get("text:c")))
        elif tag == _TABLE:
            check_sheet_name(attribute(attributes, "table:name") or "")
            self._new_table()

    def _cell(self, said: dict[str, str]) -> None:
        self._across = _count(said.get(_REPEAT_COLUMNS))
        self._column += self._across
        values = [said[name] for name in said if name.startswith(_HELD) or name == _FORMULA]
        self._letters = sum(map(len, values))
        if values:
            self._filled = True
            self._last_column = max(self._last_column, self._column)

    def _new_table(self) -> None:
        self._tables += 1
        if self._tables > 1:
            raise UnsafeFile(
                "alterado",
                "El libro .ods lleva una tabla dentro de otra: cópiela a otra hoja y envíelo.",
            )
        self._rows = self._last_row = self._last_column = 0

    def _more_spaces(self, spaces: int) -> None:
        self._spaces += spaces
        self._letters += spaces
        if self._spaces > MAX_SPACES:
            raise UnsafeFile(
                "bomba",
                "El libro lleva textos hechos de millones de espacios: cópielo a un libro nuevo.",
            )

    def _text(self, text: str) -> None:
        self._letters += len(text)

    def _end(self, tag: str) -> None:
        if tag in _CELLS:
            self._row_letters += self._letters * self._across
            self._added += self._letters * (self._across - 1)
        elif tag == _ROW:
            self._added += self._row_letters * (self._repeat - 1)
            self._rows += self._repeat
            if self._filled:
                self._last_row = self._rows
            self._check()
        elif tag == _TABLE:
            self._tables -= 1
            self.total += self._last_row * self._last_column

    def _check(self) -> None:
        if self.total + self._last_row * self._last_column > self.most_cells:
            raise too_many_cells(self.most_cells)
        if self._added > MAX_REPEATED:
            raise UnsafeFile(
                "bomba",
                "El libro repite un texto en tantas celdas que no cabe: borre las filas que lo "
                "repiten y vuelva a guardarlo.",
            )


def _count(text: str | None) -> int:
    """A repeat as written; absurd ones are as good as infinite, and no number is once."""
    if not text or not (text.isascii() and text.isdigit()):
        return 1
    return int(text) if len(text) <= _MOST_DIGITS else 10**_MOST_DIGITS
