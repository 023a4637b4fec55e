"""The whole of it: a file someone sent, read, judged and its defects listed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sinasec.definitions.itca import ItcaEdition
from sinasec.methods.itca import ItcaSettings
from sinasec.plans.books import read_book
from sinasec.plans.cells import MAX_BYTES, MAX_CELLS
from sinasec.plans.defects import Defect, defects_of
from sinasec.plans.matrix import Matrix
from sinasec.plans.quarters import Quarter
from sinasec.plans.reading import read_matrix
from sinasec.plans.report import report_of
from sinasec.spreadsheets.opening import Opened, open_safely


@dataclass(frozen=True, slots=True)
class JudgedMatrix:
    """A matrix with everything that can be said of it. `report` is the JSON document."""

    opened: Opened
    matrix: Matrix
    edition: ItcaEdition
    settings: ItcaSettings
    quarter: Quarter | None
    defects: tuple[Defect, ...]
    report: dict[str, Any]


def judge_file(
    source: Path | str | bytes,
    edition: ItcaEdition,
    settings: ItcaSettings,
    *,
    name: str = "",
    quarter: Quarter | None = None,
    max_cells: int = MAX_CELLS,
) -> JudgedMatrix:
    """Open, read and judge one workbook. Raises UnsafeFile, or OSError for an unreadable path.

    `settings`: those of the edition, or what a person wants to try instead. `quarter`: see
    `read_matrix`.
    """
    opened = open_safely(source, name=name, max_bytes=MAX_BYTES, max_cells=max_cells)
    matrix = read_matrix(read_book(opened), edition, file_name=opened.name, quarter=quarter)
    defects = defects_of(matrix, edition, settings)
    report = report_of(opened, matrix, defects, edition, settings)
    return JudgedMatrix(opened, matrix, edition, settings, quarter, defects, report)
