"""Each defect of a matrix: found where it is, said in the clerk's words, and only then."""

import io
import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.worksheet.worksheet import Worksheet

from sinasec.definitions.itca import itca_edition
from sinasec.plans.defects import defects_of
from sinasec.plans.judging import judge_file
from sinasec.plans.template import matrix_template
from tests.plans.judged import cells, found, judge
from tests.plans.workbooks import LINES, RED, Line, blocks, colour, one_sheet, table, whole_year

# In `one_sheet`, activities stand in rows 9-11, 16-18, 25-26 and 33; programmed in F, executed
# in G, the percentage in H and CONSIDERAR in J.
HARMLESS = {"no-programada", "falta-trimestre", "sin-tope", "division-entre-cero"}


def book_and_sheet(**options: object) -> tuple[Workbook, Worksheet]:
    book = one_sheet(**options)
    return book, book.active


def test_a_sound_matrix_has_only_what_it_says() -> None:
    assert {defect.code for defect in judge(one_sheet()).defects} == HARMLESS


def test_every_defect_has_a_place_a_code_and_a_sentence() -> None:
    book = whole_year()
    book["TRIM I"]["F9"] = "tres"
    for defect in judge(book).defects:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", defect.code)
        assert defect.message[0].isupper() or defect.message[0] == "«"
        assert defect.message.endswith(".")
        assert defect.kind.severity in ("error", "aviso", "nota")
        assert (defect.row is None) == (defect.cell is None)


def test_mixed_thresholds() -> None:
    book, sheet = book_and_sheet()
    sheet["J9"] = '=IF(H9>=50,"CONSIDERAR","NO")'
    sheet["L6"] = "ACTIVIDADES >= 50%"
    sheet["Q12"] = ' =SI(H9>=75;"CONSIDERAR";"NO")'
    (defect,) = found(book, "vallas-mezcladas")
    assert (defect.cell, defect.rows) == ("L6", (6, 9))
    assert "50 en L6, J9" in defect.message
    assert "75 en " in defect.message


def test_one_bar_that_is_not_the_one_in_force() -> None:
    book, sheet = book_and_sheet()
    for row in (9, 10, 11, 16, 17, 18, 25, 26, 33):
        sheet[f"J{row}"] = f'=IF(H{row}>=50,"CONSIDERAR","NO")'
    assert cells(book, "valla-distinta") == ["J9"]
    assert found(book, "vallas-mezcladas") == []


def test_178_executed_of_1_programmed() -> None:
    book, sheet = book_and_sheet()
    sheet["F9"], sheet["G9"] = 1, 178
    (defect,) = found(book, "ejecucion-excesiva")
    assert (defect.cell, "178 de 1 (17 800 %)" in defect.message) == ("G9", True)
    sheet["F9"], sheet["G9"] = 1, 10
    assert found(book, "ejecucion-excesiva") == []


@pytest.mark.parametrize(
    ("programmed", "executed"),
    [(4, (0.5, "0%")), (4, "50 %"), ((1, "0%"), 3), (4, ("=2/4", "0.0%"))],
)
def test_a_percentage_beside_a_count_is_not_read_and_says_so(
    programmed: object, executed: object
) -> None:
    book, sheet = book_and_sheet()
    for place, written in (("F9", programmed), ("G9", executed)):
        value, shown = written if isinstance(written, tuple) else (written, "General")
        sheet[place] = value
        sheet[place].number_format = shown
    (defect,) = found(book, "porcentaje-y-cuenta")
    assert (defect.cell, defect.kind.severity) == ("G9", "error")
    assert "Escriba los dos como cuentas, o los dos como porcentajes." in defect.message
    (quarter,) = judge(book).report["quarters"]
    assert quarter["committee_low"] < quarter["committee_high"]
    (row,) = [one for one in quarter["activities"] if one["code"] == defect.message.split(",")[0]]
    assert row["executed"] is None


