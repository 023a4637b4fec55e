"""The made-up country goes in by the path of real files, marked, and only once."""

import numpy as np
import polars as pl
import pytest

from sinasec import warehouse
from sinasec.intake.bulk.load import load
from sinasec.risk.data.aggregates import reports
from sinasec.risk.simulation import files as made_files
from sinasec.risk.simulation import simulate as module
from sinasec.risk.simulation.country import country, places
from sinasec.risk.simulation.simulate import RefusedSimulation, is_loaded, made_up, simulate
from sinasec.warehouse import current, datasets, editions

SEED = 3


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("home")
        patch.setenv("SINASEC_HOME", str(folder))
        yield folder


@pytest.fixture(scope="module")
def loaded(home):
    return simulate(SEED)


@pytest.fixture(scope="module")
def truth():
    return made_up(SEED)


def test_every_file_is_taken_whole_and_without_a_fault(loaded):
    assert [report.layout for report in loaded] == [
        "poblacion",
        "denuncias",
        "denuncias",
        "indicadores",
        "comisarias",
        "tasas-de-denuncia",
    ]
    for report in loaded:
        assert report.ok
        assert report.rows == report.accepted > 0
        assert report.groups == ()


def test_every_edition_is_simulated_and_says_so(loaded):
    assert is_loaded()
    for dataset in datasets():
        edition = current(dataset, simulated=True)
        assert edition.simulated
        assert edition.source.startswith("SIMULADO")
        assert current(dataset, simulated=False) is None
    rows = warehouse.read(current("indicadores", simulated=True)).collect()
    assert rows["source"].str.starts_with("SIMULADO").all()
    stations = warehouse.read(current("comisarias", simulated=True)).collect()
    assert stations["name"].str.ends_with("(SIMULADO)").all()


def test_what_is_kept_is_what_was_made_up(loaded, truth):
    kept = reports(current("denuncias", simulated=True), truth.years)
    assert kept["count"].sum() == truth.counts.sum()
    assert kept.height == (truth.counts > 0).sum()
    by_hand = dict(zip(truth.units, truth.counts.sum(axis=(1, 2, 3)), strict=True))
    for unit, count in kept.group_by("unit").agg(pl.col("count").sum()).iter_rows():
        assert by_hand[unit] == count


def test_a_later_edition_changes_past_months(loaded, truth):
    first, second = sorted(editions("denuncias"), key=lambda edition: edition.loaded_at)
    assert first.loaded_at < second.loaded_at
    assert current("denuncias", simulated=True).id == second.id
    before, after = (
        reports(edition, (2025,)).group_by("month").agg(pl.col("count").sum()).sort("month")
        for edition in (first, second)
    )
    late = 1 - before["count"].to_numpy() / after["count"].to_numpy()
    assert late[-1] == pytest.approx(0.25, abs=0.01)
    assert np.all(late[:6] < 0.001)


def test_those_that_never_report_have_no_row(loaded, truth):
    never = np.array(truth.units)[truth.silences.never].tolist()
    kept = reports(current("denuncias", simulated=True), truth.years)
    assert never
    assert not kept["unit"].is_in(never).any()


def test_twice_is_once(loaded):
    before = {dataset: len(editions(dataset)) for dataset in datasets()}
    assert simulate(SEED) == ()
    assert simulate(SEED + 1) == ()
    assert {dataset: len(editions(dataset)) for dataset in datasets()} == before


def test_the_same_seed_makes_the_same_files(truth):
    once = [file.content for file in made_files.files(truth)]
    assert once == [file.content for file in made_files.files(made_up(SEED))]
    assert once != [file.content for file in made_files.files(made_up(SEED + 1))]


def test_real_editions_are_left_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("SINASEC_HOME", str(tmp_path))
    real = b"ubigeo,anio,poblacion\n150101,2023,270000\n"
    load(real, name="p.csv", layout="poblacion", cited="INEI", by="x", at=made_files.LAST_KNOWN)
    before = current("poblacion", simulated=False)
    simulate(SEED)
    assert current("poblacion", simulated=False) == before
    assert current("poblacion", simulated=True).rows > 9_000


def test_a_refused_file_says_which(tmp_path, monkeypatch, truth):
    monkeypatch.setenv("SINASEC_HOME", str(tmp_path))
    broken = made_files.files(truth)[0]
    rows = broken.rows.with_columns(poblacion=pl.lit("mucha"))
    spoiled = made_files.File(broken.name, broken.layout, broken.known, broken.cited, rows)
    monkeypatch.setattr(module, "files", lambda made: (spoiled,))
    with pytest.raises(RefusedSimulation, match=r"poblacion\.csv"):
        simulate(SEED)


def test_places_are_apart_and_inside_the_country():
    spots = places()
    assert spots["unit"].to_list() == list(country().units)
    assert spots.select("longitude", "latitude").is_unique().all()
    assert spots["longitude"].is_between(-82, -68).all()
    assert spots["latitude"].is_between(-19, 0.5).all()
