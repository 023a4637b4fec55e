"""The workbook given back: the same look, its own defects put right, and the list of them."""

import io
import zipfile
from typing import Final

from openpyxl import Workbook

from sinasec.plans.books import load
from sinasec.plans.corrected.changes import Changes
from sinasec.plans.corrected.colours import recolour
from sinasec.plans.corrected.report_sheet import write_report
from sinasec.plans.corrected.rows import correct_legends, correct_rows, correct_totals
from sinasec.plans.figures import Figure
from sinasec.plans.judging import JudgedMatrix, judge_file
from sinasec.plans.matrix import Matrix
from sinasec.plans.reading import REPORT_SHEET
from sinasec.spreadsheets.made_book import saved
from sinasec.spreadsheets.unsafe import UnsafeFile

LOST: Final = "El libro tenía imágenes o gráficos: no se conservan en el corregido."
_DRAWN: Final = ("xl/media/", "xl/charts/", "xl/drawings/drawing")


def corrected_workbook(judged: JudgedMatrix) -> bytes:
    """The corrected workbook as .xlsx bytes.

    It is read again before it is given: the figures people typed must be the same ones.
    Raises UnsafeFile for .xls and .ods, of which only the values can be read.
    """
    if judged.opened.kind != "xlsx":
        raise UnsafeFile(
            "formato-corregido",
            "El libro corregido se hace solo desde .xlsx: ábralo en Excel, guárdelo como «Libro "
            "de Excel (.xlsx)» y envíelo de nuevo.",
        )
    if not judged.matrix.quarters:
        raise UnsafeFile("sin-matriz", "No se encontró una matriz que corregir en el libro.")
    book = load(judged.opened.content, values=False, rich_text=True)
    changes = _correct(book, judged)
    again = judge_file(
        saved(book),
        judged.edition,
        judged.settings,
        name=judged.opened.name,
        quarter=judged.quarter,
    )
    if figures(again.matrix) != figures(judged.matrix):
        raise UnsafeFile(
            "no-corregible",
            "El libro no se puede corregir sin arriesgar las cifras: corrija a mano los defectos "
            "de la lista.",
        )
    write_report(book, judged, again, changes, [LOST] if _has_drawings(judged) else [])
    return saved(book)


def figures(matrix: Matrix) -> list[tuple[object, ...]]:
    """What people typed, quarter by quarter and row by row.

    Of a formula, the formula: its saved result is lost when the book is written, until it is
    opened, and what it is worked out from is compared too.
    """
    return [
        (
            quarter.quarter,
            quarter.sheet,
            row.row,
            row.name,
            _typed(row.programmed),
            _typed(row.executed),
        )
        for quarter in matrix.quarters
        for row in quarter.rows
    ]


def _typed(figure: Figure) -> object:
    return figure.shown if figure.formula else figure.value


def _correct(book: Workbook, judged: JudgedMatrix) -> Changes:
    changes = Changes()
    if REPORT_SHEET in book.sheetnames:
        del book[REPORT_SHEET]
    sheets = {sheet.name: sheet for sheet in judged.matrix.book.sheets}
    for quarter in judged.matrix.quarters:
        sheet = book[quarter.sheet]
        correct_rows(sheet, quarter, judged.settings, changes)
        correct_totals(sheet, quarter, sheets[quarter.sheet], judged, changes)
        correct_legends(sheet, sheets[quarter.sheet], judged.settings, changes)
        recolour(sheet, quarter, sheets[quarter.sheet], judged.settings)
    book.calculation.fullCalcOnLoad = True
    return changes


def _has_drawings(judged: JudgedMatrix) -> bool:
    with zipfile.ZipFile(io.BytesIO(judged.opened.content)) as package:
        return any(name.startswith(_DRAWN) for name in package.namelist())
