"""Rates with their exact Poisson interval."""

import numpy as np
from numpy.typing import ArrayLike

from sinasec.methods.rates.distributions import gamma_quantile
from sinasec.methods.rates.estimate import Estimate, Floats, counts, tails


def rate_interval(events: ArrayLike, exposure: ArrayLike, level: float = 0.90) -> Estimate:
    """events / exposure, with the exact interval of a Poisson count (Garwood, 1936).

    events, exposure: (U,), counts and person-years. Units without either: NaN. With no event the
    interval starts at zero and does not end there; `se` is √events / exposure, zero then.
    """
    seen, lived, known = counts(events, exposure)
    seen, lived = np.where(known, seen, np.nan), np.where(known, lived, np.nan)
    low, high = poisson_limits(seen, level)
    return Estimate(seen / lived, low / lived, high / lived, np.sqrt(seen) / lived)


def poisson_limits(seen: Floats, level: float) -> tuple[Floats, Floats]:
    """Exact limits of the mean of a Poisson count: quantiles of Gamma(y) and Gamma(y + 1)."""
    below, above = tails(level)
    one = np.ones_like(seen)
    return gamma_quantile(below, seen, one), gamma_quantile(above, seen + 1, one)
