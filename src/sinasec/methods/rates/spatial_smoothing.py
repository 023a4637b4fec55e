"""Empirical Bayes towards the neighbourhood instead of the country."""

import numpy as np
from numpy.typing import ArrayLike

from sinasec.methods.rates.distributions import gamma_quantile
from sinasec.methods.rates.estimate import Floats, counts, tails
from sinasec.methods.rates.neighbours import Neighbours
from sinasec.methods.rates.prior import Method, Prior, by_likelihood
from sinasec.methods.rates.smoothing import Smoothed, common, eb_global, posterior, spread_out

RATES = [0, 1, 2, 3, 5]  # rows of the columns of a smoothing that are rates; the other is a weight


def eb_spatial(
    events: ArrayLike,
    exposure: ArrayLike,
    neighbours: Neighbours,
    *,
    level: float = 0.90,
    method: Method = "likelihood",
) -> Smoothed:
    """Every rate drawn towards that of its neighbours; the less exposure, the more.

    events, exposure: (U,), counts and person-years, in the order of `neighbours.units`; a unit
    without either is NaN and does not count as a neighbour. Methods, which differ much:

    - "likelihood": the prior mean is the pooled rate of the neighbours without the unit, itself
      drawn towards that of all; one shape for all units, that which best foretells each unit from
      its neighbours. An island is smoothed towards the mean of all.
    - "moments": Marshall's local moments as `esda.smoothing.Spatial_Empirical_Bayes` and GeoDa
      read them (the unit counts in its neighbourhood; deviations are from the mean of that
      neighbourhood). An island keeps its raw rate.
    """
    seen, lived, known = counts(events, exposure)
    links = neighbours.among(known)
    if not known.any():
        return eb_global(seen, lived, level=level)
    seen, lived = seen[known], lived[known]
    if method == "moments":
        return spread_out(_by_moments(seen, lived, links, level), known)
    if method == "likelihood":
        return spread_out(_by_likelihood(seen, lived, links, level), known)
    raise ValueError(f"El método debe ser «likelihood» o «moments», no «{method}».")


def _by_likelihood(seen: Floats, lived: Floats, links: Neighbours, level: float) -> Floats:
    """(6, n). The ratio of a unit to what its neighbours foretell is the rate that is smoothed."""
    overall = by_likelihood(seen, lived)
    if overall.variance == 0:
        return common(seen.sum(), lived.sum(), seen.size, level)
    around = _pooled_around(seen, lived, links, overall)
    columns = posterior(seen, lived * around, by_likelihood(seen, lived * around), level)
    columns[RATES] *= around
    return columns


def _pooled_around(seen: Floats, lived: Floats, links: Neighbours, overall: Prior) -> Floats:
    """Rate of the neighbours together, drawn towards that of all: never zero."""
    return (links.sums(seen) + overall.shape) / (links.sums(lived) + overall.rate)


def _by_moments(seen: Floats, lived: Floats, links: Neighbours, level: float) -> Floats:
    """(6, n). Where the local variance is zero, the pooled rate of the neighbourhood."""
    near_seen, near_lived = seen + links.sums(seen), lived + links.sums(lived)
    mean = near_seen / near_lived
    variance = _local_variance(seen, lived, mean, near_lived, links)
    flat = variance == 0
    columns = common(near_seen, near_lived, seen.size, level)
    columns[:, ~flat] = _under(seen[~flat], lived[~flat], mean[~flat], variance[~flat], level)
    return columns


def _local_variance(
    seen: Floats, lived: Floats, mean: Floats, near_lived: Floats, links: Neighbours
) -> Floats:
    """Marshall's variance of each neighbourhood, zero where the moment is negative: (n,)."""
    rate = seen / lived
    deviations = np.bincount(
        links.rows,
        weights=lived[links.others] * (rate[links.others] - mean[links.rows]) ** 2,
        minlength=seen.size,
    )
    spread = (deviations + lived * (rate - mean) ** 2) / near_lived
    return np.maximum(0.0, spread - mean / (near_lived / (links.degrees + 1)))


def _under(seen: Floats, lived: Floats, mean: Floats, variance: Floats, level: float) -> Floats:
    """(6, n): posterior with a prior of its own for each unit."""
    below, above = tails(level)
    shape, rate = seen + mean**2 / variance, lived + mean / variance
    low, high = gamma_quantile(below, shape, rate), gamma_quantile(above, shape, rate)
    return np.stack([shape / rate, low, high, np.sqrt(shape) / rate, lived / rate, mean])
