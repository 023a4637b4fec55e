"""Totals that miss rows or count what they should not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sinasec.methods.itca import ItcaSettings
from sinasec.plans.cells import MatrixCell, MatrixSheet
from sinasec.plans.defects.defect import Defect, DefectKind, number
from sinasec.plans.formulas import COUNTED, Count, counts_in, is_counted, is_sum_of_counts
from sinasec.plans.matrix import MatrixRow, QuarterSheet

MISSES: Final = DefectKind("totales-omiten-filas", "error", "Total que omite filas", True)
DISAGREES: Final = DefectKind("total-no-coincide", "error", "Total que no coincide", True)
STALE_TEXT: Final = DefectKind(
    "formula-escrita-como-texto", "nota", "Fórmula escrita como texto", False
)

What = Literal["programmed", "counted"]


@dataclass(frozen=True, slots=True)
class Total:
    """A cell that counts over the whole sheet: what it counts, and which activities it reaches."""

    cell: MatrixCell
    what: What
    column: int
    reached: tuple[MatrixRow, ...]


def total_defects(
    quarter: QuarterSheet, sheet: MatrixSheet, settings: ItcaSettings
) -> Iterator[Defect]:
    """Defects of the totals of a quarter's sheet."""
    for total in totals_of(quarter, sheet):
        yield from _of_total(quarter, sheet, total, settings)
    for cell in sheet.cells.values():
        if cell.formula is None and isinstance(cell.value, str) and _is_stale(cell.value, quarter):
            yield Defect(
                STALE_TEXT,
                sheet.name,
                cell.row,
                cell.column,
                f"«{_short(cell.value)}» está escrita como texto, no calcula nada y no abarca "
                "todas las filas: bórrela o corríjala.",
            )


def faulty_totals(quarter: QuarterSheet, sheet: MatrixSheet, settings: ItcaSettings) -> list[Total]:
    """The totals that miss rows or count what they should not."""
    return [
        total
        for total in totals_of(quarter, sheet)
        if any(_of_total(quarter, sheet, total, settings))
    ]


def totals_of(quarter: QuarterSheet, sheet: MatrixSheet) -> list[Total]:
    """The cells that count over more than half of the activities, outside the table's columns."""
    found = []
    for cell in sheet.cells.values():
        counts = counts_in(cell.formula)
        if not counts or not is_sum_of_counts(cell.formula):
            continue
        for what, columns in _columns(quarter).items():
            reached = tuple(row for row in quarter.rows if _reaches(counts, columns, row))
            if len(reached) * 2 > len(quarter.rows):
                found.append(Total(cell, what, counts[0].spans[0].column, reached))
                break
    return found


def _columns(quarter: QuarterSheet) -> dict[What, set[int]]:
    return {
        "programmed": {row.pair.programmed for row in quarter.rows},
        "counted": {row.pair.flag for row in quarter.rows if row.pair.flag is not None},
    }


def _reaches(counts: tuple[Count, ...], columns: set[int], row: MatrixRow) -> bool:
    return any(
        span.column in columns and span.holds(row.row) for count in counts for span in count.spans
    )


def _of_total(
    quarter: QuarterSheet, sheet: MatrixSheet, total: Total, settings: ItcaSettings
) -> Iterator[Defect]:
    counts = counts_in(total.cell.formula)
    due = [row for row in quarter.rows if _is_due(total, row, settings)]
    counted = [row for row in total.reached if _is_in(sheet, total, counts, row, settings)]
    missed = _less(due, counted)
    extra = _less(counted, due)
    unreached = _less(quarter.rows, total.reached)
    if not (missed or extra or unreached):
        return
    programmed = sum(bool(row.programmed.value) for row in quarter.rows)
    if total.what == "programmed":
        said = f"Cuenta {len(counted)} actividades y las programadas son {programmed}."
    else:
        said = (
            f"Cuenta {len(counted)} de {programmed} programadas y las que llegan a "
            f"{number(settings.bar)} % son {len(due)}."
        )
    rows = tuple(row.row for row in missed or unreached or extra)
    place = f"la fila {rows[0]}" if len(rows) == 1 else f"las filas {', '.join(map(str, rows))}"
    kind = MISSES if missed or unreached else DISAGREES
    verb = "Omite" if missed or unreached else "Cuenta de más"
    yield Defect(
        kind, sheet.name, total.cell.row, total.cell.column, f"{said} {verb} {place}.", rows
    )


def _less(rows: Sequence[MatrixRow], others: Sequence[MatrixRow]) -> list[MatrixRow]:
    there = {row.row for row in others}
    return [row for row in rows if row.row not in there]


def _is_due(total: Total, row: MatrixRow, settings: ItcaSettings) -> bool:
    programmed, executed = row.programmed.value, row.executed.value
    if total.what == "programmed":
        return bool(programmed)
    return (
        bool(programmed)
        and executed is not None
        and (executed * 100 >= settings.bar * (programmed or 0))
    )


def _is_in(
    sheet: MatrixSheet,
    total: Total,
    counts: tuple[Count, ...],
    row: MatrixRow,
    settings: ItcaSettings,
) -> bool:
    if total.what == "counted":
        asks = any(count.criterion == COUNTED for count in counts)
        return is_counted(sheet, row, settings) if asks else False
    figure = row.programmed
    if any(count.criterion == ">0" for count in counts):
        return bool(figure.value) and figure.trouble != "texto-numerico"
    if any(count.function == "COUNTA" for count in counts):
        return figure.typed
    return figure.value is not None and figure.trouble != "texto-numerico"


def _is_stale(text: str, quarter: QuarterSheet) -> bool:
    """A count written as text, in Spanish or English, that does not reach every activity."""
    formula = text.strip().upper().replace(";", ",")
    if not formula.startswith("="):
        return False
    for spanish, english in (("CONTAR.SI", "COUNTIF"), ("CONTARA", "COUNTA"), ("CONTAR", "COUNT")):
        formula = formula.replace(spanish, english)
    spans = [span for count in counts_in(formula) for span in count.spans]
    return bool(spans) and not all(
        any(span.holds(row.row) for span in spans) for row in quarter.rows
    )


def _short(text: str) -> str:
    collapsed = " ".join(text.split())
    return collapsed if len(collapsed) <= 60 else collapsed[:59] + "…"
