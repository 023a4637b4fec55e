"""Single kernels against other people's figures and by hand."""

import statistics

import numpy as np
import pytest
import scipy.stats

from sinasec.methods.composite.kernels import (
    aggregating,
    imputing,
    moments,
    normalising,
    ranking,
    treating,
)
from tests.composite import plain


def test_skewness_and_kurtosis_are_those_of_scipy_without_bias():
    values = np.random.default_rng(1).lognormal(size=(7, 40))
    skew, kurtosis = moments.shape_of(values)
    np.testing.assert_allclose(skew, scipy.stats.skew(values, axis=1, bias=False))
    np.testing.assert_allclose(kurtosis, scipy.stats.kurtosis(values, axis=1, bias=False))


def test_the_lambda_is_the_likeliest_of_the_grid_as_scipy_has_it():
    values = np.random.default_rng(2).lognormal(size=60)
    _, lambdas = treating.rescaled(values[None], np.ones(1), "box_cox")
    positive = values - values.min() + 0.01 * np.ptp(values)
    best, _ = scipy.stats.boxcox_normmax(positive, method="mle"), None
    assert abs(lambdas[0] - best) <= 0.05 + 1e-9


@pytest.mark.parametrize("fallback", ["log", "box_cox", "none"])
@pytest.mark.parametrize("most", [0, 1, 5, 400])
def test_many_units_are_treated_as_one_by_one(most, fallback):
    seeded = np.random.default_rng(most)
    values = np.column_stack(
        [
            seeded.lognormal(sigma=1.5, size=300),
            -seeded.lognormal(sigma=0.8, size=300),
            seeded.normal(size=300),
            np.append(seeded.normal(size=297), [30.0, 30.0, -40.0]),
            np.append(seeded.integers(0, 3, 295), [20, 20, 30, 40, 1e6]),
            np.append(np.zeros(290), seeded.integers(1, 4, 10)),
        ]
    )
    values[seeded.random(values.shape) < 0.1] = np.nan
    done = treating.treated(values, max_winsorise=most, fallback=fallback)
    for place in range(values.shape[1]):
        known = ~np.isnan(values[:, place])
        expected, word = plain.treat_values(values[known, place].tolist(), most, 2.0, 3.5, fallback)
        np.testing.assert_allclose(done.values[known, place], expected, rtol=1e-9)
        assert treating.METHODS[done.method[place]] == word
        assert np.isnan(done.values[~known, place]).all()


def test_one_high_value_is_brought_to_the_next():
    """COINr's own test: 1 to 10 and 100 passes after moving one point to 10."""
    values = np.array([*range(1, 11), 100.0])[:, None]
    done = treating.treated(values)
    assert done.values[:, 0].tolist() == [*range(1, 11), 10.0]
    assert (done.points[0], treating.METHODS[done.method[0]]) == (1, "winsorizado")
    assert done.passed[0]


def test_when_the_points_do_not_reach_the_scale_changes_from_the_values_as_they_came():
    values = np.array([*range(1, 21), 100.0, 200.0])[:, None]
    done = treating.treated(values, max_winsorise=1)
    expected = np.log(values - 1 + 0.01 * 199)
    np.testing.assert_allclose(done.values, expected)
    assert (done.points[0], treating.METHODS[done.method[0]]) == (0, "logaritmo")


def test_a_low_tail_is_turned_before_the_logarithm_and_keeps_its_order():
    values = -np.random.default_rng(3).lognormal(sigma=2, size=(40, 1))
    done = treating.treated(values, max_winsorise=0)
    assert treating.METHODS[done.method[0]] == "logaritmo"
    assert (np.argsort(done.values[:, 0]) == np.argsort(values[:, 0])).all()
    assert abs(done.skew_after[0]) < abs(done.skew_before[0])


def test_tied_outliers_move_together_or_not_at_all():
    values = np.array([*range(1, 31), 500.0, 500.0])[:, None]
    assert treating.treated(values, max_winsorise=2, fallback="none").points[0] == 2
    untouched = treating.treated(values, max_winsorise=1, fallback="none")
    assert untouched.points[0] == 0
    assert treating.METHODS[untouched.method[0]] == "ninguno"
    assert not untouched.passed[0]


def test_winsorising_never_makes_all_units_equal():
    values = np.array([0.0] * 30 + [1.0])[:, None]
    done = treating.treated(values, fallback="none")
    assert done.points[0] == 0
    assert np.ptp(done.values) == 1


def test_at_both_bounds_nothing_is_out():
    """|skew| > 2 and kurtosis > 3.5 must both hold, strictly."""
    values = np.random.default_rng(8).lognormal(size=(50, 1))
    skew, kurtosis = (each[0] for each in moments.shape_of(values.T))
    assert treating.treated(values, skew=skew, kurtosis=kurtosis - 1).method[0] == 0
    assert treating.treated(values, skew=skew - 1e-9, kurtosis=kurtosis).method[0] == 0
    assert treating.treated(values, skew=skew - 1e-9, kurtosis=kurtosis - 1e-9).method[0] > 0


