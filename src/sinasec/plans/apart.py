"""A stranger's matrix judged in a child process: its report and corrected workbook come back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from sinasec.methods.itca import ItcaSettings
from sinasec.plans.cells import MAX_BYTES, MAX_CELLS
from sinasec.plans.quarters import Quarter
from sinasec.sandbox import FILES, Job, Limits
from sinasec.spreadsheets.opening import bytes_of
from sinasec.spreadsheets.unsafe import UnsafeFile


@dataclass(frozen=True, slots=True)
class JudgedMatrix:
    """`report`: the JSON document of the matrix. `corrected`: the .xlsx, where it was asked."""

    name: str
    report: dict[str, Any]
    corrected: bytes | None


_JUDGED: Final = Job(
    "sinasec.plans.apart:judged_here",
    returns=(JudgedMatrix,),
    raises=(UnsafeFile,),
    refuse=UnsafeFile,
)


def judge_apart(
    source: Path | str | bytes | BinaryIO,
    settings: ItcaSettings,
    *,
    name: str = "",
    quarter: Quarter | None = None,
    corrected: bool = False,
    max_cells: int = MAX_CELLS,
    limits: Limits = FILES,
) -> JudgedMatrix:
    """What `judge_file` says of a workbook, by the edition in force.

    Raises UnsafeFile, `sandbox.Busy`, or OSError for an unreadable path.
    """
    content, known_as = bytes_of(source, MAX_BYTES)
    return _JUDGED.run(
        content,
        limits,
        settings=settings,
        name=name or known_as,
        quarter=quarter,
        corrected=corrected,
        max_cells=max_cells,
    )


def judged_here(
    content: bytes,
    settings: ItcaSettings,
    name: str,
    quarter: Quarter | None,
    corrected: bool,
    max_cells: int,
) -> JudgedMatrix:
    """The work of the child. Raises UnsafeFile."""
    from sinasec.definitions.itca import itca_edition
    from sinasec.plans.corrected import corrected_workbook
    from sinasec.plans.judging import judge_file

    judged = judge_file(
        content, itca_edition(), settings, name=name, quarter=quarter, max_cells=max_cells
    )
    nothing = judged.report["blank"] and not judged.matrix.quarters  # to put right
    corrects = corrected and not nothing
    return JudgedMatrix(
        judged.opened.name, judged.report, corrected_workbook(judged) if corrects else None
    )
