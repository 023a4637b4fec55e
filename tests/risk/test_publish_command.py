"""`sinasec index publish`: one JSON document, honest exit codes, and the package used again."""

import json
from dataclasses import replace

import polars as pl
import pytest
from click.testing import CliRunner

from sinasec.cli.main import main
from sinasec.definitions import index
from sinasec.risk.data.inputs import MissingInputs
from sinasec.risk.editions.workbook import edition_to_workbook
from sinasec.risk.published import index_publish, reading
from sinasec.risk.simulation import simulate as simulation
from tests.risk.conftest import quick_edition

pytestmark = [pytest.mark.database, pytest.mark.django_db]
QUICK = ("--datos", "simulados", "--replications", "20", "--seed", "3")


@pytest.fixture
def country(made_up_data, once, monkeypatch) -> None:
    """Made-up data of a few provinces in the warehouse, and the quick edition as the example."""
    made_up_data(5)
    edition = quick_edition()
    monkeypatch.setattr(index, "load", lambda code="irs-ejemplo": edition)


def run(*arguments: str):
    return CliRunner().invoke(main, ["index", *arguments])


def answer(*arguments: str):
    result = run("publish", *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_it_says_id_path_and_year_and_does_it_once(country):
    said = answer("irs-ejemplo", *QUICK)
    assert said["id"] == f"indice-{said['year']}-12-31-{said['sha256'][:8]}"
    assert said["year"] == simulation.YEARS[-1]  # all its months are loaded
    assert (said["simulated"], said["stage"], said["new"]) == (True, "preliminar", True)
    assert answer("irs-ejemplo", *QUICK) == {**said, "new": False}
    assert "no cambió nada" in run("publish", "irs-ejemplo", *QUICK).stdout
    assert "SIMULADO" in run("publish", "irs-ejemplo", *QUICK).stdout


def test_the_package_is_enough_for_the_other_commands(country, tmp_path):
    """`index build` and `index uncertainty` over its files give its ranks and its intervals."""
    said = answer("irs-ejemplo", *QUICK)
    published = reading.get(said["id"])
    inside = reading.folder(published) / "indice"
    files = ["--units", "iData.csv", "--indicators", "iMeta.csv", "--recipe", "receta.yaml"]
    files = [str(inside / each) if "." in each else each for each in files]
    built = run("build", *files, "--out", str(tmp_path / "hecho"))
    assert built.exit_code == 0, built.output
    replayed = run(
        "uncertainty", *files, "--design", str(inside / "diseno.csv"), "--top",
        str(reading.top(published)), "--out", str(tmp_path / "incierto"),
    )  # fmt: skip
    assert replayed.exit_code == 0, replayed.output
    shown = reading.table(published, "distritos").drop_nulls("rank").sort("unit")
    code = reading.index_tables(published).tree.index.code
    assert read(tmp_path / "hecho" / "puestos.csv")[code].to_list() == shown["rank"].to_list()
    ranks = read(tmp_path / "incierto" / "rangos.csv")
    for name in ("rank", "rank_low", "rank_median", "rank_high"):
        assert ranks[name].to_list() == shown[name].to_list(), name
    assert (ranks["p_top"] - shown["p_top"]).abs().max() < 1e-9


def read(path) -> pl.DataFrame:
    return pl.read_csv(path, schema_overrides={"uCode": pl.String}).sort("uCode")


def test_the_workbook_of_an_edition_is_an_edition(country, tmp_path):
    book = tmp_path / "edicion.xlsx"
    book.write_bytes(edition_to_workbook(quick_edition()))
    by_book = answer(str(book), *QUICK)
    assert by_book["id"].startswith("indice-")
    assert reading.edition(reading.get(by_book["id"])) == quick_edition()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("irs-ejemplo", "--datos", "reales"), "sinasec data load"),
        (("irs-ejemplo", "--datos", "simulados", "--year", "1999"), "1999"),
        (("irs-ejemplo", *QUICK, "--final"), "sin --final"),
    ],
)
def test_what_cannot_be_published_is_a_sentence_and_code_one(country, arguments, says):
    result = run("publish", *arguments)
    assert result.exit_code == 1, result.output
    assert says in result.stderr


