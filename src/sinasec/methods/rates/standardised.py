"""Rates that do not depend on the make-up of each population by age, sex or other strata."""

import numpy as np
from numpy.typing import ArrayLike

from sinasec.methods.rates.distributions import gamma_quantile
from sinasec.methods.rates.estimate import Estimate, Floats, counts, floats, tails
from sinasec.methods.rates.exact import poisson_limits


def direct_standardised(
    events: ArrayLike, exposure: ArrayLike, standard: ArrayLike, level: float = 0.90
) -> Estimate:
    """The rate each unit would have with the strata of the standard population.

    events, exposure: (U, S), by stratum; standard: (S,), any unit. Interval by the gamma
    distribution of Fay and Feuer (1997). A unit that lacks a stratum, or its exposure, is NaN.
    """
    seen, lived, known = counts(events, exposure)
    shares = floats(standard, "standard", seen.shape[1:])
    whole = known.all(axis=1, keepdims=True)
    weights = np.where(whole, shares / shares.sum() / np.where(known, lived, 1), np.nan)
    value = (weights * seen).sum(axis=1)
    variance = (weights**2 * seen).sum(axis=1)
    widest = weights.max(axis=1)
    below, above = tails(level)
    low = _matched(below, value, variance)
    high = _matched(above, value + widest, variance + widest**2)
    return Estimate(value, low, high, np.sqrt(variance))


def indirect_standardised(
    events: ArrayLike, exposure: ArrayLike, reference: ArrayLike, level: float = 0.90
) -> Estimate:
    """Observed over expected (SMR): 1 is what the reference rates would give.

    events: (U,), all strata together; exposure: (U, S); reference: (S,), rates. Exact Poisson
    limits (Garwood, 1936). `.scaled(rate of the reference)` gives it as a rate. NaN where events
    or some stratum of the exposure are not known, or nothing is expected.
    """
    lived = floats(exposure, "exposure")
    expected = (lived * floats(reference, "reference", lived.shape[1:])).sum(axis=1)
    seen, expected, known = counts(events, expected)
    seen, expected = np.where(known, seen, np.nan), np.where(known, expected, np.nan)
    low, high = poisson_limits(seen, level)
    return Estimate(seen / expected, low / expected, high / expected, np.sqrt(seen) / expected)


def _matched(probability: float, mean: Floats, variance: Floats) -> Floats:
    """Quantile of the gamma of this mean and variance; zero where both are zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shape, rate = mean**2 / variance, mean / variance
    nothing = (mean == 0) & (variance == 0)
    return gamma_quantile(probability, np.where(nothing, 0.0, shape), np.where(nothing, 1.0, rate))
