"""A defect of a matrix: where it is, what it is called, and what the clerk should do."""

from dataclasses import dataclass
from typing import Any, Final, Literal

from openpyxl.utils import get_column_letter

Severity = Literal["error", "aviso", "nota"]
SEVERITY_ORDER: Final[dict[Severity, int]] = {"error": 0, "aviso": 1, "nota": 2}


@dataclass(frozen=True, slots=True)
class DefectKind:
    """A kind of defect. `correctable`: the corrected workbook puts it right by itself."""

    code: str
    severity: Severity
    title: str
    correctable: bool


@dataclass(frozen=True, slots=True)
class Defect:
    """One defect. `row` and `column` count from 1; None when it is of the whole sheet or book.

    `rows`: other rows of the same sheet that share it, in order.
    """

    kind: DefectKind
    sheet: str | None
    row: int | None
    column: int | None
    message: str
    rows: tuple[int, ...] = ()

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def cell(self) -> str | None:
        if self.row is None or self.column is None:
            return None
        return f"{get_column_letter(self.column)}{self.row}"

    def as_dict(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "severity": self.kind.severity,
            "title": self.kind.title,
            "sheet": self.sheet,
            "row": self.row,
            "column": None if self.column is None else get_column_letter(self.column),
            "cell": self.cell,
            "rows": list(self.rows),
            "message": self.message,
            "correctable": self.kind.correctable,
        }


def order(defect: Defect) -> tuple[Any, ...]:
    """Gravest first, then down the sheet."""
    return (
        SEVERITY_ORDER[defect.kind.severity],
        defect.sheet or "",
        defect.row or 0,
        defect.column or 0,
        defect.code,
        defect.message,
    )


def number(value: float) -> str:
    """A number as people write it here: 17 800, 3,5."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", " ").replace(".", ",")
