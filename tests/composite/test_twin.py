"""The arrays and the slow twin agree for every option of every step."""

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinasec.methods.composite import CannotBuild, Recipe, build, contributions, read_tables
from sinasec.methods.composite.kernels import aggregating, imputing, normalising, treating
from tests.composite import plain
from tests.composite.made_tables import INDICATORS, LEVELS, NORMALISATIONS, POSTS, tables
from tests.examples import examples

CLOSE = 1e-9
UNHURRIED = settings(deadline=None, max_examples=examples(50))
THOROUGH = settings(deadline=None, max_examples=examples(150))


def cells(frame):
    """{unit: {code: value}} of a frame with uCode."""
    return {row.pop("uCode"): row for row in frame.to_dicts()}


def assert_same(frame, table):
    ours = cells(frame)
    assert list(ours) == list(table)
    for unit, row in table.items():
        for code, value in row.items():
            mine = ours[unit][code]
            if value is None or mine is None:
                assert mine is value, (unit, code, mine, value)
            else:
                assert math.isclose(mine, value, rel_tol=CLOSE, abs_tol=CLOSE), (unit, code)


def run(made, *steps):
    return build(read_tables(made.idata, made.imeta), Recipe.from_mapping({"steps": list(steps)}))


@UNHURRIED
@given(tables(), st.sampled_from([0.0, 0.4, 0.6, 0.8, 1.0]))
def test_screening(made, share):
    expected = plain.screen(made.table, share)
    if not expected:
        with pytest.raises(CannotBuild, match="min_data"):
            run(made, {"step": "screen", "min_data": share})
        return
    built = run(made, {"step": "screen", "min_data": share})
    assert_same(built.step("screen").table, expected)
    assert set(built.left_out) == set(made.table) - set(expected)


@UNHURRIED
@given(tables(), st.sampled_from(["none", "mean", "median", "group_mean", "group_median"]))
def test_imputing(made, method):
    built = run(made, {"step": "impute", "method": method, "group": "uGroup_g"})
    assert_same(built.step("impute").table, plain.impute(made.table, method, made.groups))


@UNHURRIED
@given(tables(), st.sampled_from([1, 1000]))
def test_denominating(made, scale):
    built = run(made, {"step": "denominate", "scale": scale})
    expected = plain.denominate(made.table, made.divisors, scale)
    assert_same(built.step("denominate").table, expected)


@THOROUGH
@given(
    tables(),
    st.integers(0, 4),
    st.sampled_from(["log", "box_cox", "none"]),
    st.sampled_from([(2.0, 3.5), (1.0, 1.0), (0.5, 0.0)]),
)
def test_treating(made, most, fallback, bounds):
    skew, kurtosis = bounds
    built = run(
        made,
        {"step": "treat", "max_winsorise": most, "skew": skew, "kurtosis": kurtosis,
         "fallback": fallback},
    )  # fmt: skip
    expected, words = plain.treat(made.table, most, skew, kurtosis, fallback)
    assert_same(built.step("treat").table, expected)
    assert dict(built.treatments.select("element", "method").rows()) == words


@pytest.mark.parametrize("method", NORMALISATIONS)
@UNHURRIED
@given(made=tables(), low=st.sampled_from([0, 1]))
def test_normalising(method, made, low):
    step = {"step": "normalise", "method": method, "low": low, "mean": 50, "sd": 10}
    expected = plain.normalise(made.table, step, {}, made.directions, POSTS)
    assert_same(run(made, step).normalised, expected)


@UNHURRIED
@given(made=tables(), methods=st.lists(st.sampled_from(NORMALISATIONS), min_size=5, max_size=5))
def test_each_indicator_has_its_own_normalisation(made, methods):
    by = {code: {"method": each} for code, each in zip(INDICATORS, methods, strict=True)}
    step = {"step": "normalise", "low": 1, "high": 10, "by": by}
    expected = plain.normalise(made.table, step, by, made.directions, POSTS)
    assert_same(run(made, step).normalised, expected)


FROM_ZERO = ("fraction_of_max", "goalposts")
MEANS = ("arithmetic", "geometric", "harmonic", "power", "copeland")


