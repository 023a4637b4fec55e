"""From reports to what was suffered."""

import numpy as np
import pytest

from sinasec.methods.rates import corrected_for_reporting, rate_interval, reporting_draws
from sinasec.methods.rates.reporting import reporting_rate

# Victims who report: 15 % (13 to 17.3 %), made up for the test.
SURVEY = (0.15, 0.13, 0.173)


def simulated(seen, error, size=400_000):
    """The quotient draw by draw, SIMULADO: gamma events over logit-normal rates."""
    random = np.random.default_rng(91)
    rate, low, high = SURVEY
    spread = (np.log(high / (1 - high)) - np.log(low / (1 - low))) / (2 * 1.959964)
    share = 1 / (1 + np.exp(-(np.log(rate / (1 - rate)) + spread * random.normal(size=size))))
    return random.gamma((seen / error) ** 2, error**2 / seen, size) / share


@pytest.mark.parametrize(("seen", "error"), [(400.0, 20.0), (25.0, 5.0), (3.0, 1.2), (0.004, 5e-4)])
def test_a_simulation_says_the_same(seen, error):
    found = corrected_for_reporting([seen], *SURVEY, se=[error])
    draws = simulated(seen, error)
    assert found.value == pytest.approx(seen / 0.15)
    assert found.se[0] == pytest.approx(draws.std(), rel=0.01)
    assert found.low[0] == pytest.approx(np.quantile(draws, 0.05), rel=0.015)
    assert found.high[0] == pytest.approx(np.quantile(draws, 0.95), rel=0.015)


def test_when_both_are_poorly_known_their_errors_multiply():
    """SIMULADO: 3 ± 1.2 events and a rate of 10 % (5 to 19): three hundredths more than adding."""
    wide = (0.10, 0.05, 0.19)
    random = np.random.default_rng(95)
    shares = reporting_draws(*wide, size=1_000_000, seed=95)
    draws = random.gamma((3 / 1.2) ** 2, 1.2**2 / 3, shares.size) / shares
    found = corrected_for_reporting([3.0], *wide, se=[1.2])
    assert found.se[0] == pytest.approx(draws.std(), rel=0.01)


def test_the_delta_method_says_nearly_the_same():
    """First order: squared relative errors add up. They are small here."""
    seen, error = 900.0, 30.0
    rate, low, high = SURVEY
    of_logit = (np.log(high / (1 - high)) - np.log(low / (1 - low))) / (2 * 1.959964)
    relative = ((error / seen) ** 2 + (of_logit * (1 - rate)) ** 2) ** 0.5
    found = corrected_for_reporting([seen], *SURVEY, se=[error])
    assert found.se[0] == pytest.approx(seen / rate * relative, rel=0.02)


def test_a_survey_without_error_leaves_the_interval_of_the_count():
    found = corrected_for_reporting([0, 4, 90], 0.2, 0.2, 0.2)
    exact = rate_interval([0, 4, 90], [1, 1, 1]).scaled(5)
    assert found.value.tolist() == pytest.approx([0, 20, 450])
    assert found.low == pytest.approx(exact.low)
    assert found.high == pytest.approx(exact.high)
    assert found.se == pytest.approx(exact.se)


def test_its_own_uncertainty_widens_the_interval():
    sure = corrected_for_reporting([4, 90], 0.15, 0.15, 0.15)
    unsure = corrected_for_reporting([4, 90], *SURVEY)
    assert (unsure.high > sure.high).all()
    assert (unsure.low < sure.low).all()
    assert (unsure.value == sure.value).all()


def test_intervals_cover_the_true_count():
    """SIMULADO: a true rate of reporting drawn around the survey, and the counts it gives."""
    random = np.random.default_rng(92)
    truth = np.repeat([60.0, 400.0, 5_000.0], 20_000)
    shares = reporting_draws(*SURVEY, size=truth.size, seed=92)
    found = corrected_for_reporting(random.poisson(truth * shares), *SURVEY)
    covered = ((found.low <= truth) & (truth <= found.high)).reshape(3, -1).mean(axis=1)
    assert (covered > 0.89).all()
    assert (covered < 0.96).all()


def test_the_draws_have_the_interval_of_the_survey():
    draws = reporting_draws(0.5, 0.4, 0.6, size=200_000, seed=93)
    assert np.quantile(draws, [0.025, 0.5, 0.975]) == pytest.approx([0.4, 0.5, 0.6], abs=2e-3)
    assert (draws == reporting_draws(0.5, 0.4, 0.6, size=200_000, seed=93)).all()
    assert set(reporting_draws(0.3, None, None, size=9, seed=1).round(12)) == {0.3}


@pytest.mark.parametrize(("low", "high"), [(None, None), (0.1, None), (np.nan, 0.2)])
def test_without_the_interval_of_the_survey_the_error_is_not_known(low, high):
    found = corrected_for_reporting([0, 4], 0.15, low, high)
    assert found.value == pytest.approx([0, 4 / 0.15])
    assert np.isnan([found.low, found.high, found.se]).all()


def test_unknown_events_stay_unknown():
    found = corrected_for_reporting([np.nan, 4], *SURVEY)
    assert np.isnan([found.value[0], found.low[0], found.high[0], found.se[0]]).all()


@pytest.mark.parametrize(
    "survey", [(0.15, 0.2, 0.3), (15, 13, 17), (0.15, 0, 0.2), (1, None, None)]
)
def test_a_rate_that_is_no_share_is_refused(survey):
    with pytest.raises(ValueError, match="entre 0 y 1"):
        corrected_for_reporting([1], *survey)


def test_the_inverse_has_exact_moments():
    share = reporting_rate(*SURVEY)
    draws = 1 / reporting_draws(*SURVEY, size=1_000_000, seed=94)
    mean, variance = share.inverse_moments
    assert mean == pytest.approx(draws.mean(), rel=1e-3)
    assert variance == pytest.approx(draws.var(), rel=1e-2)
