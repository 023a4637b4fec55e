"""What a cell is besides its value, the same in every format: errors, formulas, percentages."""

import io
import struct
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from sinasec.spreadsheets.cells.number_formats import is_percent
from sinasec.spreadsheets.cells.xlsx import _may_hold
from sinasec.spreadsheets.opening import open_safely
from sinasec.spreadsheets.sheets import Sheet, every_sheet
from sinasec.spreadsheets.values import Percent, Serial, Unworked
from tests.hostile.old_workbooks import book as old_book
from tests.hostile.old_workbooks import compound, number, record
from tests.hostile.open_documents import ods
from tests.hostile.workbooks import sheet as a_sheet
from tests.hostile.zips import unzipped, zipped

PERCENT_STYLE = 1


def sheets(content: bytes) -> list[Sheet]:
    return every_sheet(open_safely(content))


def only(content: bytes) -> Sheet:
    (sheet,) = sheets(content)
    return sheet


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_excel_saves(content: bytes) -> bytes:
    """Without asking to be worked out on opening, which programs that cannot calculate ask."""
    name = "xl/workbook.xml"
    parts = unzipped(content)
    return zipped({**parts, name: parts[name].replace(b'fullCalcOnLoad="1"', b"")})


def xlsx(*cells: tuple[int, int, Any], formats: dict[tuple[int, int], str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row, column, value in cells:
        cell = book.active.cell(row, column, value)
        cell.number_format = (formats or {}).get((row, column), "General")
    return saved(book)


def xls(*cells: bytes) -> bytes:
    """With a format of percentages as the second style of its cells."""
    styles = b"".join(
        record(0x00E0, struct.pack("<2H", 0, code).ljust(20, b"\0")) for code in (0, 9)
    )
    return bytes(compound(old_book(*cells, shared=styles)))


def xls_number(column: int, value: float, style: int) -> bytes:
    return record(0x0203, struct.pack("<3Hd", 0, column, style, value))


def xls_error(column: int, code: int) -> bytes:
    return record(0x0205, struct.pack("<3H2B", 0, column, 0, code, 1))


def xls_failed_formula(column: int, code: int) -> bytes:
    result = bytes([2, 0, code, 0, 0, 0, 0xFF, 0xFF])
    return record(0x0006, struct.pack("<3H", 0, column, 0) + result + bytes(8))


def cell(said: str, text: str = "") -> str:
    return f"<table:table-cell {said}><text:p>{text}</text:p></table:table-cell>"


CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def an_ods(*cells: str, row: str = "") -> bytes:
    inside = f"<table:table-row {row}>{''.join(cells)}</table:table-row>"
    parts = unzipped(ods(inside))
    content = parts["content.xml"].replace(
        b"<office:document-content ", f"<office:document-content {CALC} ".encode()
    )
    return zipped({**parts, "content.xml": content})


ODS_ERROR = (
    'office:value-type="string" office:string-value="" calcext:value-type="error" '
    'table:formula="of:=1/0"'
)


def test_an_error_is_told_in_every_format() -> None:
    book = as_excel_saves(xlsx((1, 1, 1), (1, 2, "#DIV/0!"), (1, 3, "#N/A")))
    assert only(book).rows == [[1.0, "#DIV/0!", "#N/A"]]
    old = xls(number(0, 0), xls_error(1, 0x07), xls_failed_formula(2, 0x2A))
    assert only(old).rows == [[1.0, "#DIV/0!", "#N/A"]]
    one = cell('office:value-type="float" office:value="1"', "1")
    free = an_ods(one, cell(ODS_ERROR, "#¡DIV/0!"), cell(ODS_ERROR, "Err:502"))
    assert only(free).rows == [[1.0, "#¡DIV/0!", "Err:502"]]


def test_a_formula_without_result_is_told() -> None:
    book = as_excel_saves(xlsx((1, 1, 1), (1, 2, "=A1+1")))
    assert only(book).rows == [[1.0, Unworked("=A1+1")]]
    free = an_ods(cell('table:formula="of:=[.A1]+1"'))
    assert only(free).rows == [[Unworked("of:=[.A1]+1")]]


def test_a_saved_result_is_believed_unless_the_book_asks_for_another() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=10*1", None, 0)
        sheet.write_number(0, 1, 7)
    asks = stream.getvalue()
    assert only(asks).rows == [[Unworked("=10*1"), 7.0]]
    assert only(as_excel_saves(asks)).rows == [[0.0, 7.0]]
    empty_text = '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>1</v></c></row>'
    assert only(as_excel_saves(a_sheet(empty_text))).rows == [["", 1.0]]


def test_a_percentage_is_told_in_every_format() -> None:
    formats = {(1, 1): "0.0%", (1, 2): "0%", (1, 3): '0.00"%"'}
    values = ((1, 1, 0.305), (1, 2, 1), (1, 3, 30.5), (1, 4, 0.3))
    read = only(xlsx(*values, formats=formats)).rows
    assert read == [[Percent(0.305), Percent(1.0), 30.5, 0.3]]
    assert [str(each) for each in read[0][:2]] == ["30.5%", "100%"]
    old = xls(xls_number(0, 0.305, PERCENT_STYLE), xls_number(1, 0.3, 0))
    assert only(old).rows == [[Percent(0.305), 0.3]]
    free = an_ods(cell('office:value-type="percentage" office:value="0.305"', "30.5%"))
    assert only(free).rows == [[Percent(0.305)]]


@pytest.mark.parametrize(
    ("code", "percent"),
    [
        ("0%", True),
        ("0.00%;[Red]-0.00%", True),
        ("#,##0.0 %", True),
        ('0.0"%"', False),
        (r"0\%", False),
        ("General", False),
        ("0_%", False),
        ("0;0%", False),
        ('[$-es-PE]0.0"por ciento"', False),
    ],
)
def test_a_format_shows_percentages(code: str, percent: bool) -> None:
    assert is_percent(code) is percent


def test_what_is_hidden_is_told() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Borrador"
    book.active.sheet_state = "hidden"
    shown = book.create_sheet("Datos")
    for row in range(1, 5):
        shown.append([row, row, row])
    shown.row_dimensions[3].hidden = True
    shown.column_dimensions["B"].hidden = True
    first, second = sheets(saved(book))
    assert (first.hidden, second.hidden) == (True, False)
    assert (second.hidden_rows, second.hidden_columns) == ({3}, {1})


def test_hidden_rows_of_old_and_free_workbooks() -> None:
    hidden = record(0x0208, struct.pack("<6HL", 0, 0, 1, 0, 0, 0, 0x20))
    column = record(0x007D, struct.pack("<6H", 0, 0, 0, 0, 1, 0))
    old = only(xls(hidden, column, number(0, 0), number(1, 1)))
    assert (old.hidden_rows, old.hidden_columns) == ({1}, {0})
    one = cell('office:value-type="float" office:value="1"', "1")
    free = only(an_ods(one, row='table:visibility="filter"'))
    assert free.hidden_rows == {1}


def test_a_book_that_counts_from_1904() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_number(0, 0, 43875)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_datetime(0, 1, datetime(2024, 2, 15), day)
    (row,) = only(stream.getvalue()).rows
    assert row[0] == Serial(43875.0)
    assert str(row[1])[:10] == "2024-02-15"


def rewritten(content: bytes, before: str, after: str) -> bytes:
    """A workbook with its only sheet written in another way."""
    name = "xl/worksheets/sheet1.xml"
    parts = unzipped(content)
    assert before.encode() in parts[name]
    return zipped({**parts, name: parts[name].replace(before.encode(), after.encode())})


@pytest.mark.parametrize("said", ['s = "1"', 's\n="1"', "s='1'", 's="&#49;"', 's="01"', 's=" 1"'])
def test_a_style_of_percentages_is_told_however_it_is_written(said: str) -> None:
    book = xlsx((1, 1, 0.305), formats={(1, 1): "0.0%"})
    assert only(rewritten(book, 's="1"', said)).rows == [[Percent(0.305)]]


@pytest.mark.parametrize(
    "said", ['hidden = "1"', "hidden\n='true'", 'hidden="&#49;"', 'hidden=" 1"']
)
def test_what_is_hidden_is_told_however_it_is_written(said: str) -> None:
    book = xlsx((1, 1, 1), (2, 1, 2))
    assert only(rewritten(book, '<row r="2"', f'<row {said} r="2"')).hidden_rows == {2}
    column = f'<cols><col min="1" max="1" width="9" {said}/></cols><sheetData>'
    assert only(rewritten(book, "<sheetData>", column)).hidden_columns == {0}


@pytest.mark.parametrize(
    "mark", ['<c t="e"><v>', "<c t='e'><v>", "<c><f>", "<c><x:f>", "<row hidden ="]
)
def test_a_mark_is_found_though_it_comes_letter_by_letter(mark: str) -> None:
    """A part may be packed so that what is unpacked at once is of one byte."""

    class Archive:
        def __getitem__(self, name: str) -> str:
            return name

        def chunks(self, text: str) -> Iterator[bytes]:
            return (bytes([letter]) for letter in text.encode())

    assert _may_hold(Archive(), f"<sheetData>{mark}", frozenset())
    assert not _may_hold(Archive(), "<sheetData><row><c><v>1</v></c></row>", frozenset())
