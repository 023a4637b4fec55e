"""How a workbook names its cells: `A1`, `A1:B2`. There is one way, and no other is read."""

import re
from typing import Final, NamedTuple

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384  # XFD

_CELL: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_AREA: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")
_ROW: Final = re.compile(r"[1-9][0-9]{0,6}")
# What no reader turns into cells may also be whole columns or rows, and be fixed with `$`.
_LOOSE: Final = re.compile(r"\$?[A-Z]{0,3}\$?[0-9]{0,7}(?::\$?[A-Z]{0,3}\$?[0-9]{0,7})?")
_MOST: Final = len("$XFD$1048576:$XFD$1048576")


class Area(NamedTuple):
    """Columns and rows from 1, both ends included."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def cells(self) -> int:
        return (self.right - self.left + 1) * (self.bottom - self.top + 1)


def cell(text: str) -> tuple[int, int] | None:
    """(row, column) from 1, or None when it is not written as Excel writes it."""
    found = _CELL.fullmatch(text)
    return _placed(found[1], found[2]) if found else None


def area(text: str) -> Area | None:
    """A cell or rectangle, or None when it is not written as Excel writes it."""
    found = _AREA.fullmatch(text)
    if not found:
        return None
    first = _placed(found[1], found[2])
    last = _placed(found[3], found[4]) if found[3] else first
    if first is None or last is None or last[0] < first[0] or last[1] < first[1]:
        return None
    return Area(first[1], first[0], last[1], last[0])


def row(text: str) -> int | None:
    """The number of a row, or None."""
    if not _ROW.fullmatch(text):
        return None
    number = int(text)
    return number if number <= LAST_ROW else None


def are_ranges(text: str) -> bool:
    """Whether it is a list of ranges, as of rules of format: nobody expands those."""
    return all(len(each) <= _MOST and _LOOSE.fullmatch(each) for each in text.split())


def column(letters: str) -> int:
    """ "A" -> 1, "AA" -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _placed(letters: str, digits: str) -> tuple[int, int] | None:
    at_row, at_column = int(digits), column(letters)
    return (at_row, at_column) if at_row <= LAST_ROW and at_column <= LAST_COLUMN else None
