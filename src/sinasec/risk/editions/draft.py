"""An edition on its way out of a workbook: what was read, from which cells, and what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sinasec.spreadsheets.values import ERRORS, Percent, Serial, Unworked, said_unworked

Path = tuple[str | int, ...]
Grid = Sequence[Sequence[Any]]
Place = tuple[str, int, str]  # sheet, row from 1 (0: the whole sheet), heading

WHOLE: Final[Place] = ("", 0, "")


@dataclass(frozen=True, slots=True, order=True)
class WorkbookFault:
    """`row` from 1, as a spreadsheet counts; 0 when the whole sheet is at fault."""

    sheet: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        row = f"fila {self.row}" if self.row else ""
        column = f"columna «{self.column}»" if self.column else ""
        place = ", ".join(part for part in (self.sheet, row, column) if part)
        return f"{place}: {self.message}" if place else self.message


class WorkbookFaults(ValueError):
    """The workbook is no edition. `faults`: everything found."""

    def __init__(self, faults: Sequence[WorkbookFault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(slots=True)
class Draft:
    """The edition as far as it was read, where each of its values stands, and what is wrong."""

    spec: dict[str, Any] = field(default_factory=dict[str, Any])
    places: dict[Path, Place] = field(default_factory=dict[Path, Place])
    faults: list[WorkbookFault] = field(default_factory=list[WorkbookFault])

    def note(self, place: Place, message: str) -> None:
        self.faults.append(WorkbookFault(*place, message))

    def where(self, path: Path) -> Place:
        """The cell of the path, or of the nearest thing that contains it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, WHOLE)


def note_strange_cells(draft: Draft, grids: Mapping[str, Grid]) -> None:
    """Note each cell that cannot be taken at its value: an error, a formula, a percentage."""
    for name, grid in grids.items():
        headings = [clean_label(cell) for cell in (grid[0] if grid else ())]
        for number, row in enumerate(grid, start=1):
            for at, cell in enumerate(row):
                if why := _strange(cell):
                    heading = headings[at] if number > 1 and at < len(headings) else ""
                    draft.note((name, number, heading), why)


def _strange(cell: Any) -> str:
    if isinstance(cell, Unworked):
        return said_unworked(cell.formula)
    if isinstance(cell, Percent):
        return f"«{cell}» es un porcentaje: escriba la cifra sin el signo."
    if isinstance(cell, str) and cell in ERRORS:
        return f"la celda muestra {cell}: escriba el dato en lugar de la fórmula."
    return ""


def rows_of(grid: Grid) -> Iterator[tuple[int, Sequence[Any]]]:
    """Number and cells of every row under the heading that has something written."""
    for number, row in enumerate(grid[1:], start=2):
        if not all(is_empty(cell) for cell in row):
            yield number, row


def is_empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def whole(cell: Any) -> Any:
    """Spreadsheets hold whole numbers as decimals."""
    if isinstance(cell, Serial):
        return whole(cell.number)
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def said(cell: Any) -> str:
    return "" if cell is None else str(whole(cell)).strip()


def clean_label(cell: Any) -> str:
    return str(cell or "").replace("*", "").strip()
