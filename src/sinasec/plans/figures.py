"""The number a programmed or executed cell holds, or why none can be read."""

from dataclasses import dataclass, replace
from datetime import date, time
from math import isclose, isfinite
from typing import Final, Literal

from sinasec.plans.arithmetic import MAX_LOOKUPS, NotPlain, worth
from sinasec.plans.cells import MatrixCell, MatrixSheet
from sinasec.spreadsheets.numbers import AmbiguousNumber, Written, written_number
from sinasec.spreadsheets.words import plain

Trouble = Literal[
    "texto-numerico",  # a number typed as text: read
    "numero-ambiguo",  # "1,293": not read
    "no-es-numero",  # words where a number goes: not read
    "fecha",  # Excel took the figure for a date: not read
    "negativo",  # not read
    "error",  # #REF!, #DIV/0!…: not read
    "formula-sin-valor",  # a formula that cannot be worked out and has no saved result
    "valor-guardado-distinto",  # the saved result is not what the formula gives: ours is used
    "porcentaje-y-cuenta",  # a percentage beside a count: not read
    "cifra-combinada",  # one merged cell over several activities: read for each
]
_ABSENT: Final = frozenset(
    {"-", "--", "—", "–", "_", ".", "NP", "N.P.", "N.P", "N/P", "S/P", "NO PROGRAMADO"}
    | {"NO PROGRAMADA", "NO APLICA", "N/A", "NA", "NO CORRESPONDE", "SIN PROGRAMACION"}
)
MAX_DEPTH: Final = 20


@dataclass(frozen=True, slots=True)
class Figure:
    """`value`: the number, None when absent or unreadable; `trouble`: what was odd about it.

    `typed`: a person wrote something there, readable or not. `percent`: it shows a percentage.
    """

    row: int
    column: int
    value: float | None = None
    trouble: Trouble | None = None
    shown: str = ""
    typed: bool = False
    formula: bool = False
    percent: bool = False

    @property
    def unread(self) -> bool:
        """Something is written there that is no figure, and does not say that there is none."""
        return self.value is None and self.trouble is not None


def comparable(programmed: Figure, executed: Figure) -> Figure:
    """The executed figure, not read where only one of the two is a percentage: 50 % of what is
    not said is no count. Nothing is nothing, written either way."""
    mixed = programmed.percent != executed.percent and programmed.value and executed.value
    return replace(executed, value=None, trouble="porcentaje-y-cuenta") if mixed else executed


def figure_at(sheet: MatrixSheet, row: int, column: int) -> Figure:
    """Read one cell; merged cells are read through the one that covers them."""
    cell = sheet.shown(row, column)
    if cell is None or (isinstance(cell.value, str) and not cell.value.strip()):
        return Figure(row, column)
    if cell.formula is not None:
        return replace(_of_formula(sheet, cell, row, column), percent=_shows_percent(cell))
    value, trouble = _of_value(cell)
    if trouble is None and value is not None and cell.row != row:
        trouble = "cifra-combinada"
    percent = _shows_percent(cell)
    return Figure(row, column, value, trouble, str(cell.value), True, percent=percent)


def _shows_percent(cell: MatrixCell) -> bool:
    """Typed with its sign, or a number in percent format."""
    if isinstance(cell.value, str) and cell.formula is None:
        return cell.value.rstrip().endswith("%")
    return "%" in cell.number_format


def _of_value(cell: MatrixCell) -> tuple[float | None, Trouble | None]:
    value = cell.value
    if cell.error is not None:
        return None, "error"
    if isinstance(value, (date, time)):
        return None, "fecha"
    if isinstance(value, bool):
        return None, "no-es-numero"
    if isinstance(value, str):
        return _of_text(value)
    return _checked(float(value or 0), None)


def _of_text(text: str) -> tuple[float | None, Trouble | None]:
    if plain(text) in _ABSENT:
        return None, None
    try:
        written = written_number(text)
    except AmbiguousNumber:
        return None, "numero-ambiguo"
    if written is None:
        return None, "no-es-numero"
    return _checked(_as_excel(written), "texto-numerico")


def _as_excel(written: Written) -> float:
    """30 % is 0.3, typed as text or not: so the formulas of the sheet itself work it out."""
    return written.number / 100 if written.percent else written.number


def _checked(number: float, trouble: Trouble | None) -> tuple[float | None, Trouble | None]:
    if not isfinite(number):
        return None, "no-es-numero"
    return (None, "negativo") if number < 0 else (number, trouble)


def _of_formula(sheet: MatrixSheet, cell: MatrixCell, row: int, column: int) -> Figure:
    formula = cell.formula or ""
    saved = cell.value
    known = float(saved) if isinstance(saved, (int, float)) and saved is not True else None
    value, trouble = known, None
    try:
        value = worth(formula, lambda r, c: _looked_up(sheet, r, c, MAX_DEPTH))
        if known is not None and not isclose(value, known, rel_tol=1e-9, abs_tol=1e-9):
            trouble = "valor-guardado-distinto"
    except NotPlain:
        if cell.error is not None or "#REF!" in formula:
            value, trouble = None, "error"
        elif known is None:
            trouble = "formula-sin-valor"
    if value is not None:
        value, trouble = _checked(value, trouble)
    return Figure(row, column, value, trouble, formula, typed=True, formula=True)


def _looked_up(sheet: MatrixSheet, row: int, column: int, depth: int) -> float | None:
    """The number in a cell a formula names, following formulas a few steps."""
    if next(sheet.lookups) >= MAX_LOOKUPS:
        raise NotPlain("demasiadas celdas")
    cell = sheet.at(row, column)
    if cell is None:
        return None
    if cell.formula is not None and depth:
        try:
            return worth(cell.formula, lambda r, c: _looked_up(sheet, r, c, depth - 1))
        except NotPlain:
            pass
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        return float(cell.value)
    if cell.value is None and cell.formula is None:
        return None
    raise NotPlain("Excel contaría este texto como cero")
