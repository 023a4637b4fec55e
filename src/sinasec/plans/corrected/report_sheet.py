"""The sheet «Defectos encontrados»: each defect, what was put right and what is left."""

from collections.abc import Iterable
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sinasec.plans.corrected.changes import Changes
from sinasec.plans.defects import Defect
from sinasec.plans.judging import JudgedMatrix
from sinasec.plans.reading import REPORT_SHEET

_DEFECTS: Final = ("N°", "Hoja", "Celda", "Gravedad", "Código", "Defecto", "Qué pasa y qué hacer")
_DONE: Final = "Qué se hizo"
_CHANGES: Final = ("N°", "Hoja", "Celda", "Decía", "Ahora dice")
_WIDTHS: Final = (6, 22, 10, 10, 26, 34, 80, 60)
_BLUE: Final = PatternFill("solid", fgColor="FF1F3864")


def write_report(
    book: Workbook,
    before: JudgedMatrix,
    after: JudgedMatrix,
    changes: Changes,
    notes: Iterable[str],
) -> None:
    """Add the sheet, at the end of the workbook."""
    sheet = book.create_sheet(REPORT_SHEET)
    _text(sheet, 1, 1, "Defectos encontrados en la matriz").font = Font(bold=True, size=14)
    settings = before.settings
    cap = "sin tope" if settings.cap is None else f"tope de {settings.cap:g}"
    _text(
        sheet,
        2,
        1,
        f"Edición {settings.edition}: valla {settings.bar:g}, {cap}, verde desde "
        f"{settings.green_from:g}, ámbar desde {settings.amber_from:g}. Huella del libro "
        f"original (SHA-256): {before.opened.sha256}",
    )
    row = 3
    for note in notes:
        _text(sheet, row, 1, note)
        row += 1
    row = _write_defects(sheet, row + 1, before, after, changes)
    _write_changes(sheet, row + 2, changes)
    for place, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _write_defects(
    sheet: Worksheet, row: int, before: JudgedMatrix, after: JudgedMatrix, changes: Changes
) -> int:
    _headings(sheet, row, (*_DEFECTS, _DONE))
    left = {(each.code, each.sheet, each.cell) for each in after.defects}
    for place, defect in enumerate(before.defects, 1):
        row += 1
        values = (
            defect.sheet or "Todo el libro",
            defect.cell or "—",
            defect.kind.severity.capitalize(),
            defect.code,
            defect.kind.title,
            defect.message,
            _done(defect, left, changes),
        )
        sheet.cell(row, 1, place)
        for column, value in enumerate(values, 2):
            _text(sheet, row, column, value)
    return row


def _done(defect: Defect, left: set[tuple[str, str | None, str | None]], changes: Changes) -> str:
    if (defect.code, defect.sheet, defect.cell) in left:
        return "Queda para una persona."
    change = changes.of(defect.sheet, defect.cell)
    if change is None:
        return "Corregido."
    if not change.before:
        return f"Corregido: estaba en blanco y ahora dice «{change.after}»."
    return f"Corregido: decía «{change.before}» y ahora dice «{change.after}»."


def _write_changes(sheet: Worksheet, row: int, changes: Changes) -> None:
    _text(sheet, row, 1, "Celdas cambiadas, con lo que decían").font = Font(bold=True, size=12)
    row += 1
    _headings(sheet, row, _CHANGES)
    for place, change in enumerate(changes.made, 1):
        row += 1
        sheet.cell(row, 1, place)
        values = (change.sheet, change.cell, change.before or "(en blanco)", change.after)
        for column, value in enumerate(values, 2):
            _text(sheet, row, column, value)


def _headings(sheet: Worksheet, row: int, words: tuple[str, ...]) -> None:
    for column, word in enumerate(words, 1):
        cell = sheet.cell(row, column, word)
        cell.font, cell.fill = Font(bold=True, color="FFFFFFFF"), _BLUE


def _text(sheet: Worksheet, row: int, column: int, value: str) -> Cell:
    """Text that Excel never runs, even when it starts like a formula."""
    cell = sheet.cell(row, column, value)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=column > 4, vertical="top")
    return cell