@THOROUGH
@given(
    made=tables(),
    normalisation=st.sampled_from(NORMALISATIONS),
    low=st.sampled_from([0, 1]),
    methods=st.tuples(st.sampled_from(MEANS), st.sampled_from(MEANS)),
    p=st.sampled_from([2.0, 0.5, -2.0, 0.0]),
    equal=st.booleans(),
    fills_first=st.booleans(),
)
def test_the_whole_index(made, normalisation, low, methods, p, equal, fills_first):
    fallback = "none" if normalisation in FROM_ZERO else "log"
    filling = [
        {"step": "impute", "method": "group_median", "group": "uGroup_g"},
        {"step": "denominate"},
    ]
    steps = [
        {"step": "screen", "min_data": 0.4},
        *(filling if fills_first else filling[::-1]),
        {"step": "treat", "max_winsorise": 2, "fallback": fallback},
        {"step": "normalise", "method": normalisation, "low": low},
        {"step": "weight", "method": "equal" if equal else "given"},
        {"step": "aggregate", "by_level": methods, "p": p},
    ]
    weights = dict.fromkeys(made.weights, 1.0) if equal else made.weights
    table = plain.screen(made.table, 0.4)
    if not table:
        return
    for fills in (fills_first, not fills_first):
        if fills:
            table = plain.impute(table, "group_median", made.groups)
        else:
            table = plain.denominate(table, made.divisors, 1.0)
    table, _ = plain.treat(table, 2, 2.0, 3.5, fallback)
    table = plain.normalise(table, steps[4], {}, made.directions, POSTS)
    try:
        expected = plain.climb(table, LEVELS, weights, methods, p)
    except plain.Impossible:
        with pytest.raises(CannotBuild, match="low: 1"):
            run(made, *steps)
        return
    built = run(made, *steps)
    assert_same(built.scores, expected)
    for code in ("a", "P", "I"):
        places = plain.ranks({unit: row[code] for unit, row in expected.items()})
        assert dict(built.ranks.select("uCode", code).rows()) == places
    if "copeland" not in methods:
        _adds_up(built)


def _adds_up(built):
    points = contributions(built).group_by("uCode", "level").agg(pl.col("contribution").sum())
    scored = points.join(built.scores.select("uCode", "I"), on="uCode").drop_nulls("I")
    for total, score in scored.select("contribution", "I").rows():
        assert math.isclose(total, score, rel_tol=CLOSE, abs_tol=CLOSE)


@UNHURRIED
@given(tables(gaps=False), st.booleans())
def test_ranking_in_either_order(made, descending):
    built = run(made, {"step": "rank", "descending": descending})
    scores = dict(built.scores.select("uCode", "I").rows())
    expected = plain.ranks(scores, descending)
    assert dict(built.ranks.select("uCode", "I").rows()) == expected


def test_replications_at_once_are_the_same_as_one_by_one():
    seeded = np.random.default_rng(7)
    batch = seeded.lognormal(size=(4, 30, 5))
    batch[seeded.random(batch.shape) < 0.1] = np.nan
    groups = seeded.integers(-1, 3, 30)
    directions = np.array([1, -1, 1, 1, -1])
    weights = seeded.uniform(0.5, 2, (4, 5))
    family = np.array([0, 0, 1, 1, 1])

    def everything(values, weights):
        filled = imputing.group_filled(values, groups, "median")
        done = treating.treated(filled, max_winsorise=2).values
        scaled = normalising.normalised(done, directions, "minmax", low=1)
        return aggregating.aggregated(scaled, weights, family, 2, "geometric")

    together = everything(batch, weights)
    for place in range(4):
        alone = everything(batch[place], weights[place])
        np.testing.assert_allclose(together[place], alone, rtol=1e-12)


@pytest.mark.parametrize("method", ["arithmetic", "geometric", "harmonic", "copeland"])
@pytest.mark.parametrize("gaps", [False, True])
def test_shared_values_and_many_weights_are_the_same_as_one_by_one(method, gaps):
    seeded = np.random.default_rng(11)
    values = seeded.uniform(1, 100, (20, 4))
    if gaps:
        values[seeded.random(values.shape) < 0.2] = np.nan
    weights = seeded.uniform(0.5, 2, (6, 4))
    family = np.array([0, 1, 1, 0])
    together = aggregating.aggregated(values, weights, family, 2, method)
    assert together.shape == (6, 20, 2)
    for place in range(6):
        alone = aggregating.aggregated(values, weights[place], family, 2, method)
        np.testing.assert_allclose(together[place], alone, rtol=1e-12)
