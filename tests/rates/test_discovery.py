"""False-discovery control."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinasec.methods.rates import false_discovery

chances = st.lists(st.one_of(st.just(float("nan")), st.floats(0, 1)), min_size=1, max_size=30)


def twin(p):
    """Benjamini and Hochberg: the largest i with p(i) <= i q / m, as the smallest q that does."""
    known = sorted(value for value in p if value == value)
    return [
        value
        if value != value
        else min(
            1.0,
            min(
                other * len(known) / (rank + 1)
                for rank, other in enumerate(known)
                if other >= value
            ),
        )
        for value in p
    ]


def test_the_textbook_example():
    """Five tests: 0.01 × 5, 0.02 × 5/2, 0.03 × 5/3, 0.04 × 5/4 and 0.9."""
    assert false_discovery([0.01, 0.02, 0.03, 0.04, 0.9]) == pytest.approx([0.05] * 4 + [0.9])


@given(chances)
def test_the_slow_twin_says_the_same(p):
    assert false_discovery(p) == pytest.approx(twin(p), nan_ok=True)


@given(chances)
def test_it_keeps_the_order_and_never_lowers_a_p(p):
    q, p = false_discovery(p), np.array(p)
    known = ~np.isnan(p)
    assert (np.isnan(q) == ~known).all()
    assert (q[known] >= p[known] - 1e-15).all()
    assert (np.diff(q[known][np.argsort(p[known])]) >= -1e-15).all()


@given(chances, st.floats(0, 1))
def test_a_smaller_p_gives_no_larger_q(p, factor):
    assert (false_discovery(np.array(p) * factor) <= false_discovery(p) + 1e-12)[~np.isnan(p)].all()


def test_under_dependence_it_is_stricter():
    p = np.array([0.001, 0.02, np.nan, 0.3])
    harmonic = 1 + 1 / 2 + 1 / 3
    assert false_discovery(p, "by")[0] == pytest.approx(false_discovery(p)[0] * harmonic)


def test_the_share_of_false_discoveries_is_kept():
    """SIMULADO: 1,000 tests, 200 of them with an effect: false ones under 10 % of those called."""
    from scipy.stats import norm

    random, shares = np.random.default_rng(81), []
    effect = np.where(np.arange(1_000) < 200, 3.0, 0.0)
    for _ in range(100):
        called = false_discovery(2 * norm.sf(np.abs(random.normal(effect)))) <= 0.1
        shares.append((called & (effect == 0)).sum() / max(called.sum(), 1))
    assert 0.06 < np.mean(shares) <= 0.1


def test_a_p_out_of_range_is_refused():
    with pytest.raises(ValueError, match="entre 0 y 1"):
        false_discovery([0.2, 1.2])
