"""What a sheet says of its cells beside their values: a mark for each that needs one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from sinasec.spreadsheets.values import Percent, Raw, Unworked

PERCENT: Final = "percent"  # what the cell holds is shown as a percentage
ERROR: Final = "error"
UNWORKED: Final = "unworked"


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell, or a rectangle of equal ones. `row` and `column` from 0.

    `shown`: the error, or the formula.
    """

    row: int
    column: int
    kind: str
    shown: str = ""
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class SheetMarks:
    """Of one sheet: its marks, and the rows and columns (from 0) that nobody sees."""

    cells: list[Mark] = field(default_factory=list[Mark])
    hidden_rows: set[int] = field(default_factory=set[int])
    hidden_columns: set[int] = field(default_factory=set[int])


@dataclass(slots=True)
class BookMarks:
    """`sheets` in the order of the workbook. `since_1904`: its days are counted from there."""

    sheets: list[SheetMarks] = field(default_factory=list[SheetMarks])
    since_1904: bool = False


def put(rows: list[list[Raw]], marks: Iterable[Mark]) -> None:
    """Put each mark where its cell is, making room for those that no reader gave."""
    for mark in marks:
        for at in range(mark.row, mark.row + mark.rows):
            for place in range(mark.column, mark.column + mark.columns):
                _put(rows, at, place, mark)


def _put(rows: list[list[Raw]], at: int, place: int, mark: Mark) -> None:
    if mark.kind == PERCENT:
        if at < len(rows) and place < len(rows[at]):
            held = rows[at][place]
            if isinstance(held, (int, float)) and not isinstance(held, bool):
                rows[at][place] = Percent(float(held))
        return
    while len(rows) <= at:
        rows.append([])
    rows[at].extend([""] * (place + 1 - len(rows[at])))
    rows[at][place] = mark.shown if mark.kind == ERROR else Unworked(mark.shown)
