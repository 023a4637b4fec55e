"""The blank matrix has none of the defects the software complains of."""

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from sinasec.cli.main import main
from sinasec.definitions.itca import itca_edition
from sinasec.plans.corrected import corrected_workbook, figures
from sinasec.plans.template import Level, matrix_template
from tests.plans.judged import judge
from tests.plans.workbooks import as_bytes


def template(level: Level) -> bytes:
    return matrix_template(itca_edition(), itca_edition().settings, level)


def test_blank_it_has_four_quarters_with_nothing_programmed() -> None:
    judged = judge(template("CODISEC"))
    assert [quarter["quarter"] for quarter in judged.report["quarters"]] == ["I", "II", "III", "IV"]
    for quarter in judged.report["quarters"]:
        assert (quarter["programmed"], quarter["committee"]) == (0, None)
        assert [each["code"] for each in quarter["activities"]][:2] == ["AE 2.4.1", "AE 2.4.2"]
    assert {each.code for each in judged.defects} == {"trimestre-sin-llenar"}


@pytest.mark.parametrize(("level", "activities"), [("CODISEC", 10), ("CORESEC", 12)])
def test_line_four_lists_what_the_level_must_do(level: Level, activities: int) -> None:
    assert len(judge(template(level)).report["quarters"][0]["activities"]) == activities


def test_a_level_whose_list_is_unknown_gets_blank_rows_and_no_invention() -> None:
    assert judge(template("COPROSEC")).matrix.quarters == ()


def test_filled_in_it_is_read_scored_and_has_nothing_to_correct() -> None:
    book = load_workbook(io.BytesIO(template("CODISEC")))
    sheet = book["TRIM I"]
    sheet["B3"], sheet["E3"] = "COMITÉ: PRUEBA", "AÑO: 2026"
    codes = {cell.value: cell.row for cell in sheet["B"] if str(cell.value).startswith("AE ")}
    for code, programmed, executed in (("AE 1.1.1", 2, 1), ("AE 2.4.1", 2, 2), ("AE 5.17.6", 1, 9)):
        row = codes[code]
        sheet.cell(row, 3, sheet.cell(row, 3).value or f"CHARLAS {row}")
        sheet.cell(row, 5, f"INFORME {row}-2026")
        sheet.cell(row, 7, programmed)
        sheet.cell(row, 8, executed)
    judged = judge(as_bytes(book))
    quarter = judged.report["quarters"][0]
    assert (quarter["year"], quarter["programmed"], quarter["green"], quarter["red"]) == (
        2026,
        3,
        2,
        1,
    )
    assert quarter["committee"] == 83.3333
    assert {each.code for each in judged.defects} == {"no-programada", "trimestre-sin-llenar"}
    assert figures(judge(corrected_workbook(judged)).matrix) == figures(judged.matrix)


def test_the_command_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "matriz.xlsx"
    result = CliRunner().invoke(main, ["itca", "--template", str(path), "--level", "CORESEC"])
    assert (result.exit_code, path.read_bytes()[:2]) == (0, b"PK")
    assert CliRunner().invoke(main, ["itca"]).exit_code == 2
