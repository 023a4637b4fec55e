"""`sinasec index uncertainty` and `sinasec index sensitivity`, from files to files."""

import json

import polars as pl
import pytest
import yaml
from click.testing import CliRunner

from sinasec.cli.main import main
from sinasec.methods.composite import (
    Recipe,
    build,
    probability_top,
    rank_intervals,
    read_tables,
    replay,
    sensitivities,
)
from tests.composite.made_up import CHOICES, MUESTREO, PESOS, STEPS, UNITS, idata, imeta

RECIPE = {"steps": STEPS, "factors": [*CHOICES[1:5], PESOS, MUESTREO]}


@pytest.fixture
def files(tmp_path):
    idata().write_csv(tmp_path / "iData.csv")
    imeta().write_csv(tmp_path / "iMeta.csv")
    (tmp_path / "receta.yaml").write_text(yaml.safe_dump(RECIPE, allow_unicode=True))
    return tmp_path


def run(files, command, *more, out="salida", recipe="receta.yaml"):
    arguments = [command, "--units", "iData.csv", "--indicators", "iMeta.csv", "--recipe", recipe]
    paths = [str(files / each) if "." in each and each[0] != "-" else each for each in arguments]
    return CliRunner().invoke(main, ["index", *paths, "--out", str(files / out), *map(str, more)])


def test_what_is_written_is_what_the_library_gives(files):
    done = run(files, "uncertainty", "--replications", 60, "--seed", 3, "--top", 12, "--draws")
    assert done.exit_code == 0, done.output
    design = pl.read_csv(files / "salida/diseno.csv")
    ranks = pl.read_csv(files / "salida/rangos.csv")
    tables, recipe = read_tables(idata(), imeta()), Recipe.from_mapping(RECIPE)
    replayed = replay(tables, recipe, design)
    expected = build(tables, recipe).scores.select("uCode", score="I")
    expected = rank_intervals(replayed).join(expected, on="uCode", how="left")
    expected = expected.join(probability_top(replayed, 12), on="uCode")
    columns = ["uCode", "score", "rank_low", "rank_median", "rank_high", "p_top"]
    found = ranks.select(columns).sort("uCode")
    assert found.rows() == expected.select(columns).sort("uCode").rows()
    assert ranks.columns[:4] == ["uCode", "uName", "score", "rank"]
    assert ranks["rank"].drop_nulls().is_sorted()
    draws = pl.read_parquet(files / "salida/sorteos.parquet")
    assert draws.height == 60 * UNITS
    assert draws.filter(replication=7)["rank"].fill_null(0).to_list() == replayed.ranks[6].tolist()


def test_its_own_design_replays_to_the_same_bytes(files):
    assert run(files, "uncertainty", "--replications", 40, "--seed", 9).exit_code == 0
    design = files / "salida/diseno.csv"
    assert run(files, "uncertainty", "--design", design, out="otra").exit_code == 0
    for name in ("diseno.csv", "rangos.csv", "receta.yaml"):
        assert (files / "salida" / name).read_bytes() == (files / "otra" / name).read_bytes()


def test_a_design_with_faults_says_them_all_and_writes_nothing(files):
    bad = files / "malo.csv"
    bad.write_text("replication,escala,otra\n1,logit,x\n3,minmax,x\n")
    done = run(files, "uncertainty", "--design", bad)
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "malo.csv, columna otra: no es un factor de la receta; quite la columna o use una de: "
        "vacios, extremos, respaldo, escala, peso:CÓDIGO, muestreo.",
        "malo.csv, columna replication: falta 1 réplica: 2.",
        "malo.csv, fila 2, columna escala: dice «logit»; las opciones del factor son: minmax, "
        "zscore, percentile.",
    ]
    assert not (files / "salida").exists()
    told = json.loads(run(files, "uncertainty", "--design", bad, "--json").stdout)
    assert [fault["row"] for fault in told["faults"]] == [None, None, 2]


def test_refusals_are_sentences(files):
    (files / "sola.yaml").write_text(yaml.safe_dump({"steps": STEPS}))
    for command in ("uncertainty", "sensitivity"):
        done = run(files, command, recipe="sola.yaml")
        assert done.exit_code == 1
        assert "la receta no declara factores" in done.output
    assert run(files, "uncertainty", "--design", "a.csv", "--seed", 4).exit_code == 2
    assert run(files, "sensitivity", "--base", 100).exit_code == 2
    missing = run(files, "uncertainty", "--design", files / "nada.csv")
    assert missing.exit_code == 1
    assert "nada.csv: " in missing.output
    too_many = run(files, "uncertainty", "--replications", 1_000_001)
    assert "caben 1000000 réplicas" in too_many.output


def test_too_many_replications_are_refused_before_they_are_drawn(files, monkeypatch):
    def drawn(*_):
        raise MemoryError

    monkeypatch.setattr("sinasec.index_files.uncertainty.draw_design", drawn)
    idata().head(3).write_csv(files / "iData.csv")  # few units do not make room for more
    done = run(files, "uncertainty", "--replications", 1_000_000_000)
    assert done.exit_code == 1
    assert "caben 1000000 réplicas" in done.output


def test_a_folder_with_other_things_is_not_touched(files):
    (files / "salida").mkdir()
    (files / "salida/mio.txt").write_text("x")
    for command in ("uncertainty", "sensitivity"):
        done = run(files, command, "--replace")
        assert done.exit_code == 1
        assert "mio.txt" in done.output
    assert [path.name for path in (files / "salida").iterdir()] == ["mio.txt"]


def test_sensitivity_is_what_the_library_gives(files):
    done = run(files, "sensitivity", "--base", 16, "--seed", 2, "--resamples", 20, "--top", 9)
    assert done.exit_code == 0, done.output
    found = pl.read_csv(files / "salida/sensibilidad.csv")
    tables, recipe = read_tables(idata(), imeta()), Recipe.from_mapping(RECIPE)
    expected = sensitivities(tables, recipe, 16, 2, 20, 9)
    for output, table in expected.tables.items():
        assert found.filter(output=output).drop("output").rows() == table.rows()
    assert "cambio medio de puesto" in done.output
    again = run(files, "sensitivity", "--base", 16, "--seed", 2, "--json", "--replace")
    told = json.loads(again.output)
    assert told["replications"] == 16 * 8
    assert len(told["sensitivity"]) == 12
