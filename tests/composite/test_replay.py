"""Designs replayed in bulk against the same replications built one by one."""

import io

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinasec.methods.composite.build import build
from sinasec.methods.composite.faults import CannotBuild, RecipeFaults
from sinasec.methods.composite.recipes.recipe import Recipe
from sinasec.methods.composite.replays import tasks as replay_tasks
from sinasec.methods.composite.replays.design import draw_design
from sinasec.methods.composite.replays.one_draw import one_draw
from sinasec.methods.composite.replays.replay import replay
from sinasec.methods.composite.table_files.reading import read_tables
from tests.composite.made_up import CHOICES, MUESTREO, PESOS, STEPS, idata, imeta
from tests.examples import examples


@pytest.fixture(scope="module")
def tables():
    return read_tables(idata(), imeta())


def recipe_of(*factors, steps=STEPS):
    return Recipe.from_mapping({"steps": steps, "factors": list(factors)})


ALL = recipe_of(*CHOICES, PESOS, MUESTREO)
# In bulk the same terms are added in another order. A z-score or a difference of shares may nearly
# cancel, and what is left then carries the rounding of terms of its family's size, here up to 100.
CANCELLED = 100 * 64 * np.finfo(np.float64).eps


def built_alone(tables, recipe, design, replication):
    """The slow twin: scores and ranks of one replication by a plain build."""
    its_tables, its_recipe = one_draw(tables, recipe, design, replication)
    built = build(its_tables, its_recipe)
    units = pl.DataFrame({"uCode": list(tables.units)})
    scores = units.join(built.scores.select("uCode", "I"), on="uCode", how="left")["I"]
    ranks = units.join(built.ranks.select("uCode", "I"), on="uCode", how="left")["I"]
    return scores.fill_null(np.nan).to_numpy(), ranks.fill_null(0).to_numpy()


def assert_same_as_alone(tables, recipe, design, replications):
    replayed = replay(tables, recipe, design)
    for replication in replications:
        scores, ranks = built_alone(tables, recipe, design, replication)
        row = design["replication"].to_list().index(replication)
        np.testing.assert_allclose(
            replayed.scores[row],
            scores,
            rtol=1e-9,
            atol=CANCELLED,
            err_msg=f"réplica {replication}",
        )
        np.testing.assert_array_equal(replayed.ranks[row], ranks)


@pytest.mark.parametrize(
    "factors",
    [CHOICES, [PESOS], [MUESTREO], [*CHOICES, PESOS], [*CHOICES, PESOS, MUESTREO]],
    ids=["choices", "weights", "sampling", "choices and weights", "all"],
)
def test_in_bulk_as_one_by_one(tables, factors):
    recipe = recipe_of(*factors)
    design = draw_design(recipe, 120, seed=5, tables=tables)
    assert_same_as_alone(tables, recipe, design, range(1, 121, 4))


@settings(max_examples=examples(15), deadline=None)
@given(seed=st.integers(0, 10**6), factors=st.sets(st.sampled_from(range(10)), min_size=1))
def test_any_factors_and_any_seed(tables, seed, factors):
    listed = [*CHOICES, PESOS, MUESTREO]
    recipe = recipe_of(*(listed[place] for place in sorted(factors)))
    design = draw_design(recipe, 12, seed=seed, tables=tables)
    assert_same_as_alone(tables, recipe, design, [1, 6, 12])


@pytest.mark.parametrize("method", ["pca", "balanced"])
def test_weights_from_the_data_are_those_of_each_draw(tables, method):
    steps = [each for each in STEPS if each["step"] != "weight"]
    steps.insert(5, {"step": "weight", "method": method})
    recipe = recipe_of(CHOICES[1], CHOICES[4], MUESTREO, steps=steps)
    design = draw_design(recipe, 30, seed=5, tables=tables)
    assert_same_as_alone(tables, recipe, design, range(1, 31, 3))


def test_a_design_from_csv_gives_the_same_bytes(tables):
    design = draw_design(ALL, 150, seed=8, tables=tables)
    again = pl.read_csv(io.StringIO(design.write_csv()), infer_schema=False)
    one, other = replay(tables, ALL, design), replay(tables, ALL, again)
    assert one.scores.tobytes() == other.scores.tobytes()
    assert one.ranks.tobytes() == other.ranks.tobytes()


