"""The one path of data, whole: files → warehouse → inputs → index → publication → page's rows."""

from datetime import UTC, datetime

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sinasec import warehouse
from sinasec.definitions.index import load
from sinasec.intake.bulk.load import load as load_file
from sinasec.methods.composite import build, probability_top, rank_intervals, read_tables, replay
from sinasec.publications.trust.reproduce import reproduce
from sinasec.publications.trust.verify import verify
from sinasec.risk.data.aggregates import reports_by_year
from sinasec.risk.data.inputs import risk_inputs
from sinasec.risk.published import reading
from sinasec.risk.published.package import edition_id
from sinasec.risk.published.publish import publish_index
from sinasec.risk.simulation import simulate as simulation
from sinasec.risk.simulation.simulate import YEARS, made_up
from sinasec.territories import boundaries
from sinasec.territories.loading import load_reference
from tests.risk.calibrated_index import true_values
from tests.risk.edition_figures import real_inputs
from tests.risk.made_country import inputs_of
from tests.risk.some_provinces import some_provinces

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("once")]

NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)
SEED = 6
YEAR = YEARS[-1]


@pytest.fixture
def inputs(made_up_data, monkeypatch):
    """Those of some provinces, made up, loaded as files and gathered again."""
    country = some_provinces()
    monkeypatch.setattr(simulation, "country", lambda: country)
    made_up_data(SEED)
    return risk_inputs(YEAR, len(YEARS), simulated=True)


@pytest.fixture
def done(inputs, edition):
    return publish_index(edition=edition, inputs=inputs, year=YEAR, now=NOW)


def test_what_comes_out_of_the_warehouse_is_what_was_made_up(inputs):
    written = inputs_of(made_up(SEED))
    by_unit = {"reports": ["unit", "year", "month", "kind"], "population": ["unit", "year"]}
    for name, keys in by_unit.items():
        assert_frame_equal(getattr(inputs, name).sort(keys), getattr(written, name).sort(keys))
    keys = ["unit", "indicator", "year"]
    here = inputs.indicators.filter(pl.col("unit").is_in(written.units["unit"].to_list()))
    assert_frame_equal(here.drop("source").sort(keys), written.indicators.drop("source").sort(keys))
    assert inputs.simulated
    assert all("SIMULADO" in inputs.sources[name] for name in ("denuncias", "poblacion"))


def test_what_is_published_is_verified_and_made_again_to_the_byte(done, home):
    assert done.publication.pk.startswith("indice-2025-12-31-")
    assert done.publication.simulated
    assert verify(done.path, (home / "keys" / "clave-publica.pem").read_bytes()).ok
    assert reproduce(done.path).equal


def test_publishing_twice_changes_nothing(done, inputs, edition):
    again = publish_index(edition=edition, inputs=inputs, year=YEAR, now=NOW)
    assert (again.publication.pk, again.fresh) == (done.publication.pk, False)


def test_the_library_alone_gives_the_published_ranks(done):
    """From the two tables, the recipe and the design of the package and nothing else."""
    publication = done.publication
    tables = read_tables(*reading.index_frames(publication))
    recipe, design = reading.recipe(publication), reading.design(publication)
    built = build(tables, recipe)
    replayed = replay(tables, recipe, design)
    alone = (
        built.ranks.select(unit="uCode", rank="IRS")
        .join(rank_intervals(replayed).rename({"uCode": "unit"}), on="unit")
        .join(probability_top(replayed, reading.top(publication)).rename({"uCode": "unit"}), "unit")
        .sort("unit")
    )
    told = reading.table(publication, "distritos").drop_nulls("rank").sort("unit")
    assert_frame_equal(
        told.select(alone.columns), alone, check_dtypes=False, abs_tol=1e-9, check_exact=False
    )


