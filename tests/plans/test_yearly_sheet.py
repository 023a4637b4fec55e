"""A sheet of the whole year is no quarter, and does not keep the book from being corrected."""

import io
import re
import zipfile

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sinasec.definitions.itca import itca_edition
from sinasec.plans.corrected import corrected_workbook
from sinasec.plans.judging import JudgedMatrix, judge_file
from sinasec.plans.quarters import Quarter
from tests.plans.workbooks import blocks

HEADINGS = {
    2: "ACTIVIDAD ESTRATÉGICA",
    3: "RESPONSABLE",
    4: "ACTIVIDAD PROGRAMADA",
    5: "ACTIVIDAD EJECUTADA",
    6: "% AVANCE",
    8: "PROG. ANUAL",
    9: "EJEC. ANUAL",
    10: "% ANUAL DE EJECUCIÓN",
}


def yearly(sheet: Worksheet) -> None:
    """As a real book has it: hidden, of another plan, with references that were lost."""
    sheet.sheet_state = "hidden"
    sheet.cell(2, 2, "MATRIZ DE CUMPLIMIENTO 2024 COMITÉ: PRUEBA")
    sheet.cell(4, 2, "OBJETIVO ESTRATÉGICO N° 1")
    sheet.cell(6, 2, "LÍNEA DE ACCIÓN N° 1")
    for column, heading in HEADINGS.items():
        sheet.cell(8, column, heading)
    for row in range(9, 12):
        sheet.cell(row, 2, f"ACTIVIDAD 1.{row - 8}")
        sheet.cell(row, 4, "='ITCA I'!#REF!+2")
        sheet.cell(row, 5, f"='ITCA I'!G{row}*4")
        sheet.cell(row, 6, f"=E{row}/D{row}*100")


def judge(content: bytes, quarter: Quarter | None = None) -> JudgedMatrix:
    edition = itca_edition()
    return judge_file(content, edition, edition.settings, name="libro.xlsx", quarter=quarter)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def four_quarters() -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for quarter in ("I", "II", "III", "IV"):
        blocks(book.create_sheet(f"ITCA {quarter}"), quarter)
    yearly(book.create_sheet("Hoja1"))
    return book


def names(judged: JudgedMatrix) -> list[str | None]:
    return [each.quarter for each in judged.matrix.quarters]


def test_the_sheet_of_the_year_is_no_quarter_before_nor_after_it_is_corrected() -> None:
    judged = judge(saved(four_quarters()))
    assert names(judged) == ["I", "II", "III", "IV"]
    assert judged.report["other_sheets"] == ["Hoja1"]
    again = judge(corrected_workbook(judged))
    assert names(again) == ["I", "II", "III", "IV"]
    assert [each.sheet for each in again.defects if each.code == "sin-trimestre"] == []


def test_who_says_the_quarter_of_a_sheet_with_a_panel_of_the_year_is_believed() -> None:
    book = Workbook()
    rows = blocks(book.active, "", title=False)
    book.active.title = "Matriz"
    heading = rows[0] - 1
    book.active.cell(heading, 11, "PROG. ANUAL")
    book.active.cell(heading, 12, "EJEC. ANUAL")
    assert names(judge(saved(book))) == []
    assert names(judge(saved(book), "II")) == ["II"]


def with_saved_result(content: bytes, formula: bytes, result: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            before = b"<f>" + re.escape(formula) + rb"</f><v ?/?>(</v>)?"
            after = b"<f>" + formula + b"</f><v>" + result + b"</v>"
            new.writestr(name, re.sub(before, after, old.read(name)))
    return stream.getvalue()


def test_a_figure_brought_from_another_sheet_does_not_stop_the_correction() -> None:
    """Its saved result is lost when the book is written; the formula is the same."""
    book = Workbook()
    book.active.title = "ITCA I"
    row = blocks(book.active, "I")[0]
    book.create_sheet("Datos")["A1"] = 3
    book["ITCA I"].cell(row, 7).value = "=Datos!A1*1"
    judged = judge(with_saved_result(saved(book), b"Datos!A1*1", b"3"))
    assert judged.matrix.quarters[0].rows[0].executed.value == 3
    assert corrected_workbook(judged)
