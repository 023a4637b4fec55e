"""What all units say together about one of them: the distribution that rates come from.

The rate of a unit is a draw of a gamma distribution and its events are a Poisson count of it
(Clayton and Kaldor, 1987). Two ways to find the gamma: see `by_likelihood` and `by_moments`.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from sinasec.methods.rates.estimate import Floats
from sinasec.methods.rates.likeliest import likeliest_gamma

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
    """Marshall's (1991): both moments weighted by exposure; a negative variance is zero."""
    mean = events.sum() / exposure.sum()
    spread = (exposure * (events / exposure - mean) ** 2).sum() / exposure.sum()
    return Prior(float(mean), max(0.0, float(spread - mean / exposure.mean())))


def by_likelihood(events: Floats, exposure: Floats) -> Prior:
    """The likeliest gamma, adjusted so that its variance is never zero (see `likeliest_gamma`).

    Without a single event there is nothing to fit: mean and variance are zero.
    """
    common = float(events.sum() / exposure.sum())
    if common == 0:
        return Prior(0.0, 0.0)
    mean, shape = likeliest_gamma(events, exposure * common)
    return Prior(common * mean, (common * mean) ** 2 / shape)
