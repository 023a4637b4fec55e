"""Reported crime is not victimisation: dividing by the share of victims who report."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sinasec.methods.rates.distributions import gamma_quantile, normal_quantile
from sinasec.methods.rates.estimate import Estimate, Floats, floats, tails

SURVEY_LEVEL = 0.95  # level of the interval that surveys publish


@dataclass(frozen=True, slots=True)
class ReportingRate:
    """Share of victims who report: logit-normal with these two parameters.

    `spread` is NaN when the survey gives no interval: the rate is used, its error is not known.
    """

    centre: float
    spread: float

    @property
    def rate(self) -> float:
        return float(1 / (1 + np.exp(-self.centre)))

    @property
    def inverse_moments(self) -> tuple[float, float]:
        """Exact mean and variance of 1/rate, which is one plus a log-normal."""
        odds = np.exp(-self.centre + self.spread**2 / 2)
        return float(1 + odds), float(odds**2 * np.expm1(self.spread**2))


def reporting_rate(rate: float, low: float | None, high: float | None) -> ReportingRate:
    """From a published rate and its 95 % interval, None or NaN when there is none.

    The centre is the rate; the spread, that which gives the interval its width in logits.
    ValueError unless 0 < low <= rate <= high < 1.
    """
    if low is None or high is None or np.isnan(low + high):
        _check_in_order(rate, rate, rate)
        return ReportingRate(_logit(rate), np.nan)
    _check_in_order(low, rate, high)
    width = _logit(high) - _logit(low)
    return ReportingRate(_logit(rate), width / (2 * normal_quantile((1 + SURVEY_LEVEL) / 2)))


def corrected_for_reporting(
    events: ArrayLike,
    rate: float,
    low: float | None,
    high: float | None,
    *,
    se: ArrayLike | None = None,
    level: float = 0.90,
) -> Estimate:
    """events / rate, with the uncertainty of both.

    events: (U,), counts, or with their standard errors `se` (U,) any estimate: rates already
    smoothed, say. rate, low, high: what the survey publishes, with its 95 % interval. The mean and
    variance of the quotient are exact for a logit-normal rate independent of the events; the
    interval is that of the gamma with those two moments. Without an interval of the survey the
    value stands, and low, high and se are NaN: they are not known.
    """
    seen = floats(events, "events")
    share = reporting_rate(rate, low, high)
    below, above = tails(level)
    error = np.sqrt(seen) if se is None else floats(se, "se", seen.shape)
    # A count has its own exact limits, those of `poisson_limits`: never zero above.
    top, top_error = (seen + 1, np.sqrt(seen + 1)) if se is None else (seen, error)
    return Estimate(
        value=seen / share.rate,
        low=_quotient_quantile(below, seen, error, share),
        high=_quotient_quantile(above, top, top_error, share),
        se=np.sqrt(_quotient(seen, error, share)[1]),
    )


def reporting_draws(
    rate: float, low: float | None, high: float | None, size: int, seed: int
) -> Floats:
    """Draws of the reporting rate: (size,). One draw serves all units: its error is common to them.

    Without an interval every draw is the rate itself.
    """
    share = reporting_rate(rate, low, high)
    spread = 0.0 if np.isnan(share.spread) else share.spread
    logits = share.centre + spread * np.random.default_rng(seed).standard_normal(size)
    return 1 / (1 + np.exp(-logits))


def _quotient(mean: Floats, error: Floats, share: ReportingRate) -> tuple[Floats, Floats]:
    """Mean and variance of an independent quotient."""
    inverse, variance = share.inverse_moments
    return mean * inverse, mean**2 * variance + error**2 * (variance + inverse**2)


def _quotient_quantile(
    probability: float, mean: Floats, error: Floats, share: ReportingRate
) -> Floats:
    centre, variance = _quotient(mean, error, share)
    with np.errstate(divide="ignore", invalid="ignore"):
        shape, rate = centre**2 / variance, centre / variance
    quantile = gamma_quantile(probability, shape, rate)
    return np.where((variance == 0) | (centre == 0), centre, quantile)


def _check_in_order(low: float, rate: float, high: float) -> None:
    if not 0 < low <= rate <= high < 1:
        raise ValueError(
            "La tasa de denuncia y su intervalo deben ir entre 0 y 1, sin llegar, y en orden:"
            f" {low} ≤ {rate} ≤ {high}."
        )


def _logit(share: float) -> float:
    return float(np.log(share) - np.log1p(-share))