@pytest.mark.parametrize(
    ("programmed", "executed"),
    [((1, "0%"), (0.5, "0%")), ("100%", "50 %"), (4, (0, "0%")), (4, 2), (4, "0%")],
)
def test_two_of_a_kind_and_nothing_done_are_read(programmed: object, executed: object) -> None:
    book, sheet = book_and_sheet()
    for place, written in (("F9", programmed), ("G9", executed)):
        value, shown = written if isinstance(written, tuple) else (written, "General")
        sheet[place] = value
        sheet[place].number_format = shown
    assert found(book, "porcentaje-y-cuenta") == []


def test_executed_without_a_programme_and_programmed_without_executed() -> None:
    book, sheet = book_and_sheet()
    sheet["G11"] = 5
    sheet["G16"] = None
    assert cells(book, "ejecutado-sin-programar") == ["G11"]
    assert cells(book, "ejecutado-en-blanco") == ["G16"]
    assert found(book, "no-programada") == []


def test_nothing_programmed_divides_by_zero() -> None:
    book, sheet = book_and_sheet()
    assert cells(book, "no-programada") == ["F11"]
    assert cells(book, "division-entre-cero") == ["H11"]
    sheet["F11"], sheet["H11"] = 0, "#DIV/0!"
    assert cells(book, "programado-cero") == ["F11"]
    assert cells(book, "division-entre-cero") == ["H11"]
    sheet["H11"] = '=IF(F11>0,G11/F11*100,"")'
    assert found(book, "division-entre-cero") == []


def test_dead_references_row_by_row_in_any_sheet() -> None:
    defects = found(whole_year(), "referencia-rota")
    assert [(each.sheet, each.row) for each in defects] == [
        ("DESEMPEÑO ANUAL", row) for row in range(5, 12)
    ]
    assert "C5, D5, E5" in defects[0].message


def test_one_memo_behind_eight_activities() -> None:
    memo = ["OFICIO N° 461-2025", "Oficio Nº 461 - 2025", "oficio n° 461-2025 "]
    lines = [Line(1, 1, [(1, 1)] * 8, [memo[n % 3] for n in range(8)])]
    (defect,) = found(one_sheet(lines=lines), "evidencia-repetida")
    assert (defect.cell, len(defect.rows)) == ("D9", 8)
    assert "sustenta 8 actividades" in defect.message


def test_evidence_missing_or_vague() -> None:
    book, sheet = book_and_sheet()
    sheet["D9"], sheet["D10"] = None, "INFORME"
    assert cells(book, "sin-evidencia") == ["D9"]
    assert cells(book, "evidencia-sin-numero") == ["D10"]


def test_a_row_the_totals_miss() -> None:
    book, sheet = book_and_sheet()
    sheet["L9"] = "=COUNT(F9:F11)+COUNT(F16:F18)+COUNT(F25:F26)+COUNT(F33)"
    sheet["M9"] = '=COUNTIF(J9:J40,"CONSIDERAR")'
    assert found(book, "totales-omiten-filas") == []
    sheet["H17"] = sheet["J17"] = None
    (defect,) = found(book, "totales-omiten-filas")
    assert (defect.cell, defect.rows) == ("M9", (17,))
    assert defect.message == (
        "Cuenta 6 de 8 programadas y las que llegan a 75 % son 7. Omite la fila 17."
    )
    assert cells(book, "porcentaje-en-blanco") == ["H17"]
    assert cells(book, "considerar-en-blanco") == ["J17"]


def test_a_range_that_skips_rows_and_a_count_that_takes_zeros() -> None:
    book, sheet = book_and_sheet()
    sheet["L9"] = "=COUNT(F9:F11)+COUNT(F17:F18)+COUNT(F25:F26)+COUNT(F33)"
    (defect,) = found(book, "totales-omiten-filas")
    assert (defect.cell, defect.rows) == ("L9", (16,))
    sheet["L9"], sheet["F11"] = "=COUNT(F9:F40)", 0
    (defect,) = found(book, "total-no-coincide")
    assert (defect.cell, defect.rows) == ("L9", (11,))


