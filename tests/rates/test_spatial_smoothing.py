"""Empirical Bayes towards the neighbours."""

import numpy as np
import pytest
from scipy.stats import gamma

from sinasec.methods.rates import Neighbours, eb_global, eb_spatial, rate_interval
from sinasec.methods.rates.prior import by_likelihood
from tests.rates.maps import GRID, GRID_PAIRS, grid, made_counts, neighbour_lists, scattered
from tests.rates.peers import quiet, undisturbed, weights
from tests.rates.twins import foretold_twin


@quiet
def test_moments_are_those_of_esda():
    events, exposure = made_counts(300, seed=11)
    neighbours = scattered(300, seed=11)
    with undisturbed():
        from esda.smoothing import Spatial_Empirical_Bayes

        theirs = Spatial_Empirical_Bayes(events, exposure, weights(neighbours)).r.ravel()
    ours = eb_spatial(events, exposure, neighbours, method="moments")
    assert ours.value == pytest.approx(theirs, rel=1e-10)


def spdep_value(events, exposure, lists):
    """R's spdep by default: each neighbour against the mean of its own neighbourhood."""
    rate = events / exposure
    near = [[*around, unit] for unit, around in enumerate(lists)]
    mean = np.array([events[x].sum() / exposure[x].sum() for x in near])
    deviation = exposure * (rate - mean) ** 2
    spread = np.array([deviation[x].sum() / exposure[x].sum() for x in near])
    between = np.maximum(0, spread - mean / np.array([exposure[x].mean() for x in near]))
    return mean + (rate - mean) * between / (between + mean / exposure)


def test_the_two_readings_of_marshall_are_not_the_same():
    """Why the page says which one it shows: they differ by tenths of the rate."""
    events, exposure = made_counts(300, seed=11)
    neighbours = scattered(300, seed=11)
    ours = eb_spatial(events, exposure, neighbours, method="moments").value
    other = spdep_value(events, exposure, neighbour_lists(neighbours))
    assert np.abs(other / ours - 1).max() > 0.1
    assert np.corrcoef(ours, other)[0, 1] > 0.9


def test_the_mean_it_leans_on_is_what_the_neighbours_foretell():
    events = np.array([4.0, 0, 9, 2, 30, 1])
    exposure = np.array([1_000.0, 400, 2_000, 300, 9_000, 250])
    overall = by_likelihood(events, exposure)
    lists = neighbour_lists(grid())
    foretold = foretold_twin(events, exposure, lists, overall.mean, overall.rate)
    ratio = by_likelihood(events, exposure * foretold)
    found = eb_spatial(events, exposure, grid())
    assert found.prior_mean == pytest.approx(np.array(foretold) * ratio.mean)
    for unit in range(6):
        shape = ratio.shape + events[unit]
        posterior = gamma(shape, scale=1 / (ratio.rate / foretold[unit] + exposure[unit]))
        assert found.value[unit] == pytest.approx(posterior.mean())
        assert found.se[unit] == pytest.approx(posterior.std())
        assert found.low[unit] == pytest.approx(posterior.ppf(0.05))
        assert found.high[unit] == pytest.approx(posterior.ppf(0.95))


def test_an_island_leans_on_all_or_keeps_its_rate():
    alone = Neighbours.from_pairs((*GRID, "Z"), GRID_PAIRS)
    events = np.array([4.0, 0, 9, 2, 30, 1, 3])
    exposure = np.array([1_000.0, 400, 2_000, 300, 9_000, 250, 500])
    overall = by_likelihood(events, exposure)
    foretold = foretold_twin(events, exposure, neighbour_lists(alone), overall.mean, overall.rate)
    ratio = by_likelihood(events, exposure * foretold)
    likely = eb_spatial(events, exposure, alone)
    assert foretold[6] == pytest.approx(overall.mean)
    assert likely.prior_mean[6] == pytest.approx(overall.mean * ratio.mean)
    moments = eb_spatial(events, exposure, alone, method="moments")
    assert moments.value[6] == events[6] / exposure[6]
    assert moments.high[6] == pytest.approx(rate_interval([3], [500]).high[0])


@pytest.mark.parametrize("method", ["likelihood", "moments"])
def test_a_neighbour_without_information_is_no_neighbour(method):
    events, exposure = made_counts(40, seed=12)
    neighbours = scattered(40, seed=12)
    events[7] = np.nan
    found = eb_spatial(events, exposure, neighbours, method=method)
    kept = np.arange(40) != 7
    without = eb_spatial(events[kept], exposure[kept], neighbours.among(kept), method=method)
    assert np.isnan(found.value[7])
    assert (found.value[kept] == without.value).all()


@pytest.mark.parametrize("method", ["likelihood", "moments"])
def test_it_lies_between_the_raw_rate_and_the_mean(method):
    events, exposure = made_counts(200, seed=13)
    found = eb_spatial(events, exposure, scattered(200, seed=13), method=method)
    ends = np.stack([events / exposure, found.prior_mean])
    assert (ends.min(axis=0) - 1e-12 <= found.value).all()
    assert (found.value <= ends.max(axis=0) + 1e-12).all()


def test_nothing_known_and_nothing_happened():
    nothing = eb_spatial([np.nan] * 6, [1] * 6, grid())
    assert np.isnan(nothing.value).all()
    quiet_map = eb_spatial([0] * 6, [100] * 6, grid())
    assert quiet_map.value.tolist() == [0] * 6
    assert quiet_map.high == pytest.approx(np.repeat(rate_interval([0], [600]).high, 6))


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="likelihood"):
        eb_spatial([1] * 6, [10] * 6, grid(), method="car")


def test_intervals_cover_and_neighbours_help():
    """SIMULADO: 1,000 units whose rates are alike nearby. 90 % ± 3 inside, less error than
    smoothing towards all; local moments cover far less, which is why they are not the default."""
    random, neighbours = np.random.default_rng(14), scattered(1_000, seed=14)
    hits, errors = [], []
    for _ in range(12):
        field = random.normal(size=1_000)
        for _ in range(3):
            field = (field + neighbours.sums(field)) / (1 + neighbours.degrees)
        truth = 0.003 * np.exp(0.7 * field / field.std()) * random.gamma(4, 1 / 4, 1_000)
        exposure = np.round(np.exp(random.normal(9, 1.4, 1_000)))
        events = random.poisson(exposure * truth)
        made = [
            eb_global(events, exposure),
            eb_spatial(events, exposure, neighbours),
            eb_spatial(events, exposure, neighbours, method="moments"),
        ]
        hits.append([np.mean((x.low <= truth) & (truth <= x.high)) for x in made])
        errors.append([np.mean((x.value - truth) ** 2) for x in made])
    around_all, nearby, by_moments = np.mean(hits, axis=0)
    assert around_all == pytest.approx(0.90, abs=0.03)
    assert nearby == pytest.approx(0.90, abs=0.03)
    assert by_moments < 0.85
    assert np.mean(errors, axis=0)[1] < np.mean(errors, axis=0)[0]
