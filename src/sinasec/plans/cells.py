"""A workbook as plain values: what each cell holds, its formula, and what the sheet merges."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import count
from typing import Final

from sinasec.spreadsheets.faults import column_letters
from sinasec.spreadsheets.values import ERRORS

Value = str | float | int | bool | date | datetime | time | None

MAX_BYTES: Final = 15 * 1024 * 1024
MAX_CELLS: Final = 200_000  # ten times those of a whole year's matrix
PAGE_CELLS: Final = 40_000  # twice: what a child corrects within the seconds that a page gives it


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell. `value`: typed, or the saved result of the formula; None when there is none."""

    row: int
    column: int
    value: Value
    formula: str | None = None
    number_format: str = "General"

    @property
    def name(self) -> str:
        return f"{column_letters(self.column - 1)}{self.row}"

    @property
    def error(self) -> str | None:
        """The error the cell shows (`#REF!`, …), if any."""
        text = self.value.strip() if isinstance(self.value, str) else ""
        return text if text in ERRORS else None


@dataclass(frozen=True, slots=True)
class SheetArea:
    """A rectangle of cells, all four ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class ColourRule:
    """One conditional format: where it applies, when (`operator` and `limits`), its colour."""

    areas: tuple[SheetArea, ...]
    kind: str
    operator: str
    limits: tuple[str, ...]
    colour: str = ""


@dataclass(frozen=True, slots=True)
class MatrixSheet:
    """The cells of one sheet by (row, column), from 1. Formulas are absent in .xls and .ods.

    `lookups`: counts the cells looked up to work formulas out, in all the sheets of its book.
    """

    name: str
    cells: dict[tuple[int, int], MatrixCell]
    merges: tuple[SheetArea, ...] = ()
    colours: tuple[ColourRule, ...] = ()
    hidden: bool = False
    lookups: Iterator[int] = field(default_factory=count, repr=False, compare=False)
    _anchors: dict[tuple[int, int], tuple[int, int]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _columns: dict[int, set[int]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for row, column in self.cells:
            self._columns.setdefault(row, set()).add(column)
        for area in self.merges:
            for row in range(area.top, area.bottom + 1):
                self._columns.setdefault(row, set()).add(area.left)
                for column in range(area.left, area.right + 1):
                    self._anchors[row, column] = (area.top, area.left)

    def at(self, row: int, column: int) -> MatrixCell | None:
        """The cell itself, whatever it is merged with."""
        return self.cells.get((row, column))

    def shown(self, row: int, column: int) -> MatrixCell | None:
        """What a person sees there: the merged cell that covers it, or the cell itself."""
        return self.cells.get(self._anchors.get((row, column), (row, column)))

    def columns(self, row: int) -> list[int]:
        """The columns where something is shown in a row, merged cells by their first column."""
        return sorted(self._columns.get(row, ()))

    def covered(self, row: int, column: int) -> bool:
        """Whether another cell's merge hides this one."""
        return self._anchors.get((row, column), (row, column)) != (row, column)

    def rows(self) -> Iterator[tuple[int, dict[int, MatrixCell]]]:
        """Each row that has something, with its cells by column."""
        by_row: dict[int, dict[int, MatrixCell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            by_row.setdefault(row, {})[column] = cell
        yield from by_row.items()


@dataclass(frozen=True, slots=True)
class MatrixBook:
    """A workbook. `has_formulas` is false where only values can be read (.xls, .ods)."""

    sheets: tuple[MatrixSheet, ...]
    has_formulas: bool
