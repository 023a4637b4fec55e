"""The formulas of a matrix: those people write, read; and those of the corrected workbook."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from openpyxl.utils import column_index_from_string, get_column_letter

from sinasec.methods.itca import ItcaSettings, percentage
from sinasec.plans.arithmetic import MAX_LOOKUPS, NotPlain, worth
from sinasec.plans.cells import MatrixCell, MatrixSheet
from sinasec.plans.matrix import MatrixRow

COUNTED: Final = "CONSIDERAR"
_CONDITION: Final = re.compile(
    r"(?<![A-Z])(?:IF|SI)\(\$?([A-Z]{1,3})\$?(\d+)(>=|>)(\d+(?:\.\d+)?)%?[,;]\"CONSIDERAR\""
)
_COUNT: Final = re.compile(r"(COUNTIFS?|COUNTA|COUNT|SUM|AVERAGE)\(([^()]*)\)")
_RANGE: Final = re.compile(r"^\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$")


@dataclass(frozen=True, slots=True)
class Condition:
    """IF(column row >= bar, "CONSIDERAR", …)."""

    column: int
    row: int
    bar: float
    strict: bool

    def holds(self, value: float) -> bool:
        return value > self.bar if self.strict else value >= self.bar


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one column inside a count."""

    column: int
    top: int
    bottom: int

    def holds(self, row: int) -> bool:
        return self.top <= row <= self.bottom


@dataclass(frozen=True, slots=True)
class Count:
    """One counting function of a formula: what it is, over what, and its criterion."""

    function: str
    spans: tuple[Span, ...]
    criterion: str


def pct_formula(row: MatrixRow, settings: ItcaSettings) -> str:
    """The percentage of a row: blank unless programmed and executed are known, capped in sight."""
    return ratio_formula(row.row, row.programmed.column, row.executed.column, settings)


def ratio_formula(row: int, programmed: int, executed: int, settings: ItcaSettings) -> str:
    """The percentage formula for these columns, from 1."""
    planned = f"{get_column_letter(programmed)}{row}"
    done = f"{get_column_letter(executed)}{row}"
    ratio = f"{done}*100/{planned}"
    capped = ratio if settings.cap is None else f"MIN({_plain(settings.cap)},{ratio})"
    return f'=IF(AND(N({planned})>0,ISNUMBER({done})),{capped},"")'


def flag_formula(row: int, pct: int, settings: ItcaSettings) -> str:
    """Whether the row counts for the quarter's share; blank when there is no percentage."""
    cell = f"{get_column_letter(pct)}{row}"
    return f'=IF(ISNUMBER({cell}),IF({cell}>={_plain(settings.bar)},"{COUNTED}","NO"),"")'


def count_formula(column: int, rows: Iterable[int], criterion: str) -> str:
    """A count over exactly these rows, block by block."""
    letter = get_column_letter(column)
    blocks: list[list[int]] = []
    for row in sorted(set(rows)):
        if blocks and blocks[-1][-1] == row - 1:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    counts = (f'COUNTIF({letter}{rows[0]}:{letter}{rows[-1]},"{criterion}")' for rows in blocks)
    return "=" + "+".join(counts)


def _plain(number: float) -> str:
    return f"{number:g}"


def bare(formula: str) -> str:
    """A formula without blanks and in upper case, to be compared."""
    return re.sub(r"\s+", "", formula).upper()


def condition_in(formula: str | None) -> Condition | None:
    """The condition under which a formula answers CONSIDERAR, when it is well written."""
    match = _CONDITION.search(bare(formula or ""))
    if match is None:
        return None
    column, row, sign, bar = match.groups()
    return Condition(column_index_from_string(column), int(row), float(bar), sign == ">")


def counts_in(formula: str | None) -> tuple[Count, ...]:
    """The counts and sums over ranges in a formula, in order."""
    found = []
    for function, inside in _COUNT.findall(bare(formula or "")):
        arguments = inside.split(",")
        conditional = function.startswith("COUNTIF")
        ranges = arguments[:1] if conditional else arguments
        spans = tuple(span for text in ranges if (span := _span(text)) is not None)
        if spans:
            criterion = arguments[1].strip('"') if conditional and len(arguments) > 1 else ""
            found.append(Count(function, spans, criterion))
    return tuple(found)


def is_sum_of_counts(formula: str | None) -> bool:
    """Whether the formula is nothing but COUNT(…)+COUNT(…), so that we can work it out."""
    return bool(re.fullmatch(r"=\(?[+(]*(?:COUNT(?:IF|A)?\([^()]*\)[+)]*)+", bare(formula or "")))


def _span(text: str) -> Span | None:
    match = _RANGE.match(text)
    if match is None:
        return None
    left, top, right, bottom = match.groups()
    if right not in (None, left):
        return None
    ends = sorted((int(top), int(bottom or top)))
    return Span(column_index_from_string(left), *ends)


def shown_percentage(sheet: MatrixSheet, row: MatrixRow, settings: ItcaSettings) -> float | None:
    """What the percentage cell of the row shows (0-100 scale); None: nothing, or an error."""
    cell = sheet.at(row.row, row.pair.pct) if row.pair.pct is not None else None
    if cell is None:
        return None
    if cell.formula is not None:
        return _worked_out(sheet, cell, row, settings)
    return _scaled(cell, cell.value)


def _worked_out(
    sheet: MatrixSheet, cell: MatrixCell, row: MatrixRow, settings: ItcaSettings
) -> float | None:
    if bare(cell.formula or "") == bare(pct_formula(row, settings)):
        return own_percentage(row, settings)
    try:
        return _scaled(cell, worth(cell.formula or "", lambda r, c: _number(sheet, r, c)))
    except NotPlain:
        return _scaled(cell, cell.value)


def own_percentage(row: MatrixRow, settings: ItcaSettings) -> float | None:
    """The percentage we work out, capped; None when the row cannot be evaluated."""
    if not row.programmed.value or row.executed.value is None:
        return None
    pct = percentage(row.programmed.value, row.executed.value)
    return pct if settings.cap is None else min(pct, settings.cap)


def _number(sheet: MatrixSheet, row: int, column: int) -> float | None:
    if next(sheet.lookups) >= MAX_LOOKUPS:
        raise NotPlain("demasiadas celdas")
    cell = sheet.at(row, column)
    if cell is None:
        return None
    if cell.formula is not None and not isinstance(cell.value, (int, float)):
        return worth(cell.formula, lambda r, c: None)
    if isinstance(cell.value, (int, float)):
        return float(cell.value)
    raise NotPlain("texto")


def _scaled(cell: MatrixCell, value: object) -> float | None:
    """A cell in percent format holds 0.3 and shows 30 %."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value * 100 if "%" in cell.number_format else float(value)


def is_counted(sheet: MatrixSheet, row: MatrixRow, settings: ItcaSettings) -> bool:
    """Whether the flag column says CONSIDERAR for the row, worked out when it was not saved."""
    cell = sheet.at(row.row, row.pair.flag) if row.pair.flag is not None else None
    if cell is None:
        return False
    condition = condition_in(cell.formula)
    if condition is not None and (condition.row, condition.column) == (row.row, row.pair.pct):
        pct = shown_percentage(sheet, row, settings)
        return pct is not None and condition.holds(pct)
    return isinstance(cell.value, str) and cell.value.strip().upper() == COUNTED
