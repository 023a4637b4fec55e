"""Judge a workbook made in a test."""

from openpyxl import Workbook

from sinasec.definitions.itca import itca_edition
from sinasec.plans.defects import Defect
from sinasec.plans.judging import JudgedMatrix, judge_file
from tests.plans.workbooks import as_bytes


def judge(book: Workbook | bytes, name: str = "libro.xlsx") -> JudgedMatrix:
    content = book if isinstance(book, bytes) else as_bytes(book)
    edition = itca_edition()
    return judge_file(content, edition, edition.settings, name=name)


def found(book: Workbook | bytes, code: str) -> list[Defect]:
    """The defects of one code."""
    return [defect for defect in judge(book).defects if defect.code == code]


def cells(book: Workbook | bytes, code: str) -> list[str | None]:
    return [defect.cell for defect in found(book, code)]
