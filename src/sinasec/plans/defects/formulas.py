"""What is wrong with the computed cells: percentages, CONSIDERAR, dead references."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from openpyxl.utils import get_column_letter

from sinasec.methods.itca import ItcaSettings, percentage
from sinasec.plans.arithmetic import references
from sinasec.plans.cells import MatrixCell, MatrixSheet
from sinasec.plans.defects.defect import Defect, DefectKind, number
from sinasec.plans.formulas import bare, condition_in, own_percentage, shown_percentage
from sinasec.plans.matrix import Matrix, MatrixRow, QuarterSheet
from sinasec.plans.reading import REPORT_SHEET

TOLERANCE: Final = 0.051

BLANK_PCT: Final = DefectKind("porcentaje-en-blanco", "error", "Fila sin porcentaje", True)
OTHER_ROW: Final = DefectKind("formula-de-otra-fila", "error", "Fórmula que mira otra fila", True)
OTHER_CELLS: Final = DefectKind(
    "formula-de-otras-celdas", "error", "Fórmula con otras celdas", True
)
DISAGREES: Final = DefectKind("porcentaje-no-coincide", "error", "Porcentaje que no coincide", True)
DIVISION: Final = DefectKind("division-entre-cero", "aviso", "División entre cero", True)
NO_CAP: Final = DefectKind("sin-tope", "aviso", "Porcentajes sin tope", True)
BLANK_FLAG: Final = DefectKind("considerar-en-blanco", "error", "Fila sin «CONSIDERAR»", True)
BAD_CONDITION: Final = DefectKind("condicion-mal-escrita", "error", "Condición mal escrita", True)
DEAD: Final = DefectKind("referencia-rota", "error", "Referencia rota (#REF!)", False)
ERROR_CELL: Final = DefectKind("celda-con-error", "aviso", "Celda con error", False)


def formula_defects(matrix: Matrix, settings: ItcaSettings) -> Iterator[Defect]:
    """Defects of computed cells, in the quarters and in any other sheet."""
    sheets = {sheet.name: sheet for sheet in matrix.book.sheets}
    ours: set[tuple[str, int, int]] = set()
    for quarter in matrix.quarters:
        sheet = sheets[quarter.sheet]
        for row in quarter.rows:
            ours |= {(sheet.name, row.row, column) for column in _columns(row)}
            yield from _percentage(quarter, sheet, row, settings)
            yield from _flag(quarter, sheet, row)
        yield from _cap(quarter, sheet, settings)
    for sheet in matrix.book.sheets:
        if sheet.name != REPORT_SHEET:
            yield from _errors(sheet, ours)


def _columns(row: MatrixRow) -> list[int]:
    pair = row.pair
    columns = (pair.programmed, pair.executed, pair.pct, pair.flag)
    return [column for column in columns if column is not None]


def _percentage(
    quarter: QuarterSheet, sheet: MatrixSheet, row: MatrixRow, settings: ItcaSettings
) -> Iterator[Defect]:
    column = row.pair.pct
    if column is None:
        return
    cell = sheet.at(row.row, column)
    expected = own_percentage(row, settings)
    if cell is None:
        if row.programmed.value:
            message = f"{row.code}: está programada y no tiene porcentaje, así que no se cuenta."
            yield Defect(BLANK_PCT, quarter.sheet, row.row, column, message)
        return
    wrong = _wrong_references(row, cell)
    if wrong is not None:
        yield Defect(wrong[0], quarter.sheet, row.row, column, wrong[1])
    elif not row.programmed.value:
        if cell.error is not None or _divides(cell):
            message = f"{row.code}: divide entre lo programado, que no está, y muestra #¡DIV/0!."
            yield Defect(DIVISION, quarter.sheet, row.row, column, message)
    elif expected is not None:
        yield from _disagreement(quarter, sheet, row, settings)


def _divides(cell: MatrixCell) -> bool:
    formula = bare(cell.formula or "")
    return "/" in formula and "IF" not in formula


def _wrong_references(row: MatrixRow, cell: MatrixCell) -> tuple[DefectKind, str] | None:
    if cell.formula is None:
        return None
    named = references(cell.formula)
    if any(line != row.row for line, _ in named):
        names = ", ".join(f"{get_column_letter(c)}{r}" for r, c in named if r != row.row)
        return OTHER_ROW, f"{row.code}: la fórmula «{cell.formula}» mira {names}, de otra fila."
    columns = {column for _, column in named}
    if not {row.pair.programmed, row.pair.executed} <= columns:
        return (
            OTHER_CELLS,
            f"{row.code}: la fórmula «{cell.formula}» no divide lo ejecutado entre lo programado.",
        )
    return None


def _disagreement(
    quarter: QuarterSheet, sheet: MatrixSheet, row: MatrixRow, settings: ItcaSettings
) -> Iterator[Defect]:
    """A percentage may be capped or not, and written as 30 or as 0.30: all are the same."""
    shown = shown_percentage(sheet, row, settings)
    real = percentage(row.programmed.value or 1, row.executed.value or 0)
    capped = own_percentage(row, settings)
    if shown is None or capped is None:
        return
    scales = (shown,) if sheet.cells[row.row, row.pair.pct or 0].formula else (shown, shown * 100)
    if not any(abs(each - right) <= TOLERANCE for each in scales for right in (real, capped)):
        yield Defect(
            DISAGREES,
            quarter.sheet,
            row.row,
            row.pair.pct,
            f"{row.code}: dice {number(shown)} % y {number(row.executed.value or 0)} de "
            f"{number(row.programmed.value or 0)} es {number(real)} %.",
        )


def _flag(quarter: QuarterSheet, sheet: MatrixSheet, row: MatrixRow) -> Iterator[Defect]:
    column = row.pair.flag
    if column is None:
        return
    cell = sheet.at(row.row, column)
    if cell is None:
        if row.programmed.value:
            message = (
                f"{row.code}: está programada y no dice si se considera: no entra en la cuenta."
            )
            yield Defect(BLANK_FLAG, quarter.sheet, row.row, column, message)
        return
    if cell.formula is None:
        return
    condition = condition_in(cell.formula)
    if condition is None:
        message = f"{row.code}: la condición «{cell.formula}» no se entiende."
        yield Defect(BAD_CONDITION, quarter.sheet, row.row, column, message)
    elif condition.row != row.row:
        message = f"{row.code}: la condición «{cell.formula}» mira la fila {condition.row}."
        yield Defect(OTHER_ROW, quarter.sheet, row.row, column, message)


def _cap(quarter: QuarterSheet, sheet: MatrixSheet, settings: ItcaSettings) -> Iterator[Defect]:
    if settings.cap is None:
        return
    over = [
        row
        for row in quarter.rows
        if (shown := shown_percentage(sheet, row, settings)) is not None
        and shown > settings.cap + TOLERANCE
    ]
    if over:
        most = max(shown_percentage(sheet, row, settings) or 0 for row in over)
        yield Defect(
            NO_CAP,
            quarter.sheet,
            over[0].row,
            over[0].pair.pct,
            f"{_how_many(len(over), 'actividad', 'actividades')} con más de "
            f"{number(settings.cap)} % (hasta {number(most)} %): en un promedio "
            "taparían a las demás.",
            tuple(row.row for row in over),
        )


def _how_many(count: int, one: str, many: str) -> str:
    return f"Hay {count} {one if count == 1 else many}"


def _errors(sheet: MatrixSheet, ours: set[tuple[str, int, int]]) -> Iterator[Defect]:
    """Dead references and error cells outside the columns already looked at, row by row."""
    dead, errors = defaultdict(list), defaultdict(list)
    for (row, column), cell in sorted(sheet.cells.items()):
        if "#REF!" in (cell.formula or "") or cell.error == "#REF!":
            dead[row].append(cell)
        elif cell.error is not None and (sheet.name, row, column) not in ours:
            errors[row].append(cell)
    for row, cells in dead.items():
        names = ", ".join(cell.name for cell in cells)
        message = f"Las celdas {names} apuntan a celdas que ya no existen: vuelva a enlazarlas."
        if len(cells) == 1:
            message = f"La celda {names} apunta a celdas que ya no existen: vuelva a enlazarla."
        yield Defect(DEAD, sheet.name, row, cells[0].column, message)
    for row, cells in errors.items():
        names = ", ".join(f"{cell.name} ({cell.error})" for cell in cells)
        yield Defect(
            ERROR_CELL, sheet.name, row, cells[0].column, f"Muestran error: {names}. Revíselas."
        )
