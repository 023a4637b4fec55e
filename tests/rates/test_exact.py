"""Exact intervals of a rate."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from sinasec.methods.rates import rate_interval
from tests.rates.twins import poisson_tail_twin


def test_the_printed_table_of_garwood():
    """95 % limits of counts 0, 1, 10 and 100: the usual table of exact Poisson limits."""
    found = rate_interval([0, 1, 10, 100], [1, 1, 1, 1], level=0.95)
    assert found.low == pytest.approx([0, 0.0253, 4.795, 81.36], abs=5e-3)
    assert found.high == pytest.approx([3.689, 5.572, 18.39, 121.63], abs=5e-3)


@given(count=st.integers(1, 60), level=st.floats(0.5, 0.99))
def test_each_limit_leaves_its_tail_outside(count, level):
    found = rate_interval([count], [1], level)
    tail = (1 - level) / 2
    assert poisson_tail_twin(found.low[0], count) == pytest.approx(tail, abs=1e-9)
    assert poisson.cdf(count, found.high[0]) == pytest.approx(tail, abs=1e-9)


def test_what_is_not_known_stays_so():
    found = rate_interval([np.nan, 5, 0, 0], [100, np.nan, 0, 50])
    assert np.isnan(found.value[:3]).all()
    assert np.isnan(found.high[:3]).all()
    assert found.value[3] == 0
    assert found.low[3] == 0
    assert found.high[3] > 0


def test_the_unit_of_exposure_only_changes_the_unit_of_the_rate():
    per_person = rate_interval([3, 40], [1_000, 9_000])
    per_thousand = rate_interval([3, 40], [1, 9])
    for ours, theirs in zip(
        (per_person.scaled(1_000).low, per_person.scaled(1_000).se),
        (per_thousand.low, per_thousand.se),
        strict=True,
    ):
        assert ours == pytest.approx(theirs, rel=1e-12)


def test_the_interval_covers_at_least_what_it_says():
    """Simulated counts: an exact interval never covers less than its level."""
    means = np.repeat([0.5, 2.0, 7.0, 30.0], 20_000)
    found = rate_interval(np.random.default_rng(1).poisson(means), np.ones(means.size))
    covered = ((found.low <= means) & (means <= found.high)).reshape(4, -1).mean(axis=1)
    assert (covered > 0.895).all()


@pytest.mark.parametrize(
    ("events", "exposure", "words"),
    [
        ([-1], [10], "de cero en adelante"),
        ([np.inf], [10], "finitos"),
        ([1, 2], [10], "forma"),
        ([3], [0], "población cero"),
    ],
)
def test_impossible_values_are_refused_with_a_sentence(events, exposure, words):
    with pytest.raises(ValueError, match=words):
        rate_interval(events, exposure)


def test_a_level_must_be_a_probability():
    with pytest.raises(ValueError, match="nivel de confianza"):
        rate_interval([1], [1], level=90)