def test_what_is_there_of_the_other_kind_is_said_with_how_to_ask_for_it(country):
    for more in ((), ("--year", "2023")):
        said = run("publish", "irs-ejemplo", *more).stderr
        assert "Los hay SIMULADOS: pídalos con --datos simulados" in said
    said = CliRunner().invoke(main, ["data", "quality"])
    assert said.exit_code == 2
    assert "Las hay SIMULADAS (denuncias-" in said.stderr
    assert "añada --simulated" in said.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("no-existe", "--datos", "simulados"), "No hay una edición del índice"),
        (("no-existe.xlsx", "--datos", "simulados"), "No existe no-existe.xlsx"),
    ],
)
def test_an_edition_that_is_not_there_is_a_sentence_and_code_two(country, arguments, says):
    result = run("publish", *arguments)
    assert result.exit_code == 2, result.output
    assert says in result.stderr


def test_a_workbook_that_is_none_is_a_sentence(home, tmp_path):
    book = tmp_path / "roto.xlsx"
    book.write_bytes(b"hola")
    result = run("publish", str(book), "--datos", "simulados")
    assert result.exit_code == 1
    assert not isinstance(result.exception, ValueError)


def test_a_variant_of_more_years_than_there_are_stops_nothing(monkeypatch):
    asked = []

    def known(year, window, simulated):
        asked.append(window)
        if window > 2:
            raise MissingInputs("faltan años")
        return window

    monkeypatch.setattr(index_publish, "risk_inputs", known)
    assert index_publish.inputs_of(quick_edition(), 2019, False) == 2
    assert asked == [3, 2]


# -- indicators without data

LESS = "COMISARIAS,GASTO"


@pytest.fixture
def poorer(country, monkeypatch):
    """The same country, and nobody loaded police stations nor spending."""
    gather = index_publish.risk_inputs

    def gathered(*asked):
        inputs = gather(*asked)
        less = inputs.indicators.filter(
            ~pl.col("indicator").is_in(["comisarias", "gasto_seguridad"])
        )
        return replace(inputs, indicators=less)

    monkeypatch.setattr(index_publish, "risk_inputs", gathered)


def test_what_is_lacking_is_refused_by_name_where_nobody_can_answer(poorer):
    words = run("publish", "irs-ejemplo", *QUICK)
    assert words.exit_code == 1
    assert "De 12 indicadores de la edición faltan datos de 2" in words.stderr
    assert f"--aunque-falten {LESS}" in words.stderr
    said = run("publish", "irs-ejemplo", *QUICK, "--json")
    assert said.exit_code == 1
    error = json.loads(said.stdout)["error"]
    assert error["code"] == "faltan-indicadores"
    assert [each["indicator"] for each in error["faults"]] == LESS.split(",")
    one = run("publish", "irs-ejemplo", *QUICK, "--aunque-falten", "GASTO")
    assert one.exit_code == 1
    assert not reading.every()


def test_what_was_accepted_is_published_and_said(poorer):
    said = answer("irs-ejemplo", *QUICK, "--aunque-falten", "GASTO, COMISARIAS")
    assert said["lacking"] == LESS.split(",")
    assert "Sin datos de: COMISARIAS, GASTO." in run(
        "publish", "irs-ejemplo", *QUICK, "--aunque-falten", LESS
    ).stdout  # fmt: skip


@pytest.mark.parametrize(("says", "code", "published"), [("sí\n", 0, 1), ("\n", 130, 0)])
def test_whoever_is_there_is_asked(poorer, monkeypatch, says, code, published):
    monkeypatch.setattr("sinasec.risk.published.publish_command.is_somebody_there", lambda: True)
    arguments = ["index", "publish", "irs-ejemplo", *QUICK]
    result = CliRunner().invoke(main, arguments, input=says)
    assert result.exit_code == code, result.output
    assert "COMISARIAS (Comisarías)" in result.stderr
    assert len(reading.every()) == published
