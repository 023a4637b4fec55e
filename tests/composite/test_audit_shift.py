"""Distance between two rankings, against hand values and SciPy."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from sinasec.methods.composite.audits.shift import mean_shifts, rank_shift, top_stability


def test_by_hand():
    found = rank_shift([1, 2, 3, 4, 5], [2, 1, 5, 4, 3], top=3)
    assert found.units == 5
    assert found.mean == pytest.approx(6 / 5)
    assert found.max == 2
    assert found.spearman == pytest.approx(1 - 6 * 10 / (5 * 24))  # Σd² = 1+1+4+0+4
    assert (found.enter, found.leave) == (1, 1)


def test_units_without_a_rank_do_not_shift_but_may_leave():
    found = rank_shift([1, 2, 3, 0], [1, np.nan, 2, 3], top=2)
    assert found.units == 2
    assert (found.mean, found.max) == (0.5, 1)
    assert (found.enter, found.leave) == (1, 1)


def test_spearman_is_scipys_with_ties():
    random = np.random.default_rng(1)
    a, b = random.integers(1, 30, 200), random.integers(1, 30, 200)
    assert rank_shift(a, b, top=5).spearman == pytest.approx(spearmanr(a, b).statistic)


def test_nothing_in_common_or_no_variation_has_no_correlation():
    assert np.isnan(rank_shift([1, 0], [0, 1], top=1).mean)
    assert np.isnan(rank_shift([1, 1], [1, 2], top=1).spearman)


def test_by_draw_it_is_the_same_one_by_one():
    random = np.random.default_rng(2)
    nominal = random.permutation(60) + 1.0
    nominal[:3] = np.nan
    ranks = np.stack([random.permutation(60) + 1 for _ in range(25)]).astype(np.int32)
    ranks[:, 5] = 0
    ranks[4, 10:20] = 0
    means, kept = mean_shifts(nominal, ranks), top_stability(nominal, ranks, 10)
    first = (nominal <= 10).sum()
    for row, mean, share in zip(ranks, means, kept, strict=True):
        shift = rank_shift(nominal, row, top=10)
        assert mean == pytest.approx(shift.mean)
        assert share == pytest.approx((first - shift.leave) / first)
