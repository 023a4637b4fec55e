"""The audit of an index against hand values and plain twins."""

from itertools import combinations

import numpy as np
import polars as pl
import pytest
from scipy import stats

from sinasec.methods.composite import (
    Recipe,
    build,
    coherence,
    collinearity,
    correlations,
    effective_weights,
    rank_shift,
    read_tables,
    removals,
    strengths,
)
from tests.composite.made_up import STEPS, idata, imeta

# Three indicators, two levels above: x and y make A (weights 1 and 3), z makes B alone; A weighs 2
# and B 1 in I. `z` counts against.
PRINTED = pl.DataFrame(
    {
        "uCode": ["p", "q", "r", "s"],
        "x": [0.0, 10.0, 20.0, 40.0],
        "y": [1.0, 2.0, 4.0, 5.0],
        "z": [5.0, 1.0, 4.0, 0.0],
    }
)
PRINTED_META = pl.DataFrame(
    {
        "iCode": ["x", "y", "z", "A", "B", "I"],
        "Level": [1, 1, 1, 2, 2, 3],
        "Parent": ["A", "A", "B", "I", "I", None],
        "Direction": [1, 1, -1, 1, 1, 1],
        "Weight": [1, 3, 1, 2, 1, 1],
        "Type": ["Indicator"] * 3 + ["Aggregate"] * 3,
    }
)


@pytest.fixture(scope="module")
def printed():
    return build(read_tables(PRINTED, PRINTED_META), Recipe())


@pytest.fixture(scope="module")
def recipe():
    return Recipe.from_mapping({"steps": STEPS})


@pytest.fixture(scope="module")
def tables():
    return read_tables(idata(), imeta())


@pytest.fixture(scope="module")
def built(tables, recipe):
    return build(tables, recipe)


def test_nominal_weights_multiply_down_the_tree(printed):
    found = effective_weights(printed)
    assert found["element"].to_list() == ["x", "y", "z", "A", "B", "I"]
    expected = [2 / 3 / 4, 2 / 3 * 3 / 4, 1 / 3, 2 / 3, 1 / 3, 1]
    assert found["nominal"].to_list() == pytest.approx(expected)


def test_effective_weights_are_shares_of_squared_correlation(printed):
    found = effective_weights(printed)
    index = printed.scores["I"].to_numpy()
    for codes in (["x", "y", "z"], ["A", "B"], ["I"]):
        squared = [np.corrcoef(printed.scores[code], index)[0, 1] ** 2 for code in codes]
        own = found.filter(pl.col("element").is_in(codes))["effective"].to_list()
        assert own == pytest.approx([each / sum(squared) for each in squared])
        assert sum(own) == pytest.approx(1)


def test_correlations_are_scipys_with_the_direction_applied(built):
    found = correlations(built)
    pairs = set(found.select("a", "b").rows())
    assert set(combinations("abcdef", 2)) <= pairs
    assert {("A", "B"), ("a", "A"), ("a", "I"), ("A", "I"), ("f", "B")} <= pairs
    assert ("a", "B") not in pairs
    assert len(pairs) == found.height == 15 + 1 + 6 * 2 + 2
    for row in found.iter_rows(named=True):
        both = built.scores.select(row["a"], row["b"]).drop_nulls().to_numpy()
        linear, ranks = stats.pearsonr(*both.T), stats.spearmanr(*both.T)
        assert row["units"] == len(both)
        assert row["pearson"] == pytest.approx(linear.statistic)
        assert row["pearson_p"] == pytest.approx(linear.pvalue, abs=1e-12)
        assert row["spearman"] == pytest.approx(ranks.statistic)
        assert row["spearman_p"] == pytest.approx(ranks.pvalue, abs=1e-12)
    # «c» counts against: raw values that rise together with «a» are correlated the other way.
    raw = pl.DataFrame(built.tables.values[:, [0, 2]]).fill_nan(None).drop_nulls().to_numpy()
    assert stats.spearmanr(*raw.T).statistic > 0.2
    assert found.filter(a="a", b="c")["spearman"].item() < -0.2


