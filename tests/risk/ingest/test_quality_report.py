"""The report that is read before reports of crime are used."""

import csv as csv_files
import json
import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from sinasec.cli.main import main
from sinasec.risk.data.quality import quality
from tests.risk.ingest.made import csv, loaded, police

PLACE = "AMAZONAS,CHACHAPOYAS"
REPORTS = police(
    f"2022,1,{PLACE},CHACHAPOYAS,10101,Robo,30",
    f"2023,1,{PLACE},CHACHAPOYAS,10101,Robo,30",
    f"2023,2,{PLACE},CHACHAPOYAS,10101,Hurto,90",
    f"2023,2,{PLACE},ASUNSION,10102,Hurto,1",
)
PEOPLE = csv(
    "ubigeo,anio,poblacion",
    "010101,2022,110", "010102,2022,50", "010103,2022,20",
    "010101,2023,110", "010103,2023,20",
)  # fmt: skip


@pytest.fixture
def report():
    loaded(PEOPLE)
    return quality(loaded(REPORTS).edition)


def test_each_year_says_who_reports_among_those_that_had_people(report):
    assert report.tables["anios"].rows() == [
        (2022, 30, 3, 1, 1, 11, 12, 0),
        (2023, 121, 2, 1, 1, 0, 2, 1),  # of a series that goes to February
    ]


def test_districts_without_any_report_are_listed(report):
    assert len(report.never) == 1891
    assert "010103" in report.never
    assert any("sin información, que no es cero" in line for line in report.told())


def test_more_reports_than_people_are_told(report):
    assert report.tables["imposibles"].rows() == [("010101", 2023, 120, 110)]
    assert any("120 denuncias y 110 habitantes" in line for line in report.told())


def test_a_missing_month_is_zero_or_not_covered_and_the_report_says_so(report):
    told = "\n".join(report.told())
    assert "Un mes sin filas es cero o no está cubierto" in told
    assert "Pettitt" in told
    assert "Límites de ejemplo" in told


def test_what_the_loader_found_is_in_it(report):
    assert [fault["code"] for fault in report.faults] == ["nombre-distinto"]
    assert any("ASUNSION" in line for line in report.told())


def test_its_figures_are_written_as_the_pages_write_them(report):
    many = {**report.tables, "anios": report.tables["anios"].with_columns(reports=929_551)}
    told = "\n".join(replace(report, tables=many).told())
    assert "2022: 929\u202f551 denuncias; 1 de 3 distritos" in told
    assert "1\u202f881 más" in told
    assert "dividen al menos por 1,5" in told
    figures = re.sub(r"\b\d{6}\b", "", told.partition("\n")[2])  # without the codes of districts
    assert not re.search(r"\d{5}|\d[.]\d", figures)


def test_it_is_one_json_document(report):
    document = json.loads(report.json())
    assert document["edition"] == report.edition.id
    assert document["simulated"] is False
    assert document["totales"][0] == {"year": 2022, "kind": "Robo", "reports": 30, "units": 1}


def test_the_command_leaves_every_table_in_a_folder(report, tmp_path):
    out = tmp_path / "calidad"
    said = CliRunner().invoke(main, ["data", "quality", "--out", str(out)])
    assert said.exit_code == 0, said.output
    assert {path.name for path in out.iterdir()} == {
        "informe.txt", "informe.json", *(f"{name}.csv" for name in report.tables),
    }  # fmt: skip
    with (out / "meses.csv").open() as file:
        rows = list(csv_files.DictReader(file))
    assert len(rows) == 14
    assert rows[0]["silent"] == "1892"
    (out / "meses.csv").write_text("mío")
    again = CliRunner().invoke(main, ["data", "quality", "--out", str(out)])
    assert again.exit_code == 1
    assert f"«{out / 'informe.txt'}» ya existe" in again.output
    assert (out / "meses.csv").read_text() == "mío"
    replaced = CliRunner().invoke(main, ["data", "quality", "--out", str(out), "--replace"])
    assert replaced.exit_code == 0
    assert (out / "meses.csv").read_text() != "mío"


def test_simulated_reports_say_so():
    loaded(REPORTS, simulated=True)
    said = CliRunner().invoke(main, ["data", "quality", "--simulated"])
    assert said.output.startswith("SIMULADO. ")
    assert "No hay población cargada" in said.output


def test_without_reports_it_says_what_to_load():
    said = CliRunner().invoke(main, ["data", "quality"])
    assert said.exit_code == 2
    assert "sinasec data load" in said.output
