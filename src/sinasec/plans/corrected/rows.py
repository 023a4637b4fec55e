"""Put right the computed cells of a quarter's sheet; typed figures keep their value."""

import re

from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from sinasec.methods.itca import ItcaSettings
from sinasec.plans.cells import MatrixCell, MatrixSheet
from sinasec.plans.corrected.changes import Changes, dress_like
from sinasec.plans.defects.defect import number
from sinasec.plans.defects.thresholds import amber_in_legend, bar_in_legend
from sinasec.plans.defects.totals import faulty_totals
from sinasec.plans.figures import Figure
from sinasec.plans.formulas import COUNTED, count_formula, flag_formula, pct_formula
from sinasec.plans.judging import JudgedMatrix
from sinasec.plans.matrix import MatrixRow, QuarterSheet
from sinasec.spreadsheets.numbers import AmbiguousNumber, written_number

_FLAGS = frozenset({COUNTED, "NO", "SI", "SÍ", "NO CONSIDERAR"})


def correct_rows(
    sheet: Worksheet, quarter: QuarterSheet, settings: ItcaSettings, changes: Changes
) -> None:
    """Numbers as numbers, one percentage formula and one condition for every activity."""
    for place, row in enumerate(quarter.rows):
        neighbour = quarter.rows[place - 1] if place else quarter.rows[-1]
        for figure in (row.programmed, row.executed):
            _as_number(sheet, figure, changes)
        _percentage(sheet, row, neighbour, settings, changes)
        _flag(sheet, row, neighbour, settings, changes)


def _as_number(sheet: Worksheet, figure: Figure, changes: Changes) -> None:
    if figure.trouble != "texto-numerico" or figure.value is None:
        return
    whole = int(figure.value) == figure.value
    cell = sheet.cell(figure.row, figure.column)
    if cell.data_type not in ("s", "inlineStr"):
        return
    changes.rewrite(sheet, figure.row, figure.column, int(figure.value) if whole else figure.value)
    if cell.number_format == "@":
        cell.number_format = "0.##%" if "%" in figure.shown else "General"


def _percentage(
    sheet: Worksheet, row: MatrixRow, neighbour: MatrixRow, settings: ItcaSettings, changes: Changes
) -> None:
    column = row.pair.pct
    if column is None or not _may_replace(sheet.cell(row.row, column).value, frozenset()):
        return
    cell = changes.write(sheet, row.row, column, pct_formula(row, settings))
    if cell is None:
        return
    dress_like(cell, sheet.cell(neighbour.row, column))
    if "%" in cell.number_format or cell.number_format == "@":
        cell.number_format = "0.00"


def _flag(
    sheet: Worksheet, row: MatrixRow, neighbour: MatrixRow, settings: ItcaSettings, changes: Changes
) -> None:
    column = row.pair.flag
    if column is None or row.pair.pct is None:
        return
    if not _may_replace(sheet.cell(row.row, column).value, _FLAGS):
        return
    cell = changes.write(sheet, row.row, column, flag_formula(row.row, row.pair.pct, settings))
    if cell is not None:
        dress_like(cell, sheet.cell(neighbour.row, column))


def _may_replace(value: object, words: frozenset[str]) -> bool:
    """Formulas, errors, numbers and blanks are worked out again; a person's words are kept."""
    if not isinstance(value, (str, CellRichText)):
        return True
    text = str(value).strip().upper()
    if not text or text.startswith(("=", "#")) or text in words:
        return True
    try:
        return written_number(text) is not None
    except AmbiguousNumber:
        return True


def correct_totals(
    sheet: Worksheet,
    quarter: QuarterSheet,
    read: MatrixSheet,
    judged: JudgedMatrix,
    changes: Changes,
) -> None:
    """Totals that missed or over-counted rows count exactly the activities."""
    for total in faulty_totals(quarter, read, judged.settings):
        criterion = ">0" if total.what == "programmed" else COUNTED
        rows = [row.row for row in quarter.rows]
        changes.write(
            sheet, total.cell.row, total.cell.column, count_formula(total.column, rows, criterion)
        )


def correct_legends(
    sheet: Worksheet, read: MatrixSheet, settings: ItcaSettings, changes: Changes
) -> None:
    """Legends that announce another bar or another amber band say the ones in force."""
    for cell in read.cells.values():
        bar, amber = bar_in_legend(cell), amber_in_legend(cell)
        if bar is not None and bar != settings.bar:
            text = _with_bar(cell, number(bar), number(settings.bar))
            changes.write(sheet, cell.row, cell.column, text)
        elif amber is not None and amber != (settings.amber_from, settings.green_from):
            low, high = number(settings.amber_from), number(settings.green_from)
            changes.write(sheet, cell.row, cell.column, f"ÁMBAR ENTRE {low} Y {high} (SIN LLEGAR)")


def _with_bar(cell: MatrixCell, said: str, wanted: str) -> str:
    return re.sub(rf"(?<!\d){re.escape(said)}(?!\d)", wanted, str(cell.value))
