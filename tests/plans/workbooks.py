"""Matrices as committees send them, made here: blocks, merges, panels, roll-ups, odd columns."""

import io
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

RED, AMBER, GREEN = (PatternFill(bgColor=colour) for colour in ("FF0000", "FFC000", "00B050"))
HEADINGS = [
    "ACTIVIDAD ESTRATÉGICA",
    "RESPONSABLE DE EJECUCIÓN",
    "MEDIO DE VERIFICACIÓN",
    "UNIDAD DE MEDIDA",
    "ACTIVIDAD ESTRATÉGICA PROGRAMADA",
    "ACTIVIDAD ESTRATÉGICA EJECUTADA",
    "% AVANCE DE EJECUCIÓN",
]


@dataclass
class Line:
    """A line of action: (programmed, executed) of each activity, in order."""

    objective: int
    line: int
    figures: list[tuple[object, object]]
    evidence: list[str] = field(default_factory=list)


LINES = [
    Line(1, 1, [(3, 20), (1, 2), (None, None)]),
    Line(1, 2, [(3, 3), (1, 1), (10, 3)]),
    Line(2, 4, [(2, 2), (1, 1)]),
    Line(3, 8, [(60, 60)]),
]


def blocks(
    sheet: Worksheet,
    quarter: str,
    lines: list[Line] = LINES,
    *,
    shift: int = 0,
    flag: bool = True,
    title: bool = True,
) -> list[int]:
    """The layout of the real matrix, `shift` columns to the right; the rows of its activities."""
    first = 2 + shift
    last = first + 6
    if title:
        sheet.cell(2, first, f"MATRIZ TRIMESTRAL\nTRIMESTRE: {quarter}      COMITÉ: PRUEBA")
        sheet.merge_cells(start_row=2, start_column=first, end_row=2, end_column=last)
    row, objective, rows = 4, 0, []
    programmed, executed, pct = (get_column_letter(first + each) for each in (4, 5, 6))
    for line in lines:
        if line.objective != objective:
            objective = line.objective
            _heading(sheet, row, first, f"OBJETIVO ESTRATÉGICO N° {objective}", f"OBJ {objective}")
            row += 2
        _heading(sheet, row, first, f"LÍNEA DE ACCIÓN N° {line.line}", f"LÍNEA {line.line}")
        row += 2
        for place, heading in enumerate(HEADINGS):
            sheet.cell(row, first + place, heading).font = Font(bold=True)
        if flag and not rows:
            sheet.cell(row, last + 2, "CONSIDERAR")
        for order, (wanted, done) in enumerate(line.figures, 1):
            row += 1
            rows.append(row)
            evidence = line.evidence[order - 1] if order <= len(line.evidence) else f"INF {row}-X"
            texts = [f"ACTIVIDAD {line.line}.{order}", "CODISEC", evidence, "N° DE ACTIVIDADES"]
            for place, value in enumerate([*texts, wanted, done]):
                sheet.cell(row, first + place, value)
            sheet.cell(row, last, f"={executed}{row}/{programmed}{row}*100").number_format = "0.00"
            if flag:
                sheet.cell(row, last + 2, f'=IF({pct}{row}>=75,"CONSIDERAR","NO")')
        row += 2
    colour(sheet, f"{pct}{rows[0]}:{pct}{rows[-1]}")
    sheet.column_dimensions[get_column_letter(first)].width = 55
    return rows


def colour(
    sheet: Worksheet, area: str, amber_to: str = "94.999999", green_from: str = "95"
) -> None:
    sheet.conditional_formatting.add(area, CellIsRule("lessThan", ["75"], fill=RED))
    sheet.conditional_formatting.add(area, CellIsRule("between", ["75", amber_to], fill=AMBER))
    sheet.conditional_formatting.add(
        area, CellIsRule("greaterThanOrEqual", [green_from], fill=GREEN)
    )


def _heading(sheet: Worksheet, row: int, first: int, text: str, name: str) -> None:
    sheet.cell(row, first, text)
    sheet.cell(row, first + 2, name)
    sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=first + 1)
    sheet.merge_cells(start_row=row, start_column=first + 2, end_row=row, end_column=first + 6)


def one_sheet(name: str = "ITCA I", quarter: str = "I", **options: object) -> Workbook:
    book = Workbook()
    book.active.title = name
    blocks(book.active, quarter, **options)
    return book


def whole_year() -> Workbook:
    """Four quarters under four kinds of name and column, and a roll-up full of #REF!."""
    book = Workbook()
    book.active.title = "TRIM I"
    blocks(book.active, "I")
    blocks(book.create_sheet("2do trimestre"), "II", shift=1)
    blocks(book.create_sheet("III TRIMESTRE"), "III", shift=3, flag=False)
    blocks(book.create_sheet("Hoja4"), "IV", LINES[:2], shift=0)
    roll_up = book.create_sheet("DESEMPEÑO ANUAL")
    for place, heading in enumerate(["ACTIVIDAD", "PROGRAMADO", "EJECUTADO", "% AVANCE"], 2):
        roll_up.cell(4, place, heading)
    for row in range(5, 12):
        roll_up.cell(row, 2, f"AE 1.1.{row - 4}")
        for column in (3, 4, 5):
            roll_up.cell(row, column, "=#REF!+#REF!")
    return book


def table(sheet: Worksheet, rows: list[list[object]], headings: list[str], *, top: int = 3) -> None:
    """A plain table: one heading row and cells as given."""
    for place, heading in enumerate(headings, 1):
        sheet.cell(top, place, heading)
    for row, values in enumerate(rows, top + 1):
        for column, value in enumerate(values, 1):
            if value is not None:
                sheet.cell(row, column, value)


def as_bytes(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
