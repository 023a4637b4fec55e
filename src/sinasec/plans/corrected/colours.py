"""One semáforo over every percentage, without gaps, in the colours the sheet already used."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sinasec.methods.compliance.lights import Light
from sinasec.methods.itca import ItcaSettings
from sinasec.plans.cells import ColourRule, MatrixSheet, SheetArea
from sinasec.plans.defects.thresholds import limits, matches, rules_over
from sinasec.plans.matrix import QuarterSheet

_USUAL: Final[dict[Light, str]] = {"verde": "FF00B050", "ambar": "FFFFC000", "rojo": "FFFF0000"}
_ENDLESS: Final = "1E+99"


def recolour(
    sheet: Worksheet, quarter: QuarterSheet, read: MatrixSheet, settings: ItcaSettings
) -> None:
    """Replace the numeric rules over the percentages, if the sheet colours any of them.

    Other cells keep their rules. Green is «between», because a blank text is more than any
    number to Excel and would be painted green by «greater than or equal».
    """
    cells = {(row.row, row.pair.pct) for row in quarter.rows if row.pair.pct is not None}
    if not any(rules_over(read, row, column) for row, column in cells):
        return
    looks: dict[Light, DifferentialStyle] = {}
    kept = ConditionalFormattingList()
    for block in sheet.conditional_formatting:
        for rule in block.rules:
            ours = _reaching(block, rule, cells)
            if ours:
                _remember(looks, rule, settings)
            areas = _without(_areas(block), cells if ours else set())
            if areas:
                kept.add(" ".join(areas), rule)
    for rule in semaforo(settings, looks):
        kept.add(" ".join(_runs(cells)), rule)
    sheet.conditional_formatting = kept


def _areas(block: Any) -> list[SheetArea]:
    return [
        SheetArea(each.min_row, each.min_col, each.max_row, each.max_col)
        for each in block.sqref.ranges
    ]


def _as_read(block: Any, rule: Rule) -> ColourRule:
    formulas = tuple(str(each) for each in rule.formula)
    return ColourRule(tuple(_areas(block)), rule.type, rule.operator or "", formulas)


def _reaching(block: Any, rule: Rule, cells: set[tuple[int, int]]) -> bool:
    read = _as_read(block, rule)
    if rule.type != "cellIs" or limits(read) is None:
        return False
    return any(area.holds(row, column) for area in read.areas for row, column in cells)


def _remember(looks: dict[Light, DifferentialStyle], rule: Rule, settings: ItcaSettings) -> None:
    """The look the sheet gives to each light: that of the first rule that paints its middle."""
    middles: dict[Light, float] = {
        "verde": settings.green_from + 1,
        "ambar": (settings.amber_from + settings.green_from) / 2,
        "rojo": settings.amber_from / 2,
    }
    read = ColourRule((), rule.type, rule.operator or "", tuple(str(x) for x in rule.formula))
    for light, middle in middles.items():
        if rule.dxf is not None and light not in looks and matches(read, middle):
            looks[light] = rule.dxf


def semaforo(
    settings: ItcaSettings, looks: Mapping[Light, DifferentialStyle] = MappingProxyType({})
) -> list[Rule]:
    """The three rules, green first; `looks`: how each light is painted, if not as usual."""
    green, amber = f"{settings.green_from:g}", f"{settings.amber_from:g}"
    return [
        _rule("between", [green, _ENDLESS], looks, "verde"),
        _rule("between", [amber, green], looks, "ambar"),
        _rule("lessThan", [amber], looks, "rojo"),
    ]


def _rule(
    operator: Literal["between", "lessThan"],
    formula: list[str],
    looks: Mapping[Light, DifferentialStyle],
    light: Light,
) -> Rule:
    usual = DifferentialStyle(fill=PatternFill(bgColor=_USUAL[light]))
    return Rule(
        type="cellIs",
        operator=operator,
        formula=formula,
        dxf=looks.get(light, usual),
        stopIfTrue=True,
    )


def _without(areas: Iterable[SheetArea], cells: set[tuple[int, int]]) -> list[str]:
    """The areas less the cells, as addresses."""
    left: list[str] = []
    for area in areas:
        inside = [(row, column) for row, column in cells if area.holds(row, column)]
        if not inside:
            left.append(_address(area.top, area.left, area.bottom, area.right))
            continue
        for column in range(area.left, area.right + 1):
            top = area.top
            for row in [*sorted(r for r, c in inside if c == column), area.bottom + 1]:
                if row > top:
                    left.append(_address(top, column, row - 1, column))
                top = row + 1
    return left


def _runs(cells: set[tuple[int, int]]) -> list[str]:
    """The cells as vertical stretches."""
    found: list[tuple[int, int, int]] = []
    for column, row in sorted((column, row) for row, column in cells):
        if found and found[-1][0] == column and found[-1][2] == row - 1:
            found[-1] = (column, found[-1][1], row)
        else:
            found.append((column, row, row))
    return [_address(top, column, bottom, column) for column, top, bottom in found]


def _address(top: int, left: int, bottom: int, right: int) -> str:
    first = f"{get_column_letter(left)}{top}"
    last = f"{get_column_letter(right)}{bottom}"
    return first if first == last else f"{first}:{last}"
