"""What was changed in the workbook, cell by cell, so that nothing typed is ever lost."""

from copy import copy
from dataclasses import dataclass, field
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that said `before` and now says `after`."""

    sheet: str
    cell: str
    before: str
    after: str


@dataclass(slots=True)
class Changes:
    """Writes cells and remembers what they said."""

    made: list[Change] = field(default_factory=list)
    _first: dict[tuple[str | None, str | None], Change] = field(default_factory=dict, repr=False)

    def write(self, sheet: Worksheet, row: int, column: int, value: Any) -> Cell | None:
        """Put a value in a cell; None where a merge hides it or it already says so."""
        cell = sheet.cell(row, column)
        if isinstance(cell, MergedCell) or said(cell.value) == said(value):
            return None
        return self.rewrite(sheet, row, column, value)

    def rewrite(self, sheet: Worksheet, row: int, column: int, value: Any) -> Cell:
        """Put a value in a cell even when it reads the same (a number typed as text)."""
        cell = sheet.cell(row, column)
        if isinstance(cell, MergedCell):
            raise ValueError(f"{cell.coordinate} está cubierta por otra celda.")
        change = Change(sheet.title, cell.coordinate, said(cell.value), said(value))
        self.made.append(change)
        self._first.setdefault((sheet.title, cell.coordinate), change)
        cell.value = value
        return cell

    def of(self, sheet: str | None, cell: str | None) -> Change | None:
        """The change made to a cell, if any."""
        return self._first.get((sheet, cell))


def said(value: object) -> str:
    """What a cell said, as text."""
    if value is None:
        return ""
    return str(value.text if isinstance(value, ArrayFormula) else value)


def dress_like(cell: Cell, neighbour: Cell | MergedCell) -> None:
    """Give a cell that was empty the look of its neighbour."""
    if cell.has_style or not neighbour.has_style:
        return
    for part in ("font", "border", "fill", "alignment"):
        setattr(cell, part, copy(getattr(neighbour, part)))
    cell.number_format = neighbour.number_format