def test_a_count_written_as_text() -> None:
    book, sheet = book_and_sheet()
    sheet["Q19"] = " =CONTAR(F9:F12)+CONTAR(F17:F18)"
    assert cells(book, "formula-escrita-como-texto") == ["Q19"]


@pytest.mark.parametrize("value", [99, "=G16/F17*100", 0.5, '="x"'])
def test_percentages_that_are_not_the_ratio(value: object) -> None:
    book, sheet = book_and_sheet()
    sheet["H16"] = value
    codes = {"porcentaje-no-coincide", "formula-de-otra-fila", "formula-de-otras-celdas"}
    assert len([each for each in judge(book).defects if each.code in codes]) == 1


@pytest.mark.parametrize(
    ("value", "format"),
    [(30, "0.0"), (30.02, "0"), (0.3, "0%"), (0.3, "General"), ("=G18/F18", "0%")],
)
def test_percentages_written_in_other_scales_are_the_same(value: object, format: str) -> None:
    book, sheet = book_and_sheet()
    sheet["H18"] = value
    sheet["H18"].number_format = format
    assert found(book, "porcentaje-no-coincide") == []


def test_a_formula_of_another_row_and_of_other_cells() -> None:
    book, sheet = book_and_sheet()
    sheet["H26"], sheet["H25"] = "=G25/F25*100", "=G25/E25*100"
    sheet["J9"] = '=IF(H10>=75,"CONSIDERAR","NO")'
    assert cells(book, "formula-de-otra-fila") == ["J9", "H26"]
    assert cells(book, "formula-de-otras-celdas") == ["H25"]


def test_a_condition_nobody_understands() -> None:
    book, sheet = book_and_sheet()
    sheet["J11"] = '=IF(H11>N12=50,"CONSIDERAR","NO")'
    assert cells(book, "condicion-mal-escrita") == ["J11"]


def test_percentages_over_the_cap() -> None:
    (defect,) = found(one_sheet(), "sin-tope")
    assert (defect.cell, defect.rows) == ("H9", (9, 10))
    assert "666,67 %" in defect.message


def test_a_gap_in_the_bands_of_the_formats_and_of_the_legend() -> None:
    book = Workbook()
    book.active.title = "ITCA I"
    blocks(book.active, "I")
    assert found(book, "banda-sin-color") == []
    book.active.conditional_formatting = type(book.active.conditional_formatting)()
    colour(book.active, "H9:H33", amber_to="94")
    book.active["P9"] = "AMBAR ENTRE 75 Y 94 "
    book.active["P8"] = "VERDE >= 95"
    first, second = found(book, "banda-sin-color")
    assert (first.cell, len(first.rows)) == ("H9", 9)
    assert "Entre 94 y 95" in first.message
    assert second.cell == "P9"


@pytest.mark.parametrize("operator", ["greaterThan", "between"])
def test_a_colour_that_compares_with_nothing_colours_nothing(operator: str) -> None:
    book, sheet = book_and_sheet()
    sheet.conditional_formatting = type(sheet.conditional_formatting)()
    without = [(d.code, d.cell) for d in judge(book).defects]
    sheet.conditional_formatting.add("H9:H33", CellIsRule(operator, [], fill=RED))
    assert [(d.code, d.cell) for d in judge(book).defects] == without


def test_other_bands_and_rows_without_a_colour() -> None:
    book, sheet = book_and_sheet()
    sheet.conditional_formatting = type(sheet.conditional_formatting)()
    colour(sheet, "H9:H26", amber_to="89.9999", green_from="90")
    assert cells(book, "bandas-distintas") == ["H9"]
    assert [each.rows for each in found(book, "fila-sin-semaforo")] == [(33,)]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("3,5", "numero-como-texto"),
        ("1,293", "numero-ambiguo"),
        ("tres", "no-es-numero"),
        (-3, "cifra-negativa"),
        ("#REF!", "error-en-cifra"),
        ("=Otra!A1", "formula-sin-valor"),
        (True, "no-es-numero"),
    ],
)
def test_figures_that_are_not_plain_numbers(value: object, code: str) -> None:
    book, sheet = book_and_sheet()
    sheet["G16"] = value
    defects = [each for each in judge(book).defects if each.cell == "G16"]
    assert code in {each.code for each in defects}