def test_a_replication_is_the_same_alone_and_in_any_company(tables, monkeypatch):
    design = draw_design(ALL, 150, seed=8, tables=tables)
    whole = replay(tables, ALL, design)
    shuffled = design.sample(fraction=1.0, shuffle=True, seed=1)
    apart = replay(tables, ALL, shuffled)
    order = shuffled["replication"].to_numpy() - 1
    np.testing.assert_array_equal(whole.ranks[order], apart.ranks)
    for name in ("SEEDS_AT_ONCE", "CELLS_AT_ONCE", "RANKS_AT_ONCE"):
        monkeypatch.setattr(replay_tasks, name, 2)
    chopped = replay(tables, ALL, design)
    np.testing.assert_array_equal(whole.ranks, chopped.ranks)
    np.testing.assert_allclose(whole.scores, chopped.scores, rtol=2e-10)


def test_screened_out_in_a_draw_has_no_rank_in_it(tables):
    recipe = recipe_of(CHOICES[0])
    design = pl.DataFrame({"replication": [1, 2], "datos": ["0.5", "0.8"]})
    replayed = replay(tables, recipe, design)
    known = (~np.isnan(tables.values)).mean(axis=1)
    np.testing.assert_array_equal(replayed.ranks[0] > 0, known >= 0.5)
    np.testing.assert_array_equal(replayed.ranks[1] > 0, known >= 0.8)
    assert (replayed.ranks[1] == 0).sum() > (replayed.ranks[0] == 0).sum()
    np.testing.assert_array_equal(np.isnan(replayed.scores), replayed.ranks == 0)


def test_a_design_that_changes_nothing_is_the_recipe(tables):
    design = pl.DataFrame({"replication": [1, 2, 3]})
    replayed = replay(tables, ALL, design)
    ranks = build(tables, ALL).ranks["I"].fill_null(0)
    left_in = np.isin(tables.units, build(tables, ALL).ranks["uCode"].to_list())
    for row in replayed.ranks:
        np.testing.assert_array_equal(row[left_in], ranks)


def test_without_an_element_there_is_nothing_of_it(tables):
    recipe = ALL.without("B")
    design = draw_design(recipe, 40, seed=2, tables=tables)
    assert not [column for column in design.columns if column in ("peso:d", "peso:B")]
    assert_same_as_alone(tables, recipe, design, range(1, 41, 5))


def test_what_an_option_needs_is_asked_before_any_work(tables):
    steps = [{"step": "impute", "method": "none"}]
    choice = {
        "code": "v",
        "step": "impute",
        "argument": "method",
        "options": ["none", "group_mean"],
    }
    recipe = recipe_of(choice, steps=steps)
    with pytest.raises(RecipeFaults, match="columna del grupo"):
        replay(tables, recipe, pl.DataFrame({"replication": [1], "v": ["none"]}))


def test_means_that_ask_for_positive_values_say_so(tables):
    steps = [
        {"step": "normalise", "method": "zscore"},
        {"step": "aggregate", "method": "geometric"},
    ]
    with pytest.raises(CannotBuild, match="mayores que cero"):
        replay(tables, recipe_of(PESOS, steps=steps), pl.DataFrame({"replication": [1]}))


def test_an_error_that_its_distribution_cannot_have_names_the_unit():
    data = idata().with_columns(b=pl.when(pl.col("uCode") == "u07").then(0.0).otherwise("b"))
    tables = read_tables(data, imeta())
    recipe = recipe_of(MUESTREO)
    design = draw_design(recipe, 2, seed=1, tables=tables)
    with pytest.raises(CannotBuild, match=r"«b».*gamma.*u07.*ErrorDist normal"):
        replay(tables, recipe, design)


def test_one_draw_must_exist_and_be_a_recipe(tables):
    design = draw_design(ALL, 3, seed=1, tables=tables)
    with pytest.raises(ValueError, match="no tiene la réplica 4"):
        one_draw(tables, ALL, design, 4)
    recipe = recipe_of(PESOS, steps=[{"step": "weight", "method": "pca"}])
    design = draw_design(recipe, 3, seed=1, tables=tables)
    with pytest.raises(ValueError, match="salen de los datos"):
        one_draw(tables, recipe, design, 2)
