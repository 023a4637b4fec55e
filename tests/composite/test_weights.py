"""Weights that come from the data do what they say."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sinasec.methods.composite import CannotBuild, Recipe, Tree, build, read_tables
from sinasec.methods.composite.kernels import aggregating, weighting
from sinasec.methods.composite.replays.climbing import climb


def correlated(units=200, seed=3, spread=(1.0, 5.0, 0.2, 2.0)):
    seeded = np.random.default_rng(seed)
    common = seeded.normal(size=(units, 1))
    loads = np.array([0.9, 0.6, 0.3, 0.5])
    return (common * loads + seeded.normal(size=(units, 4)) * 0.5) * spread + 20


def plain_correlation(x, y):
    return float(np.corrcoef(x, y)[0, 1])


def test_balanced_weights_make_every_correlation_equal():
    values = correlated()
    weights = weighting.balanced(values)
    found = [plain_correlation(values[:, place], values @ weights) for place in range(4)]
    assert weights.sum() == pytest.approx(1)
    assert np.ptp(found) < 1e-9


@pytest.mark.parametrize("method", ["geometric", "harmonic"])
def test_balanced_weights_for_other_means(method):
    values = correlated() + 5
    family = np.zeros(4, np.intp)

    def mean(siblings, weights):
        return aggregating.aggregated(siblings, weights, family, 1, method)[..., 0]

    weights = weighting.balanced(values, mean)
    found = [plain_correlation(values[:, place], mean(values, weights)) for place in range(4)]
    assert np.ptp(found) < 1e-9


def test_a_sibling_that_the_others_already_imply_gets_zero_and_correlates_more():
    seeded = np.random.default_rng(5)
    first, second = seeded.normal(size=(2, 300))
    values = np.stack([first, second, first + second], axis=1)
    values += seeded.normal(size=values.shape) * 0.05
    weights = weighting.balanced(values)
    found = [plain_correlation(values[:, place], values @ weights) for place in range(3)]
    assert weights[2] == 0
    assert found[0] == pytest.approx(found[1], abs=1e-9)
    assert found[2] > found[0]
    others = [
        np.array([share, other, 1 - share - other])
        for share in np.linspace(0.05, 0.9, 18)
        for other in np.linspace(0.05, 0.9, 18)
        if share + other < 1
    ]
    least = max(min(weighting.influence(values, values @ each)) for each in others)
    assert min(found) >= least  # no other weights do better by the sibling worst treated


def test_balanced_weights_of_many_replications_are_those_of_each():
    batch = np.stack([correlated(seed=seed) for seed in range(3)])
    together = weighting.balanced(batch)
    for place in range(3):
        np.testing.assert_allclose(together[place], weighting.balanced(batch[place]), rtol=1e-9)


def test_pca_weights_are_the_squared_loadings_of_the_first_component():
    values = correlated()
    matrix = np.corrcoef(values.T)
    vector = np.ones(4)
    for _ in range(5000):  # power iteration, by hand
        vector = matrix @ vector
        vector /= np.sqrt((vector**2).sum())
    np.testing.assert_allclose(weighting.principal(values), vector**2, rtol=1e-9)


def frames(values):
    codes = ["a", "b", "c", "d"]
    idata = pl.DataFrame({"uCode": [f"u{n}" for n in range(len(values))]}).with_columns(
        pl.Series(code, values[:, place]) for place, code in enumerate(codes)
    )
    imeta = pl.DataFrame(
        {
            "iCode": [*codes, "P", "Q", "I"],
            "Level": [1, 1, 1, 1, 2, 2, 3],
            "Parent": ["P", "P", "Q", "Q", "I", "I", ""],
            "Direction": [1, 1, 1, -1, 1, 1, 1],
            "Weight": [1, 2, 3, 4, 5, 6, None],
            "Type": ["Indicator"] * 4 + ["Aggregate"] * 3,
        }
    )
    return read_tables(idata, imeta)


def built(values, weight, aggregate="arithmetic"):
    steps = [
        {"step": "normalise", "low": 1},
        {"step": "weight", "method": weight},
        {"step": "aggregate", "method": aggregate},
    ]
    return build(frames(values), Recipe.from_mapping({"steps": steps}))


@pytest.mark.parametrize("aggregate", ["arithmetic", "geometric"])
def test_the_built_index_is_balanced_at_every_level(aggregate):
    index = built(correlated(), "balanced", aggregate)
    scores = index.scores
    for parent, children in (("P", "ab"), ("I", "PQ")):
        first, second = (
            plain_correlation(scores[child].to_numpy(), scores[parent].to_numpy())
            for child in children
        )
        assert first == pytest.approx(second, abs=1e-9)
    assert "Mayor diferencia de correlación" in index.step("weight").what


def test_given_weights_are_shared_among_siblings():
    weights = dict(built(correlated(), "given").weights.select("iCode", "Weight").rows())
    assert weights["a"] == pytest.approx(1 / 3)
    assert weights["d"] == pytest.approx(4 / 7)
    assert weights["Q"] == pytest.approx(6 / 11)
    assert weights["I"] == 1


@pytest.mark.parametrize("weight", ["pca", "balanced"])
def test_weights_that_cannot_be_computed_are_a_sentence(weight):
    values = correlated(units=6)
    values[:4, 0] = np.nan
    with pytest.raises(CannotBuild, match="tres unidades"):
        built(values, weight)
    values = correlated(units=6)
    values[:, 1] = 7.0
    with pytest.raises(CannotBuild, match="«P»"):
        built(values, weight)


@pytest.mark.parametrize("method", ["arithmetic", "geometric", "copeland"])
def test_an_aggregate_left_with_no_weight_is_not_known(method):
    tables = frames(correlated())
    some = [replace(element, weight=0.0) if element.code == "b" else element
            for element in tables.tree.elements]  # fmt: skip
    tables = replace(tables, tree=Tree.of(some))
    steps = [{"step": "normalise", "low": 1}, {"step": "aggregate", "by_level": [method, "power"]}]
    index = build(tables, Recipe.from_mapping({"steps": steps}).without("a"))
    assert index.scores["P"].null_count() == index.scores.height
    if method != "copeland":
        np.testing.assert_allclose(index.scores["I"], index.scores["Q"], rtol=1e-12)
    assert dict(index.weights.select("iCode", "Weight").rows())["b"] is None


def test_multipliers_are_other_weights_many_at_once():
    tables = frames(correlated())
    ready = build(tables, Recipe()).climbed.scores[0]
    steps = Recipe().steps
    factors = np.random.default_rng(2).uniform(0.75, 1.25, (3, 4))
    together = climb(ready, tables.tree, steps.weight, steps.aggregate, (factors, None))
    assert together.index.shape == (3, 200)
    for place in range(3):
        own = [
            replace(element, weight=element.weight * factors[place, n]) if n < 4 else element
            for n, element in enumerate(tables.tree.elements)
        ]
        alone = build(replace(tables, tree=Tree.of(own)), Recipe()).climbed
        np.testing.assert_allclose(together.index[place], alone.index, rtol=1e-12)
        np.testing.assert_allclose(together.weights[0][place], alone.weights[0], rtol=1e-12)
