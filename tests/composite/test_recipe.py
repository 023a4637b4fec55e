"""A recipe reads back the same, changes one argument, and says all its faults at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinasec.methods.composite import (
    CannotBuild,
    Recipe,
    RecipeFaults,
    build,
    read_tables,
)
from sinasec.methods.composite.kernels import aggregating, normalising, treating
from tests.composite.made_tables import INDICATORS, tables
from tests.composite.test_tables import idata, imeta
from tests.examples import examples

FULL = {
    "steps": [
        {"step": "screen", "min_data": 0.5},
        {"step": "impute", "method": "group_mean", "group": "uGroup_g", "seed": 3},
        {"step": "denominate", "scale": 1000},
        {"step": "treat", "max_winsorise": 3, "skew": 2, "kurtosis": 3.5, "fallback": "none"},
        {
            "step": "normalise",
            "method": "goalposts",
            "low": 1,
            "high": 10,
            "posts": [0.0, 5.0],
            "by": {"x": {"method": "zscore", "low": 1, "high": 10, "mean": 5, "sd": 2,
                         "posts": [0.0, 5.0]}},
        },
        {"step": "weight", "method": "balanced"},
        {"step": "aggregate", "by_level": ["power", "copeland"], "p": 2},
        {"step": "rank", "descending": False},
    ],
    "without": ["y"],
    "factors": [
        {"code": "escala", "title": "Escala", "step": "normalise", "argument": "method",
         "options": ["minmax", "zscore"]},
        {"code": "pesos", "title": "Pesos", "weights": [1, 2], "spread": 0.25},
        {"code": "muestreo", "title": "Muestreo", "sampling_error": True},
    ],
}  # fmt: skip


def faults_of(mapping):
    with pytest.raises(RecipeFaults) as raised:
        Recipe.from_mapping(mapping)
    return {each.where: each.message for each in raised.value.faults}


def test_a_recipe_reads_back_the_same():
    assert Recipe.from_mapping(FULL).as_mapping() == FULL
    assert Recipe.from_mapping(Recipe().as_mapping()) == Recipe()


SCALINGS = st.fixed_dictionaries(
    {"method": st.sampled_from(normalising.Method.__args__)},
    optional={"low": st.integers(-5, 5), "high": st.floats(6, 100), "sd": st.integers(1, 9)},
)
MEANS = st.sampled_from(aggregating.Method.__args__)


@settings(deadline=None)
@given(
    SCALINGS,
    st.dictionaries(st.sampled_from(INDICATORS), SCALINGS),
    st.one_of(
        st.fixed_dictionaries({"method": MEANS}, optional={"p": st.integers(-3, 3)}),
        st.fixed_dictionaries({"by_level": st.lists(MEANS, min_size=1, max_size=3)}),
    ),
)
def test_any_recipe_reads_back_the_same(scaling, by, aggregate):
    steps = [{"step": "normalise", **scaling, "by": by}, {"step": "aggregate", **aggregate}]
    recipe = Recipe.from_mapping({"steps": steps})
    assert Recipe.from_mapping(recipe.as_mapping()) == recipe


def test_changing_one_argument():
    recipe = Recipe.from_mapping(FULL)
    assert recipe.changing("treat.max_winsorise", 0).steps.treat.max_winsorise == 0
    assert recipe.changing("normalise.by.x.method", "rank").steps.normalise.of("x").method == "rank"
    assert recipe.changing("aggregate.method", "geometric").steps.aggregate.at(2) == "geometric"
    added = Recipe().changing("screen.min_data", 0.7)
    assert added.steps.screen.min_data == 0.7
    assert added.changing("screen.min_data", 0) == Recipe().changing("screen.min_data", 0)


def test_the_options_of_a_factor_are_found_by_their_text():
    mapping = {"factors": [{"code": "k", "step": "treat", "argument": "max_winsorise",
                            "options": [0, 5]},
                           {"code": "d", "step": "rank", "argument": "descending",
                            "options": [True, False]}]}  # fmt: skip
    points, order = Recipe.from_mapping(mapping).factors
    assert points.option("5") == 5
    assert order.option("false") is False
    assert points.path == "treat.max_winsorise"
    assert points.title == "k"


MEASURES_FROM_ZERO = ["fraction_of_max", "goalposts"]
RESCALES = ["log", "box_cox"]


def treated_and(*steps, fallback=None, factors=()):
    treat = {"step": "treat"} | ({"fallback": fallback} if fallback else {})
    return {"steps": [treat, *steps], "factors": list(factors)}


@pytest.mark.parametrize("method", normalising.Method.__args__)
@pytest.mark.parametrize("fallback", treating.Fallback.__args__)
def test_a_treatment_and_a_scale_that_mean_nothing_together(method, fallback):
    """Every pair: what moves the zero, with what measures from it."""
    mapping = treated_and({"step": "normalise", "method": method}, fallback=fallback)
    if method in MEASURES_FROM_ZERO and fallback in RESCALES:
        found = faults_of(mapping)
        assert set(found) == {"steps[2].method"}
        assert f"fallback: {fallback}" in found["steps[2].method"]
        assert "ponga fallback: none" in found["steps[2].method"]
    else:
        assert Recipe.from_mapping(mapping).steps.normalise.scaling.method == method
    assert Recipe.from_mapping({"steps": mapping["steps"][1:]})  # nothing treated, nothing moved


def test_the_pair_is_found_wherever_it_is_asked():
    own = {"step": "normalise", "by": {"x": {"method": "goalposts", "posts": [0, 1]}, "y": {}}}
    assert set(faults_of(treated_and(own))) == {"steps[2].by.x.method"}
    scale = {"code": "e", "step": "normalise", "argument": "method",
             "options": ["minmax", "fraction_of_max"]}  # fmt: skip
    fall = {"code": "r", "step": "treat", "argument": "fallback", "options": ["none", "box_cox"]}
    points = {"code": "p", "step": "treat", "argument": "max_winsorise", "options": [0, 5]}
    assert set(faults_of(treated_and(factors=[scale]))) == {"factors[1].options"}
    assert set(faults_of(treated_and(fallback="none", factors=[fall, scale]))) == {
        "factors[2].options"
    }
    whole = {"step": "normalise", "method": "fraction_of_max"}
    assert set(faults_of({"steps": [whole], "factors": [points]})) == {"steps[1].method"}
    assert Recipe.from_mapping(treated_and(fallback="none", factors=[scale])).factors
    with pytest.raises(RecipeFaults, match="ponga fallback: none"):
        Recipe.from_mapping(treated_and()).changing("normalise.method", "fraction_of_max")


def test_every_fault_at_once():
    found = faults_of(
        {
            "pasos": [],
            "steps": [
                {"step": "normalise", "method": "magia", "low": "uno", "by": {"x": {"post": 1}}},
                {"step": "treat", "max_winsorise": 1.5, "fallback": "raíz"},
                {"step": "volar"},
                {"step": "normalise"},
                {"step": "screen", "min_data": True},
                "impute",
            ],
            "without": "x",
            "factors": [
                {"code": "a", "step": "normalise", "argument": "color", "options": ["x", "y"]},
                {"code": "a", "weights": [0], "spread": 2},
                {"step": "weight", "argument": "method", "options": ["given"]},
                {"code": "c"},
                {"code": "d", "step": "weight", "argument": "method", "options": ["given", "otro"]},
                {"code": "e", "sampling_error": True, "extra": 1},
            ],
        }
    )
    assert set(found) == {
        "pasos",
        "steps[1].method",
        "steps[1].low",
        "steps[1].by.x.post",
        "steps[2]",  # after normalise
        "steps[2].max_winsorise",
        "steps[2].fallback",
        "steps[3]",
        "steps[4]",
        "steps[5]",
        "steps[5].min_data",
        "steps[6]",
        "without",
        "factors[1].argument",
        "factors[2].code",
        "factors[2].weights",
        "factors[2].spread",
        "factors[3].code",
        "factors[3].options",
        "factors[4]",
        "factors[5].options",
        "factors[6].extra",
    }
    assert "«treat» va antes de «normalise»" in found["steps[2]"]
    assert all(message.endswith(".") for message in found.values())


@pytest.mark.parametrize(
    "mapping",
    [
        {"steps": {"step": "rank"}},
        {"steps": [{"step": ["rank"]}]},
        {"steps": [{"step": "normalise", "by": [1]}]},
        {"steps": [{"step": "normalise", "by": {"x": 3}}]},
        {"steps": [{"step": "normalise", "posts": [3, 1]}]},
        {"steps": [{"step": "normalise", "posts": ["a", "b"]}]},
        {"steps": [{"step": "aggregate", "by_level": []}]},
        {"steps": [{"step": "aggregate", "method": {"a": 1}}]},
        {"steps": [{"step": "normalise", "sd": 0}]},
        {"steps": [{"step": "normalise", "low": float("nan")}]},
        {"factors": 3},
        {"factors": [{"code": 3, "weights": 1}]},
        {"factors": [{"code": "w", "weights": {"a": 1}}]},
        {"without": [1]},
    ],
)
def test_odd_shapes_are_faults_and_not_errors(mapping):
    assert faults_of(mapping)


def test_what_the_tables_do_not_have():
    recipe = Recipe.from_mapping(
        {
            "steps": [
                {"step": "impute", "method": "group_mean", "group": "zona"},
                {"step": "normalise", "method": "goalposts", "by": {"z": {"method": "rank"}}},
                {"step": "aggregate", "by_level": ["arithmetic"]},
            ],
            "without": ["w"],
        }
    )
    with pytest.raises(RecipeFaults) as raised:
        build(read_tables(idata(), imeta()), recipe)
    assert {each.where for each in raised.value.faults} == {
        "without",
        "impute.group",
        "normalise.by.z",
        "normalise.by.x",
        "normalise.by.y",
        "aggregate.by_level",
    }


def test_leaving_everything_out_is_a_fault():
    with pytest.raises(RecipeFaults, match="no queda nada"):
        build(read_tables(idata(), imeta()), Recipe().without("P"))
    with pytest.raises(RecipeFaults, match="impute"):
        build(read_tables(idata(), imeta()), Recipe().changing("impute.method", "group_mean"))


@pytest.mark.parametrize("weight", ["given", "balanced"])
def test_a_geometric_mean_of_zeros_says_what_to_do(weight):
    recipe = Recipe().changing("aggregate.method", "geometric").changing("weight.method", weight)
    with pytest.raises(CannotBuild, match="low: 1 y high: 100") as raised:
        build(read_tables(idata(), imeta()), recipe)
    assert "y x tiene cero o negativos" in str(raised.value)  # y has one value: no range


@settings(deadline=None, max_examples=examples(20))
@given(tables(gaps=False, outliers=False, distinct=True))
def test_an_indicator_equal_everywhere_is_said(made):
    for row in made.table.values():
        row["b"] = 7.0
    built = build(read_tables(made.idata, made.imeta), Recipe())
    assert built.scores["b"].null_count() == len(made.table)
    assert "b" in built.step("normalise").what.rpartition("No distinguen")[2]
    assert built.scores["I"].null_count() == 0
