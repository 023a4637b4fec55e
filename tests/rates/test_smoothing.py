"""Empirical Bayes over all units."""

from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.stats import gamma

from sinasec.methods.rates import eb_global, rate_interval
from sinasec.methods.rates.likeliest import curvature, likeliest_gamma, misfit, slope
from sinasec.methods.rates.prior import by_likelihood
from tests.rates.maps import made_counts
from tests.rates.peers import quiet, undisturbed
from tests.rates.twins import adjusted_likelihood_twin, marshall_twin

METHODS = ("likelihood", "moments")
numbers = st.lists(
    st.tuples(st.integers(0, 80), st.integers(1, 100_000)), min_size=2, max_size=12
).filter(lambda rows: any(events for events, _ in rows))


def test_a_map_small_enough_for_paper():
    """Events 2, 0 and 10 among 10, 10 and 20 persons: mean 0.3; variance 0.0275 by moments.

    The spread is (10 × 0.01 + 10 × 0.09 + 20 × 0.04) / 40 = 0.045; less 0.3 / (40 / 3) = 0.0225.
    """
    found = eb_global([2, 0, 10], [10, 10, 20], method="moments")
    weight = 0.0225 / (0.0225 + 0.03)
    assert found.prior_mean == pytest.approx(0.3)
    assert found.weight[:2] == pytest.approx(weight)
    assert found.value[0] == pytest.approx(weight * 0.2 + (1 - weight) * 0.3)
    assert found.value[2] == pytest.approx(0.6 * 0.5 + 0.4 * 0.3)


@given(numbers)
@settings(deadline=None)
def test_moments_are_those_of_marshall(rows):
    events, exposure = map(list, zip(*rows, strict=True))
    found = eb_global(events, exposure, method="moments")
    assert found.value == pytest.approx(marshall_twin(events, exposure), rel=1e-9)


@quiet
def test_moments_are_those_of_esda():
    with undisturbed():
        from esda.smoothing import Empirical_Bayes

        events, exposure = made_counts(400, seed=2)
        theirs = Empirical_Bayes(events, exposure).r.ravel()
    assert eb_global(events, exposure, method="moments").value == pytest.approx(theirs, rel=1e-12)


def test_the_likeliest_gamma_is_found():
    """A blind search over the plain formula ends in the same place."""
    events, exposure = made_counts(60, seed=3)
    common = events.sum() / exposure.sum()

    def plain(place):
        mean, shape = np.exp(place) * [common, 1]
        return -adjusted_likelihood_twin(mean, shape, events.tolist(), exposure.tolist())

    blind = minimize(plain, [0.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-8})
    found = by_likelihood(events, exposure)
    assert [found.mean, found.shape] == pytest.approx(np.exp(blind.x) * [common, 1], rel=1e-5)


def test_the_search_ends_where_the_slope_is_flat():
    """So flat that the last digits do not depend on the machine."""
    events, exposure = made_counts(300, seed=3)
    expected = exposure * events.sum() / exposure.sum()
    place = np.log(likeliest_gamma(events, expected))
    assert np.abs(slope(place, events, expected, np.log(np.median(expected)))).max() < 1e-6


def test_derivatives_are_those_of_the_likelihood():
    events, exposure = made_counts(40, seed=4)
    given = (events, exposure * events.sum() / exposure.sum(), 1.3)
    place, step = np.array([0.2, -0.4]), 1e-5
    moves = step * np.eye(2)
    first = [(misfit(place + m, *given) - misfit(place - m, *given)) / (2 * step) for m in moves]
    second = [(slope(place + m, *given) - slope(place - m, *given)) / (2 * step) for m in moves]
    assert slope(place, *given) == pytest.approx(first, rel=1e-5)
    assert curvature(place, *given) == pytest.approx(np.array(second), rel=1e-5)


@pytest.mark.parametrize("method", METHODS)
def test_interval_and_error_are_those_of_the_gamma(method):
    events, exposure = made_counts(50, seed=5)
    found = eb_global(events, exposure, level=0.8, method=method)
    rate = (1 / found.weight) * exposure  # what the posterior counts as exposure
    posterior = gamma(found.value * rate, scale=1 / rate)
    assert found.low == pytest.approx(posterior.ppf(0.1), rel=1e-9)
    assert found.high == pytest.approx(posterior.ppf(0.9), rel=1e-9)
    assert found.se == pytest.approx(posterior.std(), rel=1e-9)


