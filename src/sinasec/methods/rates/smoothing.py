"""Empirical Bayes: the rate of a small unit leans on what all units say together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sinasec.methods.rates.distributions import gamma_quantile
from sinasec.methods.rates.estimate import Estimate, Floats, counts, tails
from sinasec.methods.rates.exact import poisson_limits
from sinasec.methods.rates.prior import Method, Prior, prior


@dataclass(frozen=True, slots=True)
class Smoothed:
    """Posterior mean, central interval and standard deviation of each rate: (U,).

    `weight`: share of the value that comes from the unit's own rate, 0 to 1; the rest comes from
    `prior_mean`.
    """

    value: Floats
    low: Floats
    high: Floats
    se: Floats
    weight: Floats
    prior_mean: Floats

    @property
    def estimate(self) -> Estimate:
        return Estimate(self.value, self.low, self.high, self.se)


def eb_global(
    events: ArrayLike,
    exposure: ArrayLike,
    *,
    level: float = 0.90,
    method: Method = "likelihood",
) -> Smoothed:
    """Every rate drawn towards the mean of all; the less exposure, the more.

    events, exposure: (U,), counts and person-years; a unit without either is NaN and does not
    count. `method`: how the prior is found. "moments" gives the values of Marshall (1991), as
    `esda.smoothing.Empirical_Bayes` does, unless it finds no variance beyond chance: then all get
    the common rate, with the exact interval of the common count.
    """
    seen, lived, known = counts(events, exposure)
    if not known.any():
        return spread_out(np.zeros((6, 0)), known)
    seen, lived = seen[known], lived[known]
    found = prior(seen, lived, method)
    if found.variance == 0:
        return spread_out(common(seen.sum(), lived.sum(), seen.size, level), known)
    return spread_out(posterior(seen, lived, found, level), known)


def posterior(seen: Floats, lived: Floats, given: Prior, level: float) -> Floats:
    """(6, n): value, low, high, se, weight and prior mean under a gamma prior."""
    below, above = tails(level)
    shape, rate = seen + given.shape, lived + given.rate
    return np.stack(
        [
            shape / rate,
            gamma_quantile(below, shape, rate),
            gamma_quantile(above, shape, rate),
            np.sqrt(shape) / rate,
            lived / rate,
            np.full_like(seen, given.mean),
        ]
    )


def common(seen: Floats | float, lived: Floats | float, units: int, level: float) -> Floats:
    """(6, units): the rate of counts taken together, with its exact interval."""
    total, time = np.broadcast_to(seen, units).astype(float), np.broadcast_to(lived, units)
    low, high = poisson_limits(total, level)
    value = total / time
    return np.stack([value, low / time, high / time, np.sqrt(total) / time, np.zeros(units), value])


def spread_out(columns: Floats, known: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Smoothed:
    """Columns (6, known units) back in the places of all units, NaN in the others."""
    full = np.full((columns.shape[0], known.size), np.nan)
    full[:, known] = columns
    return Smoothed(*full)
