"""Matrices in the shapes committees send them."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from sinasec.definitions.itca import itca_edition
from sinasec.plans.books import read_book
from sinasec.plans.matrix import Matrix, QuarterSheet
from sinasec.plans.quarters import Quarter
from sinasec.plans.reading import read_matrix
from sinasec.spreadsheets.opening import open_safely
from tests.plans import workbooks


def read(book: Workbook, name: str = "libro.xlsx", quarter: Quarter | None = None) -> Matrix:
    opened = open_safely(workbooks.as_bytes(book))
    return read_matrix(read_book(opened), itca_edition(), file_name=name, quarter=quarter)


def figures(quarter: QuarterSheet) -> list[tuple[str, float | None, float | None]]:
    return [(str(row.code), row.programmed.value, row.executed.value) for row in quarter.rows]


FIGURES = [
    ("AE 1.1.1", 3, 20),
    ("AE 1.1.2", 1, 2),
    ("AE 1.1.3", None, None),
    ("AE 1.2.1", 3, 3),
    ("AE 1.2.2", 1, 1),
    ("AE 1.2.3", 10, 3),
    ("AE 2.4.1", 2, 2),
    ("AE 2.4.2", 1, 1),
    ("AE 3.8.1", 60, 60),
]


def test_blocks_with_carried_headings_and_codes_by_place() -> None:
    matrix = read(workbooks.one_sheet())
    quarter = matrix.quarters[0]
    assert (quarter.quarter, quarter.sheet, quarter.source) == ("I", "ITCA I", "hoja")
    assert figures(quarter) == FIGURES
    assert matrix.missing == ("II", "III", "IV")
    assert matrix.committee == "PRUEBA"
    assert quarter.objectives == {1: "OBJ 1", 2: "OBJ 2", 3: "OBJ 3"}
    assert quarter.lines[2, 4] == "LÍNEA 4"


def test_four_quarters_in_shifted_columns_and_a_dead_roll_up() -> None:
    matrix = read(workbooks.whole_year())
    assert [(each.quarter, each.sheet) for each in matrix.quarters] == [
        ("I", "TRIM I"),
        ("II", "2do trimestre"),
        ("III", "III TRIMESTRE"),
        ("IV", "Hoja4"),
    ]
    assert [figures(each) for each in matrix.quarters[:3]] == [FIGURES] * 3
    assert figures(matrix.quarters[3]) == FIGURES[:6]
    assert matrix.missing == ()
    assert matrix.without_matrix == ("DESEMPEÑO ANUAL",)


def test_a_panel_of_totals_beside_the_table_is_not_a_quarter() -> None:
    book = workbooks.one_sheet("Hoja1", "II")
    sheet = book.active
    for column, text in ((12, "PROG. II TRIMESTRE"), (13, "EJEC. II\nTRIMESTRE")):
        sheet.cell(8, column, text)
    sheet.cell(9, 12, "=COUNT(F9:F40)")
    sheet.cell(9, 13, '=COUNTIF(J9:J40,"CONSIDERAR")')
    matrix = read(book)
    assert [each.quarter for each in matrix.quarters] == ["II"]
    assert figures(matrix.quarters[0]) == FIGURES


def test_quarters_side_by_side_under_merged_headings() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "PLAN 2025"
    heads = ["OE", "LÍNEA DE ACCIÓN", "CÓDIGO", "ACTIVIDAD", "UNIDAD DE MEDIDA"]
    for column, text in enumerate(heads, 1):
        sheet.cell(3, column, text)
        sheet.merge_cells(start_row=3, start_column=column, end_row=4, end_column=column)
    for place, text in enumerate(["TRIM. I", "TRIM. II", "TRIM. III", "ANUAL"]):
        first = 6 + 3 * place
        sheet.cell(3, first, text)
        sheet.merge_cells(start_row=3, start_column=first, end_row=3, end_column=first + 2)
        for more, word in enumerate(["PROG.", "EJEC.", "%"]):
            sheet.cell(4, first + more, word)
    rows = [
        [1, "LA 1. PREVENCIÓN", "AE 1.1.1", "CHARLAS", "N°", 2, 2, None, 4, 1],
        [None, None, "A.E. 01.01.02", "TALLERES", "N°", 1, 1, None, 1, 0],
        ["2", "LA 4. GESTIÓN", "ae2.4.1", "SESIÓN", "ACTA", 2, 1, None, 2, 2],
    ]
    for row, values in enumerate(rows, 5):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column, value)
    sheet.merge_cells("A5:A6")
    sheet.merge_cells("B5:B6")
    matrix = read(book)
    assert [(each.quarter, each.source, each.year) for each in matrix.quarters] == [
        ("I", "columnas", 2025),
        ("II", "columnas", 2025),
    ]
    assert figures(matrix.quarters[0]) == [
        ("AE 1.1.1", 2, 2),
        ("AE 1.1.2", 1, 1),
        ("AE 2.4.1", 2, 1),
    ]
    assert figures(matrix.quarters[1]) == [
        ("AE 1.1.1", 4, 1),
        ("AE 1.1.2", 1, 0),
        ("AE 2.4.1", 2, 2),
    ]
    assert matrix.missing == ("III", "IV")


def test_headings_with_typos_and_other_words_are_found() -> None:
    book = Workbook()
    book.active.title = "T3"
    workbooks.table(
        book.active,
        [["AE 1.1.1", "CHARLAS", "ACTAS", 2, 1], ["AE 1.1.2", "RONDAS", "ACTAS", 4, 4]],
        ["Cod.", "Activdad estratejica", "Medios de verificacion", "Programda", "Ejectuada"],
    )
    matrix = read(book)
    assert [(each.quarter, figures(each)) for each in matrix.quarters] == [
        ("III", [("AE 1.1.1", 2, 1), ("AE 1.1.2", 4, 4)])
    ]


def test_figures_as_people_type_them() -> None:
    book = Workbook()
    book.active.title = "I TRIM"
    typed = [
        ("3,5", "2.5", 3.5, 2.5),
        (" 1 293 ", "=(50+180+2+204)", 1293, 436),
        ("NO PROGRAMADO", "-", None, None),
        ("1,293", "tres", None, None),
        ("=SUM(D4:D4)", "=#REF!", None, None),
        (0, "0", 0, 0),
        (-1, "#DIV/0!", None, None),
    ]
    workbooks.table(
        book.active,
        [[f"AE 1.1.{n}", f"A{n}", "N°", *values[:2]] for n, values in enumerate(typed, 1)],
        ["CÓDIGO", "ACTIVIDAD", "UNIDAD", "PROGRAMADO", "EJECUTADO"],
    )
    rows = read(book).quarters[0].rows
    assert [(row.programmed.value, row.executed.value) for row in rows] == [
        values[2:] for values in typed
    ]
    assert rows[3].programmed.trouble == "numero-ambiguo"
    assert rows[4].executed.trouble == "error"
    assert rows[6].programmed.trouble == "negativo"


def test_totals_and_signatures_are_not_activities() -> None:
    book = workbooks.one_sheet()
    sheet = book.active
    sheet["B60"], sheet["F60"], sheet["G60"] = "TOTAL", 80, 90
    sheet["E61"], sheet["F61"], sheet["G61"] = "Promedio", 8, 9
    sheet["F62"], sheet["G62"] = "=SUM(F9:F33)", "=SUM(G9:G33)"
    sheet["B64"], sheet["D64"] = "ALCALDE", "SECRETARIO TÉCNICO"
    assert figures(read(book).quarters[0]) == FIGURES


def test_a_figure_without_a_name_is_not_lost() -> None:
    book = workbooks.one_sheet()
    book.active["B9"] = None
    quarter = read(book).quarters[0]
    assert figures(quarter) == FIGURES
    assert quarter.rows[0].name == ""


def test_the_sheet_name_is_believed_over_the_title_and_both_are_kept() -> None:
    quarter = read(workbooks.one_sheet("TRIM II", "I")).quarters[0]
    assert (quarter.quarter, quarter.title_quarter) == ("II", "I")


def test_an_unnamed_sheet_takes_its_quarter_from_the_file_or_from_the_person() -> None:
    book = workbooks.one_sheet("Hoja1", "")
    assert read(book).quarters[0].quarter is None
    assert read(book).missing == ("I", "II", "III", "IV")
    assert read(book, "matriz-2025-trimestre-3.xlsx").quarters[0].quarter == "III"
    said = read(book, quarter="II")
    assert (said.quarters[0].quarter, said.quarters[0].source) == ("II", "opción")
    assert said.missing == ("I", "III", "IV")


def test_a_quarter_found_twice_is_kept_once_and_said() -> None:
    book = workbooks.one_sheet("TRIM I", "I")
    workbooks.blocks(book.create_sheet("TRIM I (2)"), "I", workbooks.LINES[:1])
    matrix = read(book)
    assert [each.sheet for each in matrix.quarters] == ["TRIM I"]
    assert [each.sheet for each in matrix.repeated] == ["TRIM I (2)"]


@pytest.mark.parametrize("hidden", [0, 1])
def test_a_hidden_copy_gives_way_to_the_visible_sheet(hidden: int) -> None:
    book = workbooks.one_sheet("TRIM I", "I")
    workbooks.blocks(book.create_sheet("TRIM I copia"), "I")
    book.worksheets[hidden].sheet_state = "hidden"
    assert read(book).quarters[0].sheet == book.worksheets[1 - hidden].title


@pytest.mark.parametrize(
    ("sheet", "title", "quarter"),
    [
        ("TRIM I GENERAL", "", "I"),
        ("Hoja1", "DIRECCIÓN GENERAL - CONSOLIDADO DEL II TRIMESTRE", "II"),
        ("Hoja1", "PLAN DE ACCIÓN ANUAL", None),
    ],
)
def test_a_general_title_is_not_a_roll_up(sheet: str, title: str, quarter: str | None) -> None:
    book = workbooks.one_sheet(sheet, title=False)
    book.active["B1"] = title
    assert [each.quarter for each in read(book).quarters] == [quarter]


@pytest.mark.parametrize(("sheet", "title"), [("ANUAL", ""), ("Hoja5", "DESEMPEÑO ANUAL")])
def test_a_roll_up_with_columns_is_not_a_quarter(sheet: str, title: str) -> None:
    book = workbooks.one_sheet(sheet, title=False)
    book.active["B1"] = title
    workbooks.blocks(book.create_sheet("TRIM I"), "I")
    matrix = read(book)
    assert [each.sheet for each in matrix.quarters] == ["TRIM I"]
    assert matrix.without_matrix == (sheet,)


def test_a_workbook_without_a_matrix_says_so() -> None:
    book = Workbook()
    book.active["A1"] = "Hola"
    matrix = read(book)
    assert (matrix.quarters, matrix.without_matrix) == ((), ("Sheet",))


def test_the_real_workbook(shared: Path) -> None:
    opened = open_safely(shared / "data" / "matriz-itca-2025-trimestre-1.xlsx")
    matrix = read_matrix(read_book(opened), itca_edition(), file_name=opened.name)
    (quarter,) = matrix.quarters
    assert (quarter.quarter, quarter.year, len(quarter.rows)) == ("I", 2025, 53)
    assert matrix.committee == "CHORRILLOS"
    by_code = {str(row.code): row for row in quarter.rows}
    assert by_code["AE 3.8.1"].executed.value == 436
    assert by_code["AE 5.16.1"].executed.value == 573
    assert by_code["AE 1.2.3"].row == 24
