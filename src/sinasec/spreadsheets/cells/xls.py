"""What an old workbook (.xls) says of its cells and its readers leave out, record by record."""

import struct
from typing import Final

from sinasec.spreadsheets.cells.marks import ERROR, PERCENT, BookMarks, Mark, SheetMarks
from sinasec.spreadsheets.cells.number_formats import BUILT_IN_PERCENTS, is_percent
from sinasec.spreadsheets.parts.compound import workbook_streams

_HEAD: Final = struct.Struct("<2H")
_PLACE: Final = struct.Struct("<3H")  # row, column, format
_BEGINNING, _SHEET, _EPOCH, _FORMAT, _STYLE = 0x0809, 0x0085, 0x0022, 0x041E, 0x00E0
_NUMBER, _SHORT, _SHORTS, _FORMULA, _ERROR = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_ROW, _COLUMNS = 0x0208, 0x007D
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_VERSION_8: Final = 0x0600
_SHOWN: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def xls_marks(content: bytes) -> BookMarks:
    """Of a workbook found safe, for its sheets in order. Raises UnsafeFile when not whole."""
    for stream in workbook_streams(content)[:1]:
        return _Following(stream).book
    return BookMarks()


class _Following:
    """Follows the records of the stream: what is said of the book, and then each sheet."""

    def __init__(self, stream: bytes) -> None:
        self.book = BookMarks()
        self._version = 0
        self._codes: set[int] = set(BUILT_IN_PERCENTS)
        self._styles: list[int] = []
        self._starts: dict[int, SheetMarks] = {}
        self._sheet: SheetMarks | None = None
        at = 0
        while at + _HEAD.size <= len(stream):
            kind, length = _HEAD.unpack_from(stream, at)
            data = stream[at + _HEAD.size : at + _HEAD.size + length]
            if len(data) < length:
                break
            self._take(kind, data, at)
            at += _HEAD.size + length

    def _take(self, kind: int, data: bytes, at: int) -> None:
        if kind == _BEGINNING and len(data) >= 4:
            self._version = int.from_bytes(data[:2], "little")
            self._sheet = self._starts.get(at)
        elif self._sheet is not None:
            self._of_sheet(self._sheet, kind, data)
        elif kind == _SHEET and len(data) >= 4:
            self._listed(int.from_bytes(data[:4], "little"))
        elif kind == _EPOCH:
            self.book.since_1904 = data[:2] == b"\1\0"
        elif kind == _STYLE and len(data) >= 4:
            self._styles.append(int.from_bytes(data[2:4], "little"))
        elif kind == _FORMAT and is_percent(self._code(data)):
            self._codes.add(int.from_bytes(data[:2], "little"))

    def _listed(self, start: int) -> None:
        marks = SheetMarks()
        self.book.sheets.append(marks)
        self._starts[start] = marks

    def _code(self, data: bytes) -> str:
        """The code of a format; its letters are of one byte or of two."""
        if self._version < _VERSION_8:
            return data[3:].decode("latin-1")
        wide = len(data) > 4 and data[4] & 1
        return data[5:].decode("utf-16-le" if wide else "latin-1", "replace")

    def _of_sheet(self, sheet: SheetMarks, kind: int, data: bytes) -> None:
        if kind == _ROW and len(data) >= 16:
            if data[12] & _HIDDEN_ROW:
                row = int.from_bytes(data[:2], "little")
                sheet.hidden_rows.add(row, row + 1)
        elif kind == _COLUMNS and len(data) >= 10:
            first, last = struct.unpack_from("<2H", data)
            if data[8] & _HIDDEN_COLUMN:
                sheet.hidden_columns.add(first, min(last, 255) + 1)
        elif len(data) >= _PLACE.size:
            self._cell(sheet, kind, data)

    def _cell(self, sheet: SheetMarks, kind: int, data: bytes) -> None:
        row, column, style = _PLACE.unpack_from(data)
        if kind == _SHORTS:
            self._several(sheet, row, column, data[4:-2])
        elif kind in (_ERROR, _FORMULA) and (shown := _error(kind, data)):
            sheet.cells.append(Mark(row, column, ERROR, shown))
        elif kind in (_NUMBER, _SHORT, _FORMULA) and self._is_percent(style):
            sheet.cells.append(Mark(row, column, PERCENT))

    def _several(self, sheet: SheetMarks, row: int, column: int, data: bytes) -> None:
        """Numbers side by side, each with its format and its four bytes."""
        for place, at in enumerate(range(0, len(data) - 5, 6)):
            if self._is_percent(int.from_bytes(data[at : at + 2], "little")):
                sheet.cells.append(Mark(row, column + place, PERCENT))

    def _is_percent(self, style: int) -> bool:
        return style < len(self._styles) and self._styles[style] in self._codes


def _error(kind: int, data: bytes) -> str:
    """The error that a cell shows, "" when it shows another thing."""
    if kind == _ERROR:
        return _SHOWN.get(data[6], "#VALUE!") if len(data) >= 8 and data[7] else ""
    is_error = len(data) >= 14 and data[12:14] == b"\xff\xff" and data[6] == 2
    return _SHOWN.get(data[8], "#VALUE!") if is_error else ""
