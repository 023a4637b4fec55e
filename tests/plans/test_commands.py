"""`sinasec itca`: what it prints, its JSON and its exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sinasec.cli.main import main
from sinasec.plans.tables import _share
from tests.plans import workbooks


@pytest.fixture
def matrix(tmp_path: Path) -> Path:
    path = tmp_path / "matriz 2025.xlsx"
    workbooks.whole_year().save(path)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["itca", *map(str, arguments)])


def answer(*arguments: object) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_json_document(matrix: Path) -> None:
    report = answer(matrix)
    assert list(report) == [
        "file",
        "sha256",
        "edition",
        "settings",
        "committee_name",
        "blank",
        "quarters",
        "missing",
        "other_sheets",
        "defects",
        "notes",
    ]
    first = report["quarters"][0]
    assert (first["quarter"], first["year"], first["sheet"]) == ("I", 2025, "TRIM I")
    assert [first[key] for key in ("programmed", "green", "amber", "red", "unprogrammed")] == [
        8,
        7,
        0,
        1,
        1,
    ]
    assert [each["score"] for each in first["objectives"]] == [88.3333, 100.0, 100.0]
    assert first["committee"] == 96.1111
    assert first["activities"][5] == {
        "code": "AE 1.2.3",
        "name": "ACTIVIDAD 2.3",
        "responsible": "CODISEC",
        "unit": "N° DE ACTIVIDADES",
        "evidence": "INF 18-X",
        "programmed": 10.0,
        "executed": 3.0,
        "pct": 30.0,
        "score": 30.0,
        "light": "rojo",
        "situation": "evaluada",
        "row": 18,
    }
    assert {"code", "sheet", "row", "column", "severity", "message"} <= set(report["defects"][0])


def test_bar_and_cap_are_options(matrix: Path) -> None:
    assert answer(matrix, "--cap", "none")["quarters"][0]["committee"] > 100
    assert answer(matrix, "--cap", "none")["settings"]["cap"] is None
    low, high = answer(matrix, "--bar", "25"), answer(matrix, "--bar", "75")
    assert (low["quarters"][0]["over_bar"], high["quarters"][0]["over_bar"]) == (8, 7)


def test_the_table_says_of_which_the_share_is() -> None:
    quarter = {"share": 97.6, "share_low": 90.9, "share_high": 97.7, "programmed_unread": 0}
    assert _share(quarter | {"without_information": 0}) == "97,6 %"
    told = _share(quarter | {"without_information": 3})
    assert told == "97,6 % de las que se conocen; entre 90,9 y 97,7 % según lo que falta"


def test_one_quarter(matrix: Path) -> None:
    report = answer(matrix, "--quarter", "2do trimestre")
    assert [each["quarter"] for each in report["quarters"]] == ["II"]
    assert not [each for each in report["defects"] if each["sheet"] == "TRIM I"]


def test_a_table_for_people(matrix: Path) -> None:
    result = run(matrix)
    assert result.exit_code == 0
    for words in (
        "Trimestre I de 2025",
        "AE 1.2.3",
        "■ Rojo",
        "Comité 96,1",
        "ejemplo",
        "defectos",
    ):
        assert words in result.output


@pytest.mark.parametrize(
    "arguments", [["--bar", "0"], ["--cap", "alto"], ["--cap", "50"], ["--quarter", "V"], ["--x"]]
)
def test_wrong_usage_exits_with_two(matrix: Path, arguments: list[str]) -> None:
    assert run(matrix, *arguments).exit_code == 2


def test_a_file_that_is_not_there_exits_with_two(tmp_path: Path) -> None:
    absent = run(tmp_path / "nada.xlsx")
    assert (absent.exit_code, "no existe; revise el nombre" in absent.stderr) == (2, True)


def test_what_cannot_be_read_exits_with_one_and_says_why(tmp_path: Path) -> None:
    page = tmp_path / "pagina.xls"
    page.write_text("<html><table></table></html>")
    refused = run(page, "--json")
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["refused"]["code"] == "html"


def test_a_workbook_without_a_matrix_exits_with_one(tmp_path: Path) -> None:
    path = tmp_path / "otro.xlsx"
    other = workbooks.Workbook()
    other.active.append(["El CODISEC UNA SESION celebra"])
    other.save(path)
    result = run(path, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["committee_name"] is None
    assert [each["code"] for each in json.loads(result.stdout)["defects"]] == ["sin-matriz"]


def test_the_real_workbook(shared: Path) -> None:
    report = answer(shared / "data" / "matriz-itca-2025-trimestre-1.xlsx")
    (quarter,) = report["quarters"]
    assert [quarter[key] for key in ("programmed", "green", "amber", "red")] == [44, 43, 0, 1]
    red = [each for each in quarter["activities"] if each["light"] == "rojo"]
    assert [(each["code"], each["pct"]) for each in red] == [("AE 1.2.3", 30.0)]
    assert [each["score"] for each in quarter["objectives"]] == [93, 100, 100, 100, 100]
    assert quarter["committee"] == 98.6
    assert report["missing"] == ["II", "III", "IV"]


@pytest.mark.parametrize("way", ["itself", "roundabout", "link"])
def test_the_corrected_book_never_goes_over_the_original(matrix: Path, way: str) -> None:
    link = matrix.with_name("enlace.xlsx")
    link.symlink_to(matrix)
    roundabout = matrix.parent / ".." / matrix.parent.name / matrix.name
    target = {"itself": matrix, "roundabout": roundabout, "link": link}[way]
    before = matrix.read_bytes()
    result = run(matrix, "--corrected", target)
    assert result.exit_code == 2
    assert "no puede ir sobre el original" in result.stderr
    assert matrix.read_bytes() == before
    assert link.is_symlink()


def test_defects_of_one_kind_are_told_three_times_and_then_named(tmp_path: Path) -> None:
    lines = [workbooks.Line(1, 1, [(None, None)] * 9 + [(1, 1)])]
    book = workbooks.Workbook()
    book.active.title = "ITCA I"
    workbooks.blocks(book.active, "I", lines)
    path = tmp_path / "muchas.xlsx"
    book.save(path)
    told = " ".join(CliRunner().invoke(main, ["itca", str(path)]).output.split())
    assert told.count("Actividad no programada.") == 3
    assert "Lo mismo en 6 celdas más" in told