def test_a_constant_divided_is_still_constant():
    counts = np.arange(1.0, 50.0)
    shares = (0.1 * counts / counts)[:, None]
    assert np.ptp(shares) > 0  # the division leaves its rounding
    for method in ("minmax", "zscore", "distance_to_max"):
        assert np.isnan(normalising.normalised(shares, np.array([1]), method)).all()
    assert (normalising.normalised(shares, np.array([1]), "rank") == 1).all()


X = np.array([2.0, 8.0, 4.0, 4.0, np.nan])
CONVENTIONS = {
    # COINr 1.1.14: n_minmax, n_zscore, n_rank, n_prank, n_borda, n_dist2max, n_fracmax, n_goalposts
    "minmax": [0, 100, 100 / 3, 100 / 3],
    "rank": [1, 4, 2, 2],
    "percentile": [0, 100, 100 / 3, 100 / 3],
    "borda": [0, 3, 1, 1],
    "distance_to_max": [0, 100, 100 / 3, 100 / 3],
    "fraction_of_max": [25, 100, 50, 50],
    "goalposts": [0, 100, 25, 25],
}
BACKWARDS = {
    "minmax": [100, 0, 200 / 3, 200 / 3],
    "rank": [4, 1, 2, 2],
    "percentile": [100, 0, 100 / 3, 100 / 3],
    "borda": [3, 0, 1, 1],
    "distance_to_max": [100, 0, 200 / 3, 200 / 3],
    "fraction_of_max": [75, 0, 50, 50],
    "goalposts": [100, 0, 75, 75],
}


@pytest.mark.parametrize(("direction", "expected"), [(1, CONVENTIONS), (-1, BACKWARDS)])
@pytest.mark.parametrize("method", CONVENTIONS)
def test_each_normalisation_by_hand(direction, expected, method):
    found = normalising.normalised(
        X[:, None], np.array([direction]), method, posts=np.array([[3.0, 7.0]])
    )[:, 0]
    np.testing.assert_allclose(found[:4], expected[method])
    assert np.isnan(found[4])


def test_the_z_score_by_hand():
    found = normalising.normalised(X[:, None], np.array([-1]), "zscore", mean=50, sd=10)[:, 0]
    known = [2.0, 8.0, 4.0, 4.0]
    spread = statistics.stdev(known)
    np.testing.assert_allclose(found[:4], [50 - 10 * (x - 4.5) / spread for x in known])


def test_ranks_forgive_the_order_of_additions():
    one, other = 0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1
    assert one != other
    assert ranking.ranked(np.array([one, other, 5.0])).tolist() == [2, 2, 1]
    cancelled = 0.1 + 0.2 - 0.3
    assert ranking.ranked(np.array([cancelled, 0.0, -1.0, np.nan])).tolist() == [1, 1, 3, 0]


def test_ten_digits():
    found = ranking.rounded(np.array([123456789.0512, -0.0123456789012, 0.0, 1e300, np.nan]))
    assert found[:4].tolist() == [123456789.1, -0.01234567890, 0.0, 1e300]
    assert np.isnan(found[4])


def linear(units=60, seed=4):
    seeded = np.random.default_rng(seed)
    factors = seeded.normal(size=(units, 2))
    return factors @ np.array([[1, 2, 0, 1], [0, 1, 1, -1.0]]) + 10


def test_iterative_imputation_finds_what_the_others_imply():
    """With four indicators made of two factors a gap is implied by the other three."""
    whole = linear()
    gaps = whole.copy()
    seeded = np.random.default_rng(9)
    for row in seeded.choice(60, 15, replace=False):
        gaps[row, seeded.integers(4)] = np.nan
    filled = imputing.iteratively_filled(gaps, seed=1)
    np.testing.assert_allclose(filled, whole, atol=0.02)
    np.testing.assert_array_equal(filled[~np.isnan(gaps)], gaps[~np.isnan(gaps)])
    np.testing.assert_array_equal(filled, imputing.iteratively_filled(gaps, seed=1))


def test_iterative_imputation_leaves_what_nobody_knows():
    values = np.column_stack([linear(), np.full(60, np.nan)])
    values[3, 0] = np.nan
    filled = imputing.iteratively_filled(values, seed=1)
    assert np.isnan(filled[:, 4]).all()
    assert not np.isnan(filled[:, :4]).any()
    with pytest.raises(ValueError, match="una tabla a la vez"):
        imputing.iteratively_filled(values[None], seed=1)


def test_a_draw_is_a_draw_whatever_the_order_of_the_weights():
    """Ahead by 1/10 and 2/10, behind by 3/10: a draw, though in floating point it is 5e-17."""
    values = np.array([[1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]])
    weights = np.array([0.1, 0.2, 0.3, 0.4])
    assert weights.sum() == 1
    assert weights[0] + weights[1] - weights[2] != 0
    assert aggregating.copeland(values, weights).tolist() == [0, 0]


def test_a_duel_is_not_won_by_rounding():
    """SIMULADO: two sums of the same thing in another order differ in their last bit."""
    one, other = 0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1
    assert one != other
    values = np.array([[one, 1.0], [other, 1.0], [5.0, 5.0]])
    found = aggregating.copeland(values, np.array([0.5, 0.5]))
    np.testing.assert_array_equal(found, [-1, -1, 2])
