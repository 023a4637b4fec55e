"""What all units say together about one of them: the distribution that rates come from.

The rate of a unit is a draw of a gamma distribution and its events are a Poisson count of it.
Two ways to find the gamma: moments (Marshall, 1991) and maximum likelihood (the marginal count is
negative binomial; Clayton and Kaldor, 1987).
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, TypeAlias

import numpy as np

from sinasec.methods.rates.distributions import digamma, log_gamma
from sinasec.methods.rates.estimate import Floats

Method: TypeAlias = Literal["likelihood", "moments"]


@dataclass(frozen=True, slots=True)
class Prior:
    """Mean and variance of the rates among units. Variance 0: all differ by chance alone."""

    mean: float
    variance: float

    @property
    def shape(self) -> float:
        return self.mean**2 / self.variance

    @property
    def rate(self) -> float:
        return self.mean / self.variance


def prior(events: Floats, exposure: Floats, method: Method) -> Prior:
    """events, exposure: (U,), all known and exposure above zero."""
    if method == "moments":
        return by_moments(events, exposure)
    if method == "likelihood":
        return by_likelihood(events, exposure)
    raise ValueError(f"El método debe ser «likelihood» o «moments», no «{method}».")


def by_moments(events: Floats, exposure: Floats) -> Prior:
    """Marshall's: both moments weighted by exposure; a negative variance is zero."""
    mean = events.sum() / exposure.sum()
    spread = (exposure * (events / exposure - mean) ** 2).sum() / exposure.sum()
    return Prior(float(mean), max(0.0, float(spread - mean / exposure.mean())))


def by_likelihood(events: Floats, exposure: Floats) -> Prior:
    """The gamma under which these counts are likeliest.

    Variance is zero when counts are no more spread than a Poisson of one common rate: the
    likelihood then grows without end as the gamma narrows.
    """
    common = float(events.sum() / exposure.sum())
    expected = exposure * common
    if ((events - expected) ** 2 - events).sum() <= 0:
        return Prior(common, 0.0)
    mean, shape = _likeliest(events, expected)
    return Prior(common * mean, (common * mean) ** 2 / shape)


def _likeliest(events: Floats, expected: Floats) -> tuple[float, float]:
    """Mean and shape of the gamma of the ratios events / expected.

    The start is a search downhill in the logarithms; the end, the root of the score, so that the
    result does not depend on where the search gave up.
    """
    optimize: Any = import_module("scipy.optimize")
    arguments = (events, expected)
    found = optimize.minimize(
        _misfit, np.zeros(2), args=arguments, jac=_slope, method="L-BFGS-B", bounds=[(-20, 20)] * 2
    )
    polished = optimize.root(_slope, found.x, args=arguments, tol=1e-13)
    place = polished.x if polished.success else found.x
    return float(np.exp(place[0])), float(np.exp(place[1]))


def _misfit(place: Floats, events: Floats, expected: Floats) -> float:
    """Minus the negative-binomial log-likelihood, but for what does not depend on `place`."""
    shape = np.exp(place[1])
    means = np.exp(place[0]) * expected
    return float(
        -(
            log_gamma(events + shape)
            - log_gamma(np.array(shape))
            - shape * np.log1p(means / shape)
            + events * (np.log(means) - np.log(shape + means))
        ).sum()
    )


def _slope(place: Floats, events: Floats, expected: Floats) -> Floats:
    """Derivatives of `_misfit` with respect to the logarithms of mean and shape: (2,)."""
    shape = np.exp(place[1])
    means = np.exp(place[0]) * expected
    by_mean = shape * (events - means) / (shape + means)
    by_shape = shape * (
        digamma(events + shape)
        - digamma(np.array(shape))
        - np.log1p(means / shape)
        + (means - events) / (shape + means)
    )
    return -np.array([by_mean.sum(), by_shape.sum()])