def test_coherence_by_hand(printed):
    rows = {row["element"]: row for row in coherence(printed).iter_rows(named=True)}
    x, y = printed.scores["x"].to_numpy(), printed.scores["y"].to_numpy()
    alpha = 2 * (1 - (x.var(ddof=1) + y.var(ddof=1)) / (x + y).var(ddof=1))
    assert rows["A"]["indicators"] == 2
    assert rows["A"]["alpha"] == pytest.approx(alpha)
    assert rows["A"]["first_component"] == pytest.approx((1 + np.corrcoef(x, y)[0, 1]) / 2)
    assert rows["B"] == {"element": "B", "indicators": 1, "alpha": None, "first_component": None}
    assert rows["I"]["indicators"] == 3


def test_collinearity_by_hand(printed):
    rows = {row["element"]: row for row in collinearity(printed).iter_rows(named=True)}
    x, y, z = (printed.scores[code].to_numpy() for code in "xyz")
    others = np.column_stack([np.ones(4), y, z])
    left = x - others @ np.linalg.lstsq(others, x)[0]
    assert rows["x"]["vif"] == pytest.approx(x.var() / left.var())
    r = np.corrcoef(x, y)[0, 1]
    assert rows["A"]["condition"] == pytest.approx(np.sqrt((1 + r) / (1 - r)))
    assert rows["A"]["vif"] is None
    assert rows["x"]["condition"] is None


def test_removing_is_building_from_tables_without_it(tables, recipe, built):
    found = removals(tables, recipe, top=10)
    assert found["element"].to_list() == ["a", "b", "c", "d", "e", "f", "A", "B"]
    for row in found.iter_rows(named=True):
        gone = [row["element"]]
        gone += [each.code for each in tables.tree.indicators if each.parent in gone]
        meta = imeta().filter(~pl.col("iCode").is_in(gone))
        data = idata().drop([name for code in gone for name in (code, f"{code}_se")], strict=False)
        data = data.drop([] if "d" not in gone else ["people"])
        meta = meta.filter((pl.col("iCode") != "people") | ("d" not in gone))
        other = build(read_tables(data, meta), recipe)
        ranks = pl.DataFrame({"uCode": list(tables.units)})
        ranks = ranks.join(built.ranks.select("uCode", a="I"), on="uCode", how="left")
        ranks = ranks.join(other.ranks.select("uCode", b="I"), on="uCode", how="left").fill_null(0)
        shift = rank_shift(ranks["a"], ranks["b"], top=10)
        assert row["spearman"] == pytest.approx(shift.spearman)
        assert row["mean_shift"] == pytest.approx(shift.mean)
        assert (row["max_shift"], row["enter"], row["leave"]) == (
            shift.max,
            shift.enter,
            shift.leave,
        )
    assert found["mean_shift"].min() > 0


def test_what_cannot_be_removed_has_nulls(printed):
    meta = PRINTED_META.filter(pl.col("iCode").is_in(["x", "y", "A", "I"]))
    found = removals(read_tables(PRINTED.drop("z"), meta), Recipe(), top=2)
    assert found.filter(element="A").row(0)[1:] == (None,) * 5
    assert found.filter(element="x")["mean_shift"].item() is not None


def test_strengths_of_a_printed_unit(printed):
    # «r»: 2nd of 4 in x and y, 3rd in z (where less is more).
    found = strengths(printed, "r", n=1)
    assert found.rows() == [("x", "alto", 50.0, 2, 4), ("z", "bajo", 20.0, 3, 4)]
    both = strengths(printed, "r", n=5)
    assert both["element"].to_list() == ["x", "y", "z"]
    assert both["side"].to_list() == ["alto", "alto", "bajo"]


def test_strengths_are_the_extreme_places_of_the_unit(built):
    for unit in built.ranks["uCode"].to_list()[:20]:
        found = strengths(built, unit, n=2)
        row = built.ranks.filter(uCode=unit).select(list("abcdef")).row(0, named=True)
        counts = {code: built.ranks[code].count() for code in row}
        share = {code: (row[code] - 1) / (counts[code] - 1) for code in row if row[code]}
        high = found.filter(side="alto")["element"].to_list()
        low = found.filter(side="bajo")["element"].to_list()
        assert max(share[code] for code in high) <= min(share[code] for code in low)
        assert [share[code] for code in high] == sorted(share.values())[: len(high)]
        assert [share[code] for code in low] == sorted(share.values(), reverse=True)[: len(low)]


def test_a_unit_that_is_not_in_the_index_is_said(printed):
    with pytest.raises(KeyError, match="«zz» no está"):
        strengths(printed, "zz")
