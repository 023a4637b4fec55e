"""Direct and indirect standardisation."""

import numpy as np
import pytest

from sinasec.methods.rates import direct_standardised, indirect_standardised, rate_interval
from tests.rates.peers import quiet, undisturbed

# Two districts, young and old; a standard population of 60 and 40.
EVENTS = [[10, 30], [40, 5]]
EXPOSURE = [[1_000, 1_000], [2_000, 500]]
STANDARD = [60, 40]


def test_direct_by_hand():
    """0.6 × 10/1000 + 0.4 × 30/1000 = 0.018; 0.6 × 40/2000 + 0.4 × 5/500 = 0.016."""
    found = direct_standardised(EVENTS, EXPOSURE, STANDARD)
    assert found.value == pytest.approx([0.018, 0.016])
    assert found.se[0] == pytest.approx((0.0006**2 * 10 + 0.0004**2 * 30) ** 0.5)


@quiet
def test_the_interval_is_that_of_fay_and_feuer_in_esda():
    random = np.random.default_rng(21)
    exposure = random.integers(200, 9_000, (50, 4)).astype(float)
    events = random.poisson(exposure * [0.001, 0.004, 0.002, 0.01]) + 1.0
    standard = np.array([300.0, 200, 100, 50])
    with undisturbed():
        from esda.smoothing import direct_age_standardization

        theirs = direct_age_standardization(
            events.ravel(), exposure.ravel(), np.tile(standard, 50), 50, alpha=0.10
        )
    found = direct_standardised(events, exposure, standard)
    assert np.column_stack([found.value, found.low, found.high]) == pytest.approx(np.array(theirs))


def test_one_stratum_is_the_exact_interval_of_a_count():
    alone = direct_standardised([[7], [0]], [[900], [500]], [1])
    exact = rate_interval([7, 0], [900, 500])
    assert alone.low == pytest.approx(exact.low)
    assert alone.high == pytest.approx(exact.high)


def test_indirect_by_hand():
    """Expected at 0.01 and 0.02: 1000 × 0.01 + 1000 × 0.02 = 30; 2000 × 0.01 + 500 × 0.02 = 30."""
    found = indirect_standardised([40, 45], EXPOSURE, [0.01, 0.02])
    assert found.value == pytest.approx([40 / 30, 1.5])
    assert found.high == pytest.approx(rate_interval([40, 45], [30, 30]).high)
    assert found.scaled(0.015).value == pytest.approx([0.02, 0.0225])


def test_a_standard_of_equal_rates_makes_both_the_crude_rate():
    """If strata do not differ, standardising changes nothing."""
    events, exposure = [[10, 20]], [[1_000, 2_000]]
    assert direct_standardised(events, exposure, [5, 3]).value == pytest.approx([0.01])
    assert indirect_standardised([30], exposure, [0.01, 0.01]).value == pytest.approx([1])


def test_what_is_not_known_stays_so():
    nan = np.nan
    direct = direct_standardised(
        [[1, nan], [1, 2], [0, 0], [1, 1]], [[10, 10], [10, 0.0001], [10, 0], [9, 9]], STANDARD
    )
    assert np.isnan(direct.value).tolist() == [True, False, True, False]
    assert np.isnan(direct.high).tolist() == [True, False, True, False]
    indirect = indirect_standardised(
        [nan, 3, 0, 3], [[10, 10], [nan, 5], [0, 0], [10, 10]], [0.1, 0.1]
    )
    assert np.isnan(indirect.value).tolist() == [True, True, True, False]


def test_the_direct_interval_covers_at_least_what_it_says():
    random = np.random.default_rng(22)
    exposure = np.tile([500.0, 3_000, 800], (20_000, 1))
    rates = np.array([0.002, 0.001, 0.006])
    found = direct_standardised(random.poisson(exposure * rates), exposure, [1, 1, 1])
    truth = rates.mean()
    assert np.mean((found.low <= truth) & (truth <= found.high)) > 0.895
