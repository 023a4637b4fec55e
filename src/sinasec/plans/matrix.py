"""A matrix as it was found: its quarters, their rows, and where each figure stood."""

from dataclasses import dataclass
from typing import Literal

from sinasec.methods.itca import Activity
from sinasec.plans.cells import MatrixBook
from sinasec.plans.codes import Code
from sinasec.plans.figures import Figure
from sinasec.plans.headings import Header, Pair
from sinasec.plans.quarters import Quarter

QuarterSource = Literal["hoja", "título", "columnas", "archivo", "opción", "ninguna"]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One activity. `placed`: objective and line by its headings; `given`: the code typed."""

    row: int
    code: Code
    given: Code | None
    placed: tuple[int, int]
    name: str
    responsible: str
    evidence: str
    unit: str
    programmed: Figure
    executed: Figure
    header: Header
    pair: Pair

    def activity(self) -> Activity:
        """The values the method judges."""
        return Activity(
            str(self.code),
            self.code.objective,
            self.code.line,
            self.programmed.value,
            self.executed.value,
            programmed_unread=self.programmed.unread,
            executed_unread=self.executed.typed and self.executed.value is None,
        )


@dataclass(frozen=True, slots=True)
class QuarterSheet:
    """The rows of one quarter. `title_quarter`: the quarter its title says, if it says one.

    `loose`: what stands under programmed or executed in rows that are no activity.
    """

    quarter: Quarter | None
    year: int | None
    sheet: str
    source: QuarterSource
    title_quarter: Quarter | None
    rows: tuple[MatrixRow, ...]
    objectives: dict[int, str]
    lines: dict[tuple[int, int], str]
    hidden: bool
    loose: tuple[Figure, ...] = ()

    @property
    def is_filled(self) -> bool:
        """Whether anybody wrote a figure, readable or not."""
        return any(row.programmed.typed or row.executed.typed for row in self.rows)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Everything read from one workbook. `repeated`: quarters that were already found.

    `without_matrix`: sheets where no programmed and executed columns were found.
    """

    book: MatrixBook
    quarters: tuple[QuarterSheet, ...]
    repeated: tuple[QuarterSheet, ...]
    missing: tuple[Quarter, ...]
    without_matrix: tuple[str, ...]
    committee: str | None
