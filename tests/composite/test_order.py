"""The order in which a recipe prepares its data: as it says, else as COINr does."""

import polars as pl
import pytest

from sinasec.methods.composite import Recipe, RecipeFaults, build, draw_design, read_tables, replay
from sinasec.methods.composite.recipes.steps import PREPARING, work_order

FILL, DIVIDE, TREAT = (
    {"step": "impute", "method": "mean"},
    {"step": "denominate"},
    {"step": "treat"},
)
META = pl.DataFrame(
    {
        "iCode": ["patents", "I", "gdp"],
        "Level": [1, 2, None],
        "Direction": [1, 1, None],
        "Weight": [1, 1, None],
        "Type": ["Indicator", "Aggregate", "Denominator"],
        "Parent": ["I", None, None],
        "Denominator": ["gdp", None, None],
    }
)
DATA = pl.DataFrame(
    {
        "uCode": ["small", "large", "unknown"],
        "patents": [10.0, 1_000.0, None],
        "gdp": [10.0, 1_000.0, 1.0],
    }
)


def filled(*steps: dict) -> float:
    """What stands for the patents per unit of the small country that does not say its own."""
    built = build(read_tables(DATA, META), Recipe.from_mapping({"steps": list(steps)}))
    table = built.step(steps[-1]["step"]).table
    return table.filter(pl.col("uCode") == "unknown")["patents"].item()


def test_dividing_first_fills_with_the_rate_of_the_others_and_not_with_their_count() -> None:
    assert filled(DIVIDE, FILL) == 1.0
    assert filled(FILL, DIVIDE) == 505.0


def test_a_step_that_is_added_goes_where_coinr_has_it() -> None:
    recipe = Recipe.from_mapping({"steps": [FILL]}).changing("denominate.scale", 10)
    assert [step["step"] for step in recipe.as_mapping()["steps"]][:2] == ["denominate", "impute"]
    said = Recipe.from_mapping({"steps": [FILL, DIVIDE]})
    assert [step["step"] for step in said.as_mapping()["steps"]][:2] == ["impute", "denominate"]
    kept = said.changing("impute.method", "median")
    assert [step["step"] for step in kept.as_mapping()["steps"]][:2] == ["impute", "denominate"]
    assert Recipe.from_mapping(said.as_mapping()) == said


def test_the_order_of_all_of_them() -> None:
    assert work_order([]) == PREPARING
    assert work_order(["impute", "denominate"]) == ("screen", "impute", "denominate", "treat")
    assert work_order(["treat", "impute"]) == ("screen", "denominate", "treat", "impute")


def test_filling_what_was_treated_is_an_order_too() -> None:
    steps = [DIVIDE, TREAT, FILL]
    recipe = Recipe.from_mapping({"steps": steps})
    assert recipe.steps.preparing() == ("denominate", "treat", "impute")


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([TREAT, DIVIDE], "«denominate» va antes de «treat»"),
        ([FILL, {"step": "screen"}], "«screen» va primero"),
        ([{"step": "normalise"}, FILL], "«impute» va antes de «normalise»"),
        ([{"step": "rank"}, {"step": "aggregate"}], "«aggregate» va antes de «rank»"),
    ],
)
def test_an_order_that_means_nothing_is_refused(steps: list, said: str) -> None:
    with pytest.raises(RecipeFaults, match=said):
        Recipe.from_mapping({"steps": steps})


@pytest.mark.parametrize("steps", [[FILL, DIVIDE], [DIVIDE, FILL]])
def test_draws_follow_the_order_of_their_recipe(steps: list) -> None:
    factor = {"code": "m", "step": "normalise", "argument": "method", "options": ["minmax", "rank"]}
    recipe = Recipe.from_mapping({"steps": steps, "factors": [factor]})
    tables = read_tables(DATA.with_columns(gdp=pl.Series([10.0, 500.0, 1.0])), META)
    design = draw_design(recipe, 4, seed=1, tables=tables)
    replayed = replay(tables, recipe, design)
    for place, method in enumerate(design["m"]):
        alone = build(tables, recipe.changing("normalise.method", method)).ranks
        assert replayed.ranks[place].tolist() == alone["I"].to_list() != [None] * 3
