"""The hand-made index is coherent: what other tests build upon must not lie."""

import polars as pl
import pytest

from sinasec.methods.risk import frames
from tests.risk.made_result import REPLICATIONS, TOP, UNKNOWN, made_inputs, made_result


@pytest.mark.parametrize("name", list(frames.RESULTS))
def test_every_table_has_its_shape_and_rows(name):
    table = made_result().tables[name]
    assert table.schema == frames.RESULTS[name]
    assert table.height > 0
    assert not any(column.is_nan().any() for column in table.select(pl.col(pl.Float64)))


@pytest.mark.parametrize("level", [1, 2, 3])
def test_contributions_add_up_to_the_score(level):
    tables = made_result().tables
    added = (
        tables["contribuciones"]
        .filter(pl.col("level") == level)
        .group_by("unit")
        .agg(pl.col("contribution").sum())
        .join(tables["distritos"].select("unit", "score"), on="unit")
    )
    assert added.height == tables["distritos"].height - len(UNKNOWN)
    assert (added["contribution"] - added["score"]).abs().max() < 1e-9


def test_ranks_follow_scores_and_lie_in_their_intervals():
    known = made_result().tables["distritos"].drop_nulls("rank").sort("rank")
    assert known["rank"].to_list() == list(range(1, known.height + 1))
    assert known["score"].is_sorted(descending=True)
    assert known.filter(pl.col("rank_low") > pl.col("rank_high")).is_empty()
    assert {"dentro", "frontera", "fuera"} == set(known["zone"])
    assert abs(known["p_top"].sum() - TOP) < 1e-9
    assert made_result().design.height == REPLICATIONS


def test_what_is_not_known_is_null_and_says_why():
    unknown = made_result().tables["distritos"].filter(pl.col("state") == "sin_informacion")
    assert dict(unknown.select("unit", "why").iter_rows()) == UNKNOWN
    assert unknown["score"].null_count() == unknown.height


def test_it_is_simulated_and_always_the_same():
    inputs = made_inputs()
    assert inputs.simulated
    made_result.cache_clear()
    first = made_result().tables
    made_result.cache_clear()
    assert all(made_result().tables[name].equals(table) for name, table in first.items())