def test_a_date_where_a_figure_goes() -> None:
    from datetime import date

    book, sheet = book_and_sheet()
    sheet["G16"] = date(2025, 3, 1)
    assert cells(book, "fecha-en-cifra") == ["G16"]


def test_one_merged_figure_over_two_activities() -> None:
    book, sheet = book_and_sheet()
    sheet.merge_cells("G16:G17")
    assert cells(book, "cifra-combinada") == ["G17"]


HEADINGS = ["CÓDIGO", "ACTIVIDAD", "UNIDAD", "PROGRAMADO", "EJECUTADO"]


def test_codes_and_activities_that_repeat() -> None:
    book = Workbook()
    book.active.title = "I TRIM"
    rows = [
        ["AE 1.1.1", "CHARLAS", "N°", 1, 1],
        ["AE 1.1.1", "TALLERES", "N°", 1, 1],
        ["AE 1.1.3", "RONDAS", "N°", 1, 1],
        ["AE 1.1.4", " rondas", "N°", 1, 1],
        [None, None, "N°", 2, 2],
    ]
    table(book.active, rows, HEADINGS)
    (code,) = found(book, "codigo-repetido")
    assert (code.cell, code.rows) == ("A5", (4, 5))
    (name,) = found(book, "actividad-repetida")
    assert name.rows == (6, 7)
    assert cells(book, "actividad-en-blanco") == ["B8"]
    assert len(judge(book).report["quarters"][0]["activities"]) == 5


def test_an_activity_under_another_line_and_a_line_under_another_objective() -> None:
    book, sheet = book_and_sheet(lines=[*LINES, Line(5, 9, [(1, 1)])])
    sheet["B9"] = "AE 2.4.9 SESIÓN"
    (defect,) = found(book, "actividad-en-otra-linea")
    assert (defect.cell, "está bajo la línea 1 del objetivo 1" in defect.message) == ("B9", True)
    (line,) = found(book, "linea-en-otro-objetivo")
    assert "La línea 9 está bajo el objetivo 5" in line.message


def test_activities_without_any_line() -> None:
    book = Workbook()
    book.active.title = "I TRIM"
    table(book.active, [["CHARLAS", "N°", 1, 1]], HEADINGS[1:])
    assert cells(book, "actividad-sin-linea") == ["A4"]


def test_quarters_repeated_misnamed_hidden_or_missing() -> None:
    book = one_sheet("TRIM II", "I")
    blocks(book.create_sheet("TRIM II (2)"), "II")
    book.worksheets[0].sheet_state = "visible"
    assert [each.sheet for each in found(book, "trimestre-repetido")] == ["TRIM II (2)"]
    assert [each.sheet for each in found(book, "trimestre-contradictorio")] == ["TRIM II"]
    assert len(found(book, "falta-trimestre")) == 3
    book.active = 1
    book.worksheets[0].sheet_state = book.worksheets[1].sheet_state = "hidden"
    book.create_sheet("visible")
    assert [each.sheet for each in found(book, "hoja-oculta")] == ["TRIM II"]


def test_the_real_workbook_lists_its_own_defects(shared: Path) -> None:
    edition = itca_edition()
    judged = judge_file(
        shared / "data" / "matriz-itca-2025-trimestre-1.xlsx", edition, edition.settings
    )
    by_code = {defect.code: defect for defect in judged.defects}
    assert by_code["vallas-mezcladas"].rows == (6, 9, 10)
    assert by_code["totales-omiten-filas"].rows == (81,)
    assert by_code["totales-omiten-filas"].message.startswith("Cuenta 42 de 44 programadas")
    assert by_code["formula-de-otra-fila"].cell == "H47"
    assert by_code["condicion-mal-escrita"].cell == "J11"
    assert by_code["porcentaje-en-blanco"].cell == "H81"
    memos = [len(each.rows) for each in judged.defects if each.code == "evidencia-repetida"]
    assert max(memos) == 8
    excessive = [each.cell for each in judged.defects if each.code == "ejecucion-excesiva"]
    assert "G23" in excessive
    assert defects_of(judged.matrix, edition, judged.settings) == judged.defects


