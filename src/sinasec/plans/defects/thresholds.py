"""Bars and bands that contradict each other: legends, formulas and conditional formats."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from openpyxl.utils import get_column_letter

from sinasec.methods.itca import ItcaSettings
from sinasec.plans.cells import ColourRule, MatrixCell, MatrixSheet
from sinasec.plans.defects.defect import Defect, DefectKind, number
from sinasec.plans.formulas import condition_in
from sinasec.plans.matrix import Matrix, QuarterSheet
from sinasec.spreadsheets.unsafe import UnsafeFile
from sinasec.spreadsheets.words import plain

MIXED: Final = DefectKind("vallas-mezcladas", "error", "Vallas que se contradicen", True)
OTHER_BAR: Final = DefectKind("valla-distinta", "aviso", "Valla distinta de la vigente", True)
GAP: Final = DefectKind("banda-sin-color", "aviso", "Porcentajes que quedan sin color", True)
OTHER_BANDS: Final = DefectKind(
    "bandas-distintas", "aviso", "Bandas distintas de las vigentes", True
)
MAX_RULES: Final = 100  # over one cell, each compared with the others
MAX_REACHED: Final = 1_000_000  # areas of rules, each looked for over every percentage
UNCOLOURED: Final = DefectKind("fila-sin-semaforo", "nota", "Fila sin semáforo", True)

_BAR: Final = re.compile(r"(?:>=|=>|≥|MAYOR O IGUAL (?:A|QUE))\s*(\d{1,3}(?:[.,]\d+)?)\s*%?")
_BAND: Final = re.compile(r"\b(VERDE|AMBAR|AMARILLO|ROJO)\b")
_AMBER: Final = re.compile(
    r"\b(?:AMBAR|AMARILLO)\b\D*(\d{2,3}(?:[.,]\d+)?)\D+(\d{2,3}(?:[.,]\d+)?)"
)


def threshold_defects(matrix: Matrix, settings: ItcaSettings) -> Iterator[Defect]:
    """Defects of the bar and of the bands in each quarter's sheet."""
    sheets = {sheet.name: sheet for sheet in matrix.book.sheets}
    for quarter in matrix.quarters:
        sheet = sheets[quarter.sheet]
        yield from _bars(quarter, sheet, settings)
        yield from _colours(quarter, sheet, settings)
        yield from _legend(sheet, settings)


def bar_in_legend(cell: MatrixCell) -> float | None:
    """The bar a text announces ("ACTIVIDADES >= 50%"), unless it speaks of a colour."""
    if cell.formula is not None or not isinstance(cell.value, str):
        return None
    text = plain(cell.value)
    about = "ACTIVIDAD" in text or "CONSIDERAR" in text
    match = _BAR.search(text)
    if match is None or not about or _BAND.search(text) or len(text) > 120:
        return None
    return float(match.group(1).replace(",", "."))


def amber_in_legend(cell: MatrixCell) -> tuple[float, float] | None:
    """The two ends of a text such as "ÁMBAR ENTRE 75 Y 94"."""
    if cell.formula is not None or not isinstance(cell.value, str):
        return None
    match = _AMBER.search(plain(cell.value))
    if match is None or len(cell.value) > 120 or "<" in cell.value:
        return None
    low, high = (float(each.replace(",", ".")) for each in match.groups())
    return low, high


def _bars(quarter: QuarterSheet, sheet: MatrixSheet, settings: ItcaSettings) -> Iterator[Defect]:
    found: dict[float, list[MatrixCell]] = defaultdict(list)
    for cell in sheet.cells.values():
        condition = condition_in(cell.formula)
        bar = condition.bar if condition is not None else bar_in_legend(cell)
        if bar is not None:
            found[bar].append(cell)
    others = sorted(
        (cell for bar, cells in found.items() if bar != settings.bar for cell in cells),
        key=lambda cell: (cell.row, cell.column),
    )
    if not others:
        return
    said = "; ".join(f"{number(bar)} en {_cells(cells)}" for bar, cells in sorted(found.items()))
    kind = MIXED if len(found) > 1 else OTHER_BAR
    yield Defect(
        kind,
        quarter.sheet,
        others[0].row,
        others[0].column,
        f"La valla del libro: {said}. La vigente es {number(settings.bar)}: use una sola.",
        tuple(dict.fromkeys(cell.row for cell in others)),
    )


def _cells(cells: list[MatrixCell]) -> str:
    names = [cell.name for cell in sorted(cells, key=lambda cell: (cell.row, cell.column))]
    return ", ".join(names) if len(names) <= 4 else f"{', '.join(names[:3])} y {len(names) - 3} más"


