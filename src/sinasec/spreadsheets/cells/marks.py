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
    """Of one sheet: its marks, and the rows and columns that nobody sees."""

    cells: list[Mark] = field(default_factory=list[Mark])
    hidden_rows: "Spans" = field(default_factory=lambda: Spans())
    hidden_columns: "Spans" = field(default_factory=lambda: Spans())


class Spans:
    """Runs of rows or of columns as a book says them, however vast and however often."""

    def __init__(self) -> None:
        self._runs: list[tuple[int, int]] = []

    def add(self, first: int, end: int) -> None:
        """Those from `first`, counted from 0, up to the one before `end`."""
        if self._runs and self._runs[-1][1] == first:
            first, _ = self._runs.pop()
        self._runs.append((first, end))

    def before(self, size: int) -> frozenset[int]:
        """Which of the first `size` are in some run."""
        found: set[int] = set()
        reached = 0
        for first, end in sorted(self._runs):
            found.update(range(max(first, reached), min(end, size)))
            reached = max(reached, end)
        return frozenset(found)


@dataclass(slots=True)
class BookMarks:
    """`sheets` in the order of the workbook. `since_1904`: its days are counted from there."""

    sheets: list[SheetMarks] = field(default_factory=list[SheetMarks])
    since_1904: bool = False


def put(rows: list[list[Raw]], marks: Iterable[Mark]) -> None:
    """Put each mark where its cell is, making room for those that no reader gave."""
    for mark in marks:
        if mark.kind == PERCENT:
            _put_percents(rows, mark)
        else:
            _put_shown(rows, mark)


def _put_percents(rows: list[list[Raw]], mark: Mark) -> None:
    for row in rows[mark.row : mark.row + mark.rows]:
        for place in range(mark.column, min(mark.column + mark.columns, len(row))):
            held = row[place]
            if isinstance(held, (int, float)) and not isinstance(held, bool):
                row[place] = Percent(float(held))


def _put_shown(rows: list[list[Raw]], mark: Mark) -> None:
    """One value for all the cells of the mark, which may be millions."""
    value = mark.shown if mark.kind == ERROR else Unworked(mark.shown)
    end = mark.column + mark.columns
    rows.extend([] for _ in range(mark.row + mark.rows - len(rows)))
    for row in rows[mark.row : mark.row + mark.rows]:
        row.extend([""] * (end - len(row)))
        row[mark.column : end] = [value] * mark.columns