@pytest.mark.parametrize("method", METHODS)
@given(numbers)
@settings(max_examples=25, deadline=None)
def test_it_lies_between_the_raw_rate_and_the_mean(method, rows):
    events, exposure = (np.array(side, float) for side in zip(*rows, strict=True))
    found = eb_global(events, exposure, method=method)
    ends = np.stack([events / exposure, found.prior_mean])
    slack = 1e-9 * ends.max()
    assert (ends.min(axis=0) - slack <= found.value).all()
    assert (found.value <= ends.max(axis=0) + slack).all()
    assert (found.low < found.high).all()


@pytest.mark.parametrize("method", METHODS)
@given(rows=numbers, factor=st.sampled_from([1e-5, 12.0, 1e5]))
@settings(max_examples=20, deadline=None)
def test_the_unit_of_exposure_only_changes_the_unit_of_the_rate(method, rows, factor):
    events, exposure = (np.array(side, float) for side in zip(*rows, strict=True))
    here = eb_global(events, exposure, method=method).estimate.scaled(1 / factor)
    there = eb_global(events, exposure * factor, method=method).estimate
    for ours, theirs in zip(astuple(here), astuple(there), strict=True):
        assert ours == pytest.approx(theirs, rel=1e-7)


@pytest.mark.parametrize("method", METHODS)
def test_the_order_of_units_does_not_matter(method):
    events, exposure = made_counts(80, seed=6)
    order = np.random.default_rng(6).permutation(80)
    straight = eb_global(events, exposure, method=method)
    shuffled = eb_global(events[order], exposure[order], method=method)
    assert shuffled.value == pytest.approx(straight.value[order], rel=1e-9)
    assert shuffled.high == pytest.approx(straight.high[order], rel=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_units_without_information_neither_count_nor_get_a_rate(method):
    events, exposure = made_counts(30, seed=7)
    with_gaps = eb_global(
        np.append(events, [np.nan, 4, 0]), np.append(exposure, [500, np.nan, 0]), method=method
    )
    whole = eb_global(events, exposure, method=method)
    assert np.isnan(with_gaps.value[30:]).all()
    assert np.isnan(with_gaps.weight[30:]).all()
    assert (with_gaps.value[:30] == whole.value).all()


def test_nothing_known_gives_nothing():
    assert np.isnan(eb_global([np.nan, np.nan], [10, 10]).value).all()


@pytest.mark.parametrize("method", METHODS)
def test_without_events_the_limit_is_that_of_all_together(method):
    found = eb_global([0, 0, 0], [100, 200, 300], method=method)
    assert found.value.tolist() == [0, 0, 0]
    assert found.high == pytest.approx(np.repeat(rate_interval([0], [600]).high, 3))


def test_chance_alone_gives_the_common_rate_by_moments():
    found = eb_global([10, 20, 30], [100, 200, 300], method="moments")
    assert found.value == pytest.approx([0.1] * 3)
    assert found.weight.tolist() == [0, 0, 0]
    assert found.low == pytest.approx(np.repeat(rate_interval([60], [600]).low, 3))


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="likelihood"):
        eb_global([1, 2], [10, 10], method="bayes")


def covered(shape, mean, units, repetitions, method="likelihood"):
    """Share of true rates inside the 90 % interval, SIMULADO."""
    random, hits = np.random.default_rng(8), []
    for _ in range(repetitions):
        exposure = np.round(np.exp(random.normal(9, 1.4, units)))
        truth = random.gamma(shape, mean / shape, units)
        found = eb_global(random.poisson(exposure * truth), exposure, method=method)
        hits.append(np.mean((found.low <= truth) & (truth <= found.high)))
    return float(np.mean(hits))


@pytest.mark.parametrize(("shape", "mean"), [(2, 0.003), (0.7, 0.003), (5, 0.0003)])
def test_intervals_of_a_country_cover_what_they_say(shape, mean):
    """1,890 units, 20 times: 90 % ± 2."""
    assert covered(shape, mean, 1_890, 20) == pytest.approx(0.90, abs=0.02)


def test_few_units_and_rare_events_do_not_close_the_interval():
    """30 units of about 8,000 persons and one event per 10,000: where the moments fail."""
    assert covered(5, 0.0001, 30, 100) > 0.85
    assert covered(5, 0.0001, 30, 100, "moments") < 0.75


def test_smoothing_comes_closer_to_the_truth_than_the_raw_rate():
    random = np.random.default_rng(9)
    exposure = np.round(np.exp(random.normal(9, 1.4, 1_000)))
    truth = random.gamma(2, 0.0015, 1_000)
    events = random.poisson(exposure * truth)
    smoothed, raw = eb_global(events, exposure).value, events / exposure
    assert np.mean((smoothed - truth) ** 2) < 0.7 * np.mean((raw - truth) ** 2)