def _colours(quarter: QuarterSheet, sheet: MatrixSheet, settings: ItcaSettings) -> Iterator[Defect]:
    _check_rules(sheet, len(quarter.rows))
    without, gaps, bands = [], defaultdict(list), []
    for row in quarter.rows:
        column = row.pair.pct
        if column is None:
            continue
        rules = rules_over(sheet, row.row, column)
        if not rules:
            without.append(row.row)
            continue
        if (gap := uncoloured(rules)) is not None:
            gaps[gap].append(row.row)
        elif not fits_bands(rules, settings):
            bands.append(row.row)
    column = next((row.pair.pct for row in quarter.rows if row.pair.pct is not None), None)
    for (low, high), rows in gaps.items():
        yield Defect(
            GAP,
            quarter.sheet,
            rows[0],
            column,
            f"Entre {number(low)} y {number(high)} ningún formato condicional da color: ámbar va "
            f"desde {number(settings.amber_from)} hasta menos de {number(settings.green_from)}.",
            tuple(rows),
        )
    if bands:
        yield Defect(
            OTHER_BANDS,
            quarter.sheet,
            bands[0],
            column,
            f"Los colores no siguen las bandas vigentes: verde desde {number(settings.green_from)}"
            f", ámbar desde {number(settings.amber_from)}.",
            tuple(bands),
        )
    if without and len(without) < len(quarter.rows):
        letter = get_column_letter(column or 1)
        yield Defect(
            UNCOLOURED,
            quarter.sheet,
            without[0],
            column,
            f"Porcentajes de la columna {letter} sin semáforo: {len(without)}.",
            tuple(without),
        )


def _check_rules(sheet: MatrixSheet, rows: int) -> None:
    if rows * sum(len(rule.areas) for rule in sheet.colours) > MAX_REACHED:
        raise _too_many_rules(sheet)


def _too_many_rules(sheet: MatrixSheet) -> UnsafeFile:
    return UnsafeFile(
        "muchos-formatos",
        f"La hoja «{sheet.name}» tiene demasiados formatos condicionales: en Excel, «Inicio», "
        "«Formato condicional», «Borrar reglas de toda la hoja», y vuelva a enviarla.",
    )


def rules_over(sheet: MatrixSheet, row: int, column: int) -> tuple[ColourRule, ...]:
    """The numeric conditional formats that reach a cell. Raises UnsafeFile for too many."""
    rules = tuple(
        rule
        for rule in sheet.colours
        if rule.kind == "cellIs"
        and limits(rule) is not None
        and any(area.holds(row, column) for area in rule.areas)
    )
    if len(rules) > MAX_RULES:
        raise _too_many_rules(sheet)
    return rules


def limits(rule: ColourRule) -> tuple[float, ...] | None:
    """The numbers of a rule; None when it compares with something else, or with nothing."""
    try:
        return tuple(float(each) for each in rule.limits) or None
    except ValueError:
        return None


def matches(rule: ColourRule, value: float) -> bool:
    """Whether a cell with this number takes the rule's colour."""
    ends = limits(rule)
    if ends is None:
        return False
    if rule.operator in ("between", "notBetween") and len(ends) == 2:
        return (min(ends) <= value <= max(ends)) is (rule.operator == "between")
    compare = {
        "lessThan": value < ends[0],
        "lessThanOrEqual": value <= ends[0],
        "greaterThan": value > ends[0],
        "greaterThanOrEqual": value >= ends[0],
        "equal": value == ends[0],
        "notEqual": value != ends[0],
    }
    return compare.get(rule.operator, False)


def uncoloured(rules: tuple[ColourRule, ...]) -> tuple[float, float] | None:
    """The first stretch of 0-100 at least a hundredth wide that no rule colours."""
    ends = sorted({0.0, 100.0, *(e for rule in rules for e in limits(rule) or () if 0 < e < 100)})
    for low, high in pairwise(ends):
        middle = (low + high) / 2
        if high - low >= 0.01 and not any(matches(rule, middle) for rule in rules):
            return low, high
    return None


def fits_bands(rules: tuple[ColourRule, ...], settings: ItcaSettings) -> bool:
    """Whether the first colour changes exactly at the two limits of the bands."""
    green, amber = settings.green_from, settings.amber_from
    at = {value: _first(rules, value) for value in (green, green - 0.4, amber, amber - 0.4)}
    return at[green] != at[green - 0.4] == at[amber] != at[amber - 0.4]


def _first(rules: tuple[ColourRule, ...], value: float) -> ColourRule | None:
    return next((rule for rule in rules if matches(rule, value)), None)


def _legend(sheet: MatrixSheet, settings: ItcaSettings) -> Iterator[Defect]:
    for cell in sheet.cells.values():
        ends = amber_in_legend(cell)
        if ends is None:
            continue
        low, high = ends
        if (low, high) == (settings.amber_from, settings.green_from):
            continue
        if low == settings.amber_from and high < settings.green_from:
            yield Defect(
                GAP,
                sheet.name,
                cell.row,
                cell.column,
                f"La leyenda «{str(cell.value).strip()}» deja sin color de {number(high)} a "
                f"{number(settings.green_from)}.",
            )
        else:
            yield Defect(
                OTHER_BANDS,
                sheet.name,
                cell.row,
                cell.column,
                f"La leyenda «{str(cell.value).strip()}» no es la banda vigente: "
                f"{number(settings.amber_from)} a menos de {number(settings.green_from)}.",
            )
