"""The records of an old workbook (BIFF): how many cells its sheets span, and what they claim.

A record is a kind, a length and that many bytes, so the whole stream is gone through once.
"""

import struct
from collections import Counter
from typing import Final

from sinasec.spreadsheets.parts.worksheets import too_many_cells
from sinasec.spreadsheets.unsafe import UnsafeFile

_HEAD: Final = struct.Struct("<2H")
_PLACE: Final = struct.Struct("<2H")
_BEGINNING: Final = 0x0809
_SHEET: Final = 0x0085
_DIMENSIONS: Final = 0x0200
_TEXTS: Final = 0x00FC
_CONTINUED: Final = 0x003C
_SHARED: Final = 0x00FD
_SEVERAL: Final = 0x00BD
_CELLS: Final = frozenset(
    {0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x00D6, 0x027E, 0x0406, _SHARED, _SEVERAL}
)
_SHORTEST_TEXT: Final = 3
_LAST_ROW: Final = 65_536
_LAST_COLUMN: Final = 256
MAX_REPEATED: Final = 100_000_000


def check_records(stream: bytes, max_cells: int) -> None:
    """Raises UnsafeFile when the sheets span or claim more than `max_cells`, or lie."""
    records = _Records(max_cells)
    at, end = 0, len(stream)
    while at + _HEAD.size <= end:
        kind, length = _HEAD.unpack_from(stream, at)
        at += _HEAD.size
        if at + length > end:
            break
        records.take(kind, stream[at : at + length])
        at += length
    records.finish()


class _Records:
    def __init__(self, max_cells: int) -> None:
        self.max_cells = max_cells
        self.cells = self.written = self.rows = self.columns = 0
        self.sheets: set[bytes] = set()
        self.texts: list[bytes] = []
        self.shown: Counter[int] = Counter()
        self._last = 0

    def take(self, kind: int, data: bytes) -> None:
        if kind in _CELLS and len(data) >= _PLACE.size:
            self._cell(kind, data)
        elif kind == _DIMENSIONS:
            self._claimed(data)
        elif kind == _BEGINNING:
            self._new_sheet()
        elif kind == _SHEET:
            self._listed(data)
        elif kind == _TEXTS or (kind == _CONTINUED and self._last == _TEXTS):
            self.texts.append(data)
            kind = _TEXTS
        self._last = kind

    def finish(self) -> None:
        self._new_sheet()
        if not self.texts:
            return
        lengths = _text_lengths(self.texts)
        shown = sum(lengths[each] * times for each, times in self.shown.items() if each in lengths)
        if shown > MAX_REPEATED:
            raise UnsafeFile(
                "bomba",
                "El libro repite textos muy largos en tantas celdas que no caben: acórtelos y "
                "vuelva a guardarlo.",
            )

    def _cell(self, kind: int, data: bytes) -> None:
        row, column = _PLACE.unpack_from(data)
        if kind == _SEVERAL and len(data) >= 6:
            column = max(column, int.from_bytes(data[-2:], "little"))
        elif kind == _SHARED and len(data) >= 10:
            self.shown[int.from_bytes(data[6:10], "little")] += 1
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)
        self.written += 1
        self._check(max(self.rows * self.columns, self.written))

    def _claimed(self, data: bytes) -> None:
        """Readers make room for the rectangle a sheet says it has."""
        if len(data) >= 14:
            top, bottom, left, right = struct.unpack_from("<2L2H", data)
        elif len(data) >= 8:
            top, bottom, left, right = struct.unpack_from("<4H", data)
        else:
            raise _damaged()
        if (bottom and top > bottom) or (right and left > right):
            raise _damaged()
        if bottom > _LAST_ROW or right > _LAST_COLUMN:
            raise _damaged()
        self._check((bottom - top + 1) * (right - left + 1))

    def _new_sheet(self) -> None:
        self.cells += max(self.rows * self.columns, self.written)
        self.rows = self.columns = self.written = 0

    def _listed(self, data: bytes) -> None:
        """Two names for one sheet would have it read twice; a thousand, a thousand times."""
        if data[:4] in self.sheets:
            raise _damaged()
        self.sheets.add(data[:4])

    def _check(self, more: int) -> None:
        if self.cells + more > self.max_cells:
            raise too_many_cells(self.max_cells)


def _text_lengths(pieces: list[bytes]) -> dict[int, int]:
    """Letters of each shared text, as far as they can be followed.

    Raises UnsafeFile when the list claims more of them than its bytes can hold.
    """
    if len(pieces[0]) < 8:
        raise _damaged()
    claimed = int.from_bytes(pieces[0][4:8], "little")
    if claimed * _SHORTEST_TEXT > sum(map(len, pieces)):
        raise _damaged()
    reader = _Pieces(pieces)
    reader.skip(8)
    lengths: dict[int, int] = {}
    for number in range(claimed):
        if reader.ended:
            break
        lengths[number] = reader.text()
    return lengths


class _Pieces:
    """A list of texts cut in pieces: one that goes on with letters says first how wide they are."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece = self._at = 0

    @property
    def ended(self) -> bool:
        return self._piece >= len(self._pieces)

    def skip(self, length: int) -> bytes:
        """Go on by `length` bytes, which may pass from one piece to the next."""
        taken = b""
        while length and not self.ended:
            data = self._pieces[self._piece][self._at : self._at + length]
            taken += data[:16]
            length -= len(data)
            self._move(len(data))
        return taken

    def text(self) -> int:
        """Go past one text; its letters."""
        letters = int.from_bytes(self.skip(2), "little")
        flags = int.from_bytes(self.skip(1), "little")
        runs = int.from_bytes(self.skip(2), "little") if flags & 8 else 0
        phonetic = int.from_bytes(self.skip(4), "little") if flags & 4 else 0
        self._letters(letters, flags & 1)
        self.skip(4 * runs + phonetic)
        return letters

    def _letters(self, left: int, wide: int) -> None:
        while left and not self.ended:
            width = 2 if wide else 1
            here = len(self._pieces[self._piece]) - self._at
            taken = min(left, here // width)
            left -= taken
            if left:
                self._move(here)
                wide = int.from_bytes(self.skip(1), "little") & 1
            else:
                self._move(taken * width)

    def _move(self, length: int) -> None:
        self._at += length
        while not self.ended and self._at >= len(self._pieces[self._piece]):
            self._piece, self._at = self._piece + 1, 0


def _damaged() -> UnsafeFile:
    return UnsafeFile(
        "danado",
        "El libro .xls está dañado o dice tener más de lo que trae: ábralo en Excel, guárdelo "
        "como «Libro de Excel (.xlsx)» y vuelva a enviarlo.",
    )
