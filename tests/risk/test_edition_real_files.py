"""The example edition of 2023 over the real files, loaded as their users load theirs."""

import polars as pl
import pytest

from sinasec.definitions.index import load
from sinasec.methods.risk.compute import compute
from sinasec.methods.risk.frames import RESULTS
from tests.risk.edition_figures import figures, floors, of_one, one_by_one, real_inputs

pytestmark = pytest.mark.django_db
YEAR = 2023


@pytest.fixture(scope="module")
def inputs(shared, tmp_path_factory, django_db_setup, django_db_blocker):
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setenv("SINASEC_HOME", str(tmp_path_factory.mktemp("casa")))
        return real_inputs(shared / "data", YEAR)


@pytest.fixture(scope="module")
def result(inputs):
    return compute(load(), inputs, year=YEAR)


@pytest.fixture(scope="module")
def districts(result):
    return result.tables["distritos"]


def test_it_is_the_real_file(inputs):
    assert not inputs.simulated
    assert inputs.reports.filter(year=2018)["count"].sum() == 774_631
    assert inputs.reports.filter(year=2023)["count"].sum() == 1_043_228


def test_every_table_has_its_shape(result):
    assert {name: table.schema for name, table in result.tables.items()} == RESULTS


def test_districts_that_have_data_are_evaluated_and_the_others_say_why(districts):
    assert districts.filter(state="evaluado").height > 1_200
    assert districts.filter(why="nunca_reporto").height >= 53


def test_the_border_is_contested(districts):
    zones = dict(districts.drop_nulls("zone")["zone"].value_counts().iter_rows())
    assert zones["dentro"] > 0
    assert zones["frontera"] > 20
    assert districts["p_top"].sum() == pytest.approx(36, abs=0.5)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_contributions_add_up(result, districts, level):
    table = result.tables["contribuciones"].filter(level=level)
    sums = table.group_by("unit").agg(pl.col("contribution").sum())
    both = sums.join(districts, on="unit")
    assert (both["contribution"] - both["score"]).abs().max() < 1e-9


def test_homicide_is_not_made_up(result):
    row = result.tables["elementos"].filter(element="HOMICIDIO").row(0, named=True)
    assert (row["available"], row["weight"]) == (False, 0.0)
    assert "«homicidios»" in row["why"]


def test_smoothing_and_the_window_move_ranks(result):
    table = result.tables["variantes"]
    moved = dict(table.select("variant", "mean_shift").iter_rows())
    assert moved["sin-suavizar"] > 10
    assert moved["tres-anios"] > 10


def test_the_figures_of_the_page_can_be_printed(result):
    assert all(table.height for table in figures(result))


def test_the_errors_of_the_data_move_a_district_and_hardly_the_whole(result):
    """Why the page does not read the indices of Sobol as what moves a district."""
    alone = one_by_one(load(), result).sort("variance", descending=True)
    assert alone["factor"].to_list()[:2] == ["todo", "muestreo"]
    whole = result.tables["sensibilidad"].sort("total", descending=True)
    assert whole["factor"][0] == "agregacion"
    assert whole.filter(factor="muestreo")["total"].item() < 0.1


def test_a_large_district_is_moved_by_choices_and_not_by_its_errors(result):
    places = {row["drawn"]: row["rank_high"] for row in of_one(load(), result, "040101").to_dicts()}
    assert places["muestreo"] <= 5
    assert places["agregacion: geometric"] > 100 > places["agregacion: arithmetic"]
    assert floors(load(), result)["mean_shift"].is_sorted(descending=True)
