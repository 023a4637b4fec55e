"""A blank quarterly matrix without the defects of the ones in use, to fill in and send."""

from typing import Final, Literal, get_args

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sinasec.definitions.itca import ItcaEdition, LineOfAction
from sinasec.methods.itca import ItcaSettings
from sinasec.plans.corrected.colours import semaforo
from sinasec.plans.formulas import COUNTED, count_formula, flag_formula, ratio_formula
from sinasec.plans.quarters import QUARTERS
from sinasec.spreadsheets.made_book import saved

Level = Literal["CORESEC", "COPROSEC", "CODISEC"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
HEADINGS: Final = (
    ("CÓDIGO", 12),
    ("ACTIVIDAD ESTRATÉGICA", 60),
    ("RESPONSABLE DE EJECUCIÓN", 26),
    ("MEDIO DE VERIFICACIÓN", 34),
    ("UNIDAD DE MEDIDA", 18),
    ("PROGRAMADA", 14),
    ("EJECUTADA", 14),
    ("% AVANCE DE EJECUCIÓN", 16),
    ("CONSIDERAR", 16),
)
BLANK_ROWS: Final = 6
_CODE, _NAME, _PROGRAMMED, _EXECUTED, _PCT, _FLAG = 2, 3, 7, 8, 9, 10
_COMMITTEE_LINE: Final = 4
_LINE: Final = Side("thin", color="FFB0B7C3")
_THIN: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TOP: Final = Alignment(wrap_text=True, vertical="top")
_CENTRED: Final = Alignment(wrap_text=True, horizontal="center", vertical="center")
_SMALL: Final = Font(bold=True, size=9)
_DARK: Final = PatternFill("solid", fgColor="FF1F3864")
_LIGHT: Final = PatternFill("solid", fgColor="FFE8ECF4")


def matrix_template(edition: ItcaEdition, settings: ItcaSettings, level: Level) -> bytes:
    """The four quarters as .xlsx bytes; line 4 lists what the level must do, where known."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for quarter in QUARTERS:
        sheet = book.create_sheet(f"TRIM {quarter}")
        _title(sheet, quarter, level)
        rows = _blocks(sheet, edition, settings, level)
        _totals(sheet, rows, settings)
        _finish(sheet, rows, settings)
    return saved(book)


def _title(sheet: Worksheet, quarter: str, level: Level) -> None:
    sheet["B2"] = f"MATRIZ TRIMESTRAL DE CUMPLIMIENTO DE ACTIVIDADES · TRIMESTRE {quarter}"
    sheet["B2"].font = Font(bold=True, size=14)
    sheet["B3"] = f"{level}:"
    sheet["E3"] = "AÑO:"
    sheet["B3"].font = sheet["E3"].font = Font(bold=True)


def _blocks(
    sheet: Worksheet, edition: ItcaEdition, settings: ItcaSettings, level: Level
) -> list[int]:
    row, objective, rows = 6, 0, []
    for line in edition.lines:
        if line.objective != objective:
            objective = line.objective
            name = edition.objectives[objective]
            _band(sheet, row, f"OBJETIVO ESTRATÉGICO N° {objective}", name, _DARK, "FFFFFFFF")
            row += 1
        _band(sheet, row, f"LÍNEA DE ACCIÓN N° {line.line}", line.name, _LIGHT, "FF000000")
        _headings(sheet, row + 1)
        names = _names(edition, line, level)
        for order, name in enumerate(names, 1):
            _activity(sheet, row + 1 + order, line, order, name, settings)
            rows.append(row + 1 + order)
        row += len(names) + 3
    return rows


def _names(edition: ItcaEdition, line: LineOfAction, level: Level) -> tuple[str, ...]:
    compulsory = edition.committee_activities.get(level, ())
    if line.line == _COMMITTEE_LINE and compulsory:
        return (*compulsory, "", "")
    return ("",) * BLANK_ROWS


def _band(
    sheet: Worksheet, row: int, label: str, name: str, fill: PatternFill, colour: str
) -> None:
    sheet.cell(row, _CODE, label)
    sheet.cell(row, _NAME + 1, name)
    sheet.merge_cells(start_row=row, start_column=_CODE, end_row=row, end_column=_NAME)
    sheet.merge_cells(start_row=row, start_column=_NAME + 1, end_row=row, end_column=_FLAG)
    font = Font(bold=True, color=colour)
    for column in range(_CODE, _FLAG + 1):
        cell = sheet.cell(row, column)
        cell.fill, cell.font = fill, font


def _headings(sheet: Worksheet, row: int) -> None:
    for column, (text, _) in enumerate(HEADINGS, _CODE):
        cell = sheet.cell(row, column, text)
        cell.font, cell.border, cell.alignment = _SMALL, _THIN, _CENTRED


def _activity(
    sheet: Worksheet, row: int, line: LineOfAction, order: int, name: str, settings: ItcaSettings
) -> None:
    sheet.cell(row, _CODE, f"AE {line.objective}.{line.line}.{order}")
    sheet.cell(row, _NAME, name or None)
    sheet.cell(row, _PCT, ratio_formula(row, _PROGRAMMED, _EXECUTED, settings))
    sheet.cell(row, _FLAG, flag_formula(row, _PCT, settings))
    sheet.cell(row, _PCT).number_format = "0.0"
    for column in range(_CODE, _FLAG + 1):
        cell = sheet.cell(row, column)
        cell.border, cell.alignment = _THIN, _TOP


def _totals(sheet: Worksheet, rows: list[int], settings: ItcaSettings) -> None:
    sheet["L6"], sheet["M6"] = "PROGRAMADAS", count_formula(_PROGRAMMED, rows, ">0")
    sheet["L7"] = f"ACTIVIDADES >= {settings.bar:g}%"
    sheet["M7"] = count_formula(_FLAG, rows, COUNTED)
    sheet["L9"] = f"VERDE >= {settings.green_from:g}"
    sheet["L10"] = f"ÁMBAR ENTRE {settings.amber_from:g} Y {settings.green_from:g} (SIN LLEGAR)"
    sheet["L11"] = f"ROJO < {settings.amber_from:g}"
    sheet["L13"] = "Lo que no se programa este trimestre se deja en blanco: no es 0 % ni 100 %."
    sheet.column_dimensions["L"].width = 34


def _finish(sheet: Worksheet, rows: list[int], settings: ItcaSettings) -> None:
    for column, (_, width) in enumerate(HEADINGS, _CODE):
        sheet.column_dimensions[get_column_letter(column)].width = width
    letter = get_column_letter(_PCT)
    for rule in semaforo(settings):
        sheet.conditional_formatting.add(f"{letter}{rows[0]}:{letter}{rows[-1]}", rule)
    figures = DataValidation(
        type="decimal",
        operator="greaterThanOrEqual",
        formula1="0",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Cifra",
        error="Escriba un número de 0 en adelante, o deje la celda en blanco.",
    )
    first, last = get_column_letter(_PROGRAMMED), get_column_letter(_EXECUTED)
    for row in rows:
        figures.add(f"{first}{row}:{last}{row}")
    sheet.add_data_validation(figures)
    sheet.freeze_panes = "D6"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