def test_a_programmed_figure_that_is_not_read_is_its_own_state() -> None:
    book = one_sheet()
    for cell, written in (("F9", "100,000"), ("G9", "100.000"), ("F10", "tres"), ("G10", 1.5)):
        book.active[cell] = written
    judged = judge(book)
    (quarter,) = judged.report["quarters"]
    assert (quarter["programmed"], quarter["programmed_unread"], quarter["unprogrammed"]) == (
        6,
        2,
        1,
    )
    assert quarter["committee_low"] < quarter["committee"] <= quarter["committee_high"]
    assert [each["situation"] for each in quarter["activities"][:2]] == ["programado_ilegible"] * 2
    assert not any(each.code == "ejecutado-sin-programar" for each in judged.defects)
    of_f10 = next(each for each in judged.defects if each.cell == "F10")
    assert "no está «sin programar»" in of_f10.message


@pytest.mark.parametrize("written", ["100,000", "tres", "=#REF!", "NP", -3])
def test_a_coded_row_without_a_name_is_listed_whatever_its_figures(written: object) -> None:
    book = Workbook()
    rows = [["AE 1.1.1", "PATRULLAJE", "INF 1", 1, 1], ["AE 1.1.2", None, "INF 2", written, None]]
    table(book.active, rows, ["CÓDIGO", "ACTIVIDAD", "EVIDENCIA", "PROGRAMADA", "EJECUTADA"])
    judged = judge(book, "trimestre I.xlsx")
    (quarter,) = judged.report["quarters"]
    assert [each["row"] for each in quarter["activities"]] == [4, 5]
    assert [each.cell for each in judged.defects if each.code == "actividad-en-blanco"] == ["B5"]


@pytest.mark.parametrize("first", ["TOTAL DE RONDAS", "RESULTADO"])
def test_a_coded_row_is_no_total_whatever_its_name(first: str) -> None:
    book = Workbook()
    rows = [["AE 1.1.1", first, 1, 1], [None, "TOTAL", 1, 1]]
    table(book.active, rows, ["CÓDIGO", "ACTIVIDAD", "PROGRAMADA", "EJECUTADA"])
    (quarter,) = judge(book, "trimestre I.xlsx").report["quarters"]
    assert [each["row"] for each in quarter["activities"]] == [4]


def test_loose_words_under_the_figures_are_a_note_and_no_activity() -> None:
    book, sheet = book_and_sheet()
    sheet["F40"], sheet["G41"] = "SECRETARIO TÉCNICO", "1,500"
    judged = judge(book)
    assert [each["row"] for each in judged.report["quarters"][0]["activities"]][-1] == 41
    (loose,) = [each for each in judged.defects if each.code == "texto-suelto"]
    assert (loose.cell, loose.kind.severity) == ("F40", "nota")
    assert "SECRETARIO TÉCNICO" in loose.message
    assert cells(book, "actividad-en-blanco") == ["B41"]
    assert found(one_sheet(), "texto-suelto") == []


def test_a_quarter_in_which_nobody_wrote_is_one_sentence() -> None:
    edition = itca_edition()
    book = load_workbook(io.BytesIO(matrix_template(edition, edition.settings, "CODISEC")))
    row = next(
        each
        for each in range(1, 40)
        if str(book["TRIM I"].cell(each, 2).value).startswith("AE 1.1.")
    )
    for column, value in ((3, "PATRULLAJE"), (5, "INF 1"), (7, 2), (8, 2)):
        book["TRIM I"].cell(row, column, value)
    judged = judge(book)
    of_empty = [each for each in judged.defects if each.sheet != "TRIM I"]
    assert [(each.code, each.sheet, each.cell) for each in of_empty] == [
        ("trimestre-sin-llenar", f"TRIM {quarter}", None) for quarter in ("II", "III", "IV")
    ]
    assert any(each.code == "no-programada" for each in judged.defects)