def test_contributions_of_every_level_add_up_to_the_score(done):
    scores = reading.table(done.publication, "distritos").drop_nulls("score")
    sums = (
        reading.table(done.publication, "contribuciones")
        .group_by("unit", "level")
        .agg(pl.col("contribution").sum())
        .join(scores.select("unit", "score"), on="unit")
    )
    assert sums["level"].n_unique() == 3
    assert (sums["contribution"] - sums["score"]).abs().max() < 1e-6


def test_the_silent_are_without_information_and_never_safe(done):
    made = made_up(SEED)
    window = np.isin(made.years, range(YEAR - 2, YEAR + 1))
    silent = made.counts[:, window].sum(axis=(1, 2, 3)) == 0
    never = np.array(made.units)[silent].tolist()
    rows = reading.table(done.publication, "distritos")
    told = rows.filter(pl.col("unit").is_in(never))
    assert told.height == len(never)
    assert never
    assert set(told["state"]) == {"sin_informacion"}
    assert told["rank"].null_count() == told.height


def test_the_index_finds_the_truth_it_was_made_from(done):
    """Better than the largest alone would: the ranks by the true values, and those published."""
    idata, imeta = reading.index_frames(done.publication)
    recipe = reading.recipe(done.publication)
    true = build(read_tables(true_values(made_up(SEED), idata), imeta), recipe).ranks
    both = (
        reading.table(done.publication, "distritos")
        .drop_nulls("rank")
        .join(true.select(unit="uCode", true="IRS"), on="unit")
    )
    found = both.select(pl.corr("rank", "true", method="spearman")).item()
    assert found > 0.75
    inside = both["true"].is_between(both["rank_low"], both["rank_high"]).mean()
    assert inside > 0.80


class TestRealFiles:
    """2023 over all the real files and boundaries; skipped where the folder is absent."""

    YEAR = 2023

    @pytest.fixture
    def real(self, shared, home):
        data = shared / "data"
        load_reference()
        limits, _ = boundaries.load(
            data / "territory" / "districts.topojson", source="mapsPERU", at=NOW
        )
        boundaries.activate(limits.id, at=NOW)
        for name, said in (
            ("cenacom2017_personal_policial.parquet", {"year": 2017}),
            ("pp0030_devengado_departamento_mes.parquet", {}),
        ):
            report = load_file(data / "municipal" / name, cited=name, by="x", at=NOW, **said)
            assert report.ok, report.groups
        return real_inputs(data, self.YEAR)

    def test_totals_border_and_reproduction(self, real, edition, home):
        totals = reports_by_year(warehouse.current("denuncias", simulated=False))
        by_year = dict(totals.group_by("year").agg(pl.col("count").sum()).iter_rows())
        assert (by_year[2018], by_year[2023], by_year[2024]) == (774_631, 1_043_228, 1_011_299)
        assert not real.simulated
        assert not any("SIMULADO" in source for source in real.sources.values())

        lacking = ("HOMICIDIO", "GASTO")
        done = publish_index(
            edition=edition, inputs=real, year=self.YEAR, now=NOW, accepted=lacking
        )
        assert not done.publication.simulated
        assert verify(done.path, (home / "keys" / "clave-publica.pem").read_bytes()).ok
        rows = reading.table(done.publication, "distritos")
        assert rows.filter(pl.col("state") == "evaluado").height > 1_200
        assert rows.filter(pl.col("why") == "nunca_reporto").height >= 53
        assert rows.filter(pl.col("zone") == "frontera").height > 10
        assert reading.frontier(done.publication).height > 10
        near = reading.table(done.publication, "espacial_global")
        assert set(near["neighbours"]) == {"limites"}
        assert (near["moran"] > 0.2).all(), "crime clusters, and where it does is drawn"
        assert reproduce(done.path).equal


def test_the_example_edition_is_what_setup_publishes(done, edition):
    """The quick edition of these tests differs from the example only in how much it computes."""
    assert edition_id(edition) != edition_id(load())
    assert edition.recipe == load().recipe
    assert edition.elements == load().elements
