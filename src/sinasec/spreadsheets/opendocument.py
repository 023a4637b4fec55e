"""How many cells an OpenDocument sheet spans: repeats make a small file mean a huge one."""

from typing import IO, Final
from xml.parsers import expat

from sinasec.spreadsheets.unsafe import UnsafeFile

_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_SPACES: Final = f"{_TEXT} c"
_MOST_DIGITS: Final = 9
MAX_SPACES: Final = 1_000_000
_REPEAT_ROWS: Final = f"{_TABLE} number-rows-repeated"
_REPEAT_COLUMNS: Final = f"{_TABLE} number-columns-repeated"
_VALUE: Final = f"{_OFFICE} value-type"


class _Extent:
    """Follows tables, rows and cells; only cells with a value stretch the sheet."""

    def __init__(self) -> None:
        self.total = 0
        self.rows = self.last_row = self.last_column = 0
        self.column = self.repeat = 0
        self.filled = False
        self.spaces = 0  # a small tag can stand for gigabytes of them

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_TABLE} table":
            self.rows = self.last_row = self.last_column = 0
        elif tag == f"{_TABLE} table-row":
            self.repeat = _count(attributes.get(_REPEAT_ROWS))
            self.column, self.filled = 0, False
        elif tag == f"{_TEXT} s":
            self.spaces += _count(attributes.get(_SPACES))
        elif tag in (f"{_TABLE} table-cell", f"{_TABLE} covered-table-cell"):
            self.column += _count(attributes.get(_REPEAT_COLUMNS))
            if _VALUE in attributes:
                self.filled = True
                self.last_column = max(self.last_column, self.column)

    def end(self, tag: str) -> None:
        if tag == f"{_TABLE} table-row":
            self.rows += self.repeat
            if self.filled:
                self.last_row = self.rows
        elif tag == f"{_TABLE} table":
            self.total += self.last_row * self.last_column


def _count(text: str | None) -> int:
    """A repeat as written; absurd ones are as good as infinite, and no number is once."""
    if not text or not (text.isascii() and text.isdigit()):
        return 1
    return int(text) if len(text) <= _MOST_DIGITS else 10**_MOST_DIGITS


def cells_spanned(content: IO[bytes], limit: int) -> int:
    """Cells of the rectangles the sheets of `content.xml` span, at most `limit` + 1."""
    extent = _Extent()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = extent.start
    parser.EndElementHandler = extent.end
    try:
        parser.ParseFile(content)
    except expat.ExpatError as error:
        raise UnsafeFile(
            "danado", "El libro .ods está dañado: guárdelo de nuevo como .xlsx y envíelo."
        ) from error
    if extent.spaces > MAX_SPACES:
        raise UnsafeFile(
            "bomba",
            "El libro lleva textos hechos de millones de espacios: cópielo a un libro nuevo.",
        )
    return min(extent.total, limit + 1)
