"""The corrected workbook: same figures, same look, no defect that could have been corrected."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from sinasec.definitions.itca import itca_edition
from sinasec.plans.corrected import corrected_workbook, figures
from sinasec.plans.judging import JudgedMatrix, judge_file
from sinasec.plans.reading import REPORT_SHEET
from sinasec.spreadsheets.unsafe import UnsafeFile
from sinasec.whole_file import write_whole
from tests.plans.judged import judge
from tests.plans.workbooks import Line, as_bytes, one_sheet, whole_year


def corrected(book: Workbook) -> Workbook:
    return load_workbook(io.BytesIO(corrected_workbook(judge(book))))


def correctable(judged: JudgedMatrix) -> list[tuple[str, str | None]]:
    return [(each.code, each.cell) for each in judged.defects if each.kind.correctable]


def messy() -> Workbook:
    """One sheet with every defect a program can put right."""
    book = one_sheet()
    sheet = book.active
    sheet["F9"], sheet["G10"] = " 3 ", "2,5"
    sheet["H16"], sheet["H17"], sheet["J17"] = 99, None, None
    sheet["H26"] = "=G25/F25*100"
    sheet["J9"] = '=IF(H9>=50,"CONSIDERAR","NO")'
    sheet["J10"] = '=IF(H10>N12=50,"CONSIDERAR","NO")'
    sheet["L6"] = "ACTIVIDADES >= 50%"
    sheet["P9"] = "AMBAR ENTRE 75 Y 94 "
    sheet["L9"] = "=COUNT(F9:F11)+COUNT(F17:F18)+COUNT(F25:F26)+COUNT(F33)"
    sheet["M9"] = '=COUNTIF(J9:J40,"CONSIDERAR")'
    return book


@pytest.mark.parametrize("make", [messy, whole_year, one_sheet])
def test_read_again_it_has_the_same_figures_and_nothing_to_correct(make) -> None:
    before = judge(make())
    assert correctable(before)
    after = judge(corrected_workbook(before))
    assert figures(after.matrix) == figures(before.matrix)
    assert correctable(after) == []
    scores = [quarter["committee"] for quarter in before.report["quarters"]]
    assert [quarter["committee"] for quarter in after.report["quarters"]] == scores


def test_correcting_twice_changes_nothing_more() -> None:
    once = judge(corrected_workbook(judge(messy())))
    twice = judge(corrected_workbook(once))
    assert [each.as_dict() for each in twice.defects] == [each.as_dict() for each in once.defects]
    assert [len(sheet.cells) for sheet in twice.matrix.book.sheets[:-1]] == [
        len(sheet.cells) for sheet in once.matrix.book.sheets[:-1]
    ]


def test_the_formulas_it_writes() -> None:
    sheet = corrected(messy())["ITCA I"]
    assert sheet["H9"].value == '=IF(AND(N(F9)>0,ISNUMBER(G9)),MIN(100,G9*100/F9),"")'
    assert sheet["H17"].value == '=IF(AND(N(F17)>0,ISNUMBER(G17)),MIN(100,G17*100/F17),"")'
    assert sheet["J9"].value == '=IF(ISNUMBER(H9),IF(H9>=75,"CONSIDERAR","NO"),"")'
    assert sheet["L9"].value == (
        '=COUNTIF(F9:F11,">0")+COUNTIF(F16:F18,">0")+COUNTIF(F25:F26,">0")+COUNTIF(F33:F33,">0")'
    )
    assert sheet["L6"].value == "ACTIVIDADES >= 75%"
    assert (sheet["F9"].value, sheet["G10"].value) == (3, 2.5)


def test_the_look_is_kept() -> None:
    book = messy()
    sheet = book.active
    sheet["B9"].font = Font(name="Arial", size=13, italic=True)
    sheet["B9"].fill = PatternFill("solid", fgColor="FFEECC00")
    sheet["H16"].font = Font(bold=True, color="FF112233")
    sheet.row_dimensions[9].height = 44
    sheet.freeze_panes = "C9"
    sheet["Z50"] = "una nota suelta"
    after = corrected(book)["ITCA I"]
    assert {str(each) for each in after.merged_cells.ranges} == {
        str(each) for each in sheet.merged_cells.ranges
    }
    assert after.column_dimensions["B"].width == sheet.column_dimensions["B"].width
    assert (after.row_dimensions[9].height, after.freeze_panes) == (44, "C9")
    assert (after["B9"].font.name, after["B9"].fill.fgColor.rgb) == ("Arial", "FFEECC00")
    assert after["H16"].font.color.rgb == "FF112233"
    assert after["H17"].number_format == "0.00"
    assert after["Z50"].value == "una nota suelta"


def test_a_persons_words_in_a_computed_column_are_kept() -> None:
    book = one_sheet()
    book.active["H11"], book.active["J11"] = "PENDIENTE DE UGEL", "VER ACTA"
    after = corrected(book)["ITCA I"]
    assert (after["H11"].value, after["J11"].value) == ("PENDIENTE DE UGEL", "VER ACTA")


def test_words_in_several_fonts_are_kept_with_their_fonts() -> None:
    book = one_sheet()
    words = CellRichText("VER ", TextBlock(InlineFont(b=True), "ACTA"))
    book.active["D9"] = book.active["J11"] = words
    content = corrected_workbook(judge(book))
    sheet = load_workbook(io.BytesIO(content), rich_text=True)["ITCA I"]
    for cell in ("D9", "J11"):
        assert str(sheet[cell].value) == "VER ACTA"
        assert sheet[cell].value[1].font.b


def test_a_sheet_named_by_the_person_can_be_corrected() -> None:
    edition = itca_edition()
    before = judge_file(
        as_bytes(one_sheet("Hoja1", "")), edition, edition.settings, name="x.xlsx", quarter="II"
    )
    assert load_workbook(io.BytesIO(corrected_workbook(before))).sheetnames[0] == "Hoja1"


def test_the_colours_have_no_gap_and_keep_the_sheets_own() -> None:
    after = corrected(messy())["ITCA I"]
    rules = [
        (str(block.sqref), rule.operator, rule.formula, rule.dxf.fill.bgColor.rgb[-6:])
        for block in after.conditional_formatting
        for rule in block.rules
        if block.sqref.__contains__("H9")
    ]
    assert [rule[1:] for rule in rules] == [
        ("between", ["95", "1E+99"], "00B050"),
        ("between", ["75", "95"], "FFC000"),
        ("lessThan", ["75"], "FF0000"),
    ]


def test_the_list_says_what_was_done_and_what_is_left() -> None:
    sheet = corrected(messy())[REPORT_SHEET]
    rows = [[str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    done = {(row[2], row[4]): row[7] for row in rows if len(row) > 7}
    assert done["H16", "porcentaje-no-coincide"].startswith(
        "Corregido: decía «99» y ahora dice «=IF("
    )
    assert done["H17", "porcentaje-en-blanco"].startswith("Corregido: estaba en blanco")
    assert done["F11", "no-programada"] == "Queda para una persona."
    assert done["F9", "numero-como-texto"] == "Corregido: decía « 3 » y ahora dice «3»."
    changed = {row[2]: row[3] for row in rows[[row[3] for row in rows].index("Decía") :]}
    assert (changed["F9"], changed["H16"]) == (" 3 ", "99")


def test_the_list_never_runs_what_the_workbook_said() -> None:
    book = one_sheet()
    book.active["H16"] = '=HYPERLINK("http://x","y")'
    sheet = corrected(book)[REPORT_SHEET]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "corregido.xlsx"
    target.write_bytes(b"lo que estaba")
    with pytest.raises(UnsafeFile, match="matriz que corregir"):
        write_whole(target, corrected_workbook(judge(Workbook())))
    assert target.read_bytes() == b"lo que estaba"
    write_whole(target, corrected_workbook(judge(messy())))
    assert correctable(judge(target.read_bytes())) == []
    assert [each.name for each in tmp_path.iterdir()] == ["corregido.xlsx"]


figure = st.one_of(
    st.none(),
    st.integers(0, 5000),
    st.sampled_from(["3,5", " 12 ", "NO PROGRAMADO", "x", "=(1+2)", "1,293", -1, "#REF!"]),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(st.tuples(figure, figure), min_size=1, max_size=5), min_size=1, max_size=3)
)
def test_whatever_was_typed_survives(lines: list[list[tuple[object, object]]]) -> None:
    book = one_sheet(lines=[Line(1, place, rows) for place, rows in enumerate(lines, 1)])
    before = judge(as_bytes(book))
    after = judge(corrected_workbook(before))
    assert figures(after.matrix) == figures(before.matrix)
    assert correctable(after) == []


def test_the_real_workbook_corrected(shared: Path) -> None:
    edition = itca_edition()
    path = shared / "data" / "matriz-itca-2025-trimestre-1.xlsx"
    before = judge_file(path, edition, edition.settings)
    after = judge(corrected_workbook(before), path.name)
    assert figures(after.matrix) == figures(before.matrix)
    assert correctable(after) == []
    assert after.report["quarters"][0]["committee"] == 98.6
