"""The gamma distribution of rates that makes the counts of all units likeliest.

The marginal count of a unit is negative binomial. Its plain maximum often puts the variance at
zero when events are rare or units few, and intervals then close on a single point. So the
likelihood is multiplied by B (1 − B), B being the share of the prior in the unit of median
expected count: the adjustment for density maximisation (Christiansen and Morris, 1997; Morris and
Tang, 2011). With many units and events it changes nothing that can be seen.
"""

from importlib import import_module
from typing import Any

import numpy as np

from sinasec.methods.rates.distributions import digamma, log_gamma, trigamma
from sinasec.methods.rates.estimate import Floats

BOUNDS = [(-10.0, 10.0), (-20.0, 20.0)]  # logarithms of mean and shape, where the search goes
STEPS = 5  # of Newton's, each of which doubles the correct digits
DIGITS = 11  # kept: fewer than two machines may disagree on


def likeliest_gamma(events: Floats, expected: Floats) -> tuple[float, float]:
    """Mean and shape of the gamma of the ratios events / expected. (U,), some event, none NaN."""
    optimize: Any = import_module("scipy.optimize")
    middle = float(np.log(np.median(expected)))
    arguments = (events, expected, middle)
    start = np.array([0.0, np.clip(middle, *BOUNDS[1])])
    found: Any = optimize.minimize(
        misfit, start, args=arguments, jac=slope, method="L-BFGS-B", bounds=BOUNDS
    )
    place = _polished(np.asarray(found.x, dtype=np.float64), *arguments)
    mean, shape = (float(f"{value:.{DIGITS}g}") for value in np.exp(place))
    return mean, shape


def misfit(place: Floats, events: Floats, expected: Floats, middle: float) -> float:
    """Minus the logarithm of the adjusted likelihood, but for what does not depend on `place`.

    place: logarithms of mean and shape. middle: logarithm of the median expected count.
    """
    shape = np.exp(place[1])
    means = np.exp(place[0]) * expected
    fit = (
        log_gamma(events + shape)
        - log_gamma(np.array(shape))
        - shape * np.log1p(means / shape)
        + events * (np.log(means) - np.log(shape + means))
    ).sum()
    odds = place[1] - middle  # of B, in logarithms
    return -float(fit + odds - 2 * np.logaddexp(0, odds))


def slope(place: Floats, events: Floats, expected: Floats, middle: float) -> Floats:
    """First derivatives of `misfit`: (2,)."""
    shape = np.exp(place[1])
    means = np.exp(place[0]) * expected
    by_mean = shape * (events - means) / (shape + means)
    by_shape = shape * _by_shape(events, means, float(shape))
    return -np.array([by_mean.sum(), by_shape.sum() + 1 - 2 * _logistic(place[1] - middle)])


def curvature(place: Floats, events: Floats, expected: Floats, middle: float) -> Floats:
    """Second derivatives of `misfit`: (2, 2)."""
    shape = float(np.exp(place[1]))
    means = np.exp(place[0]) * expected
    total = shape + means
    mean_mean = -shape * means * (shape + events) / total**2
    mean_shape = shape * (events - means) * means / total**2
    bend = trigamma(events + shape) - trigamma(np.array(shape))
    bend = bend + means / (shape * total) - (means - events) / total**2
    shape_shape = shape * _by_shape(events, means, shape) + shape**2 * bend
    share = _logistic(place[1] - middle)
    corner = shape_shape.sum() - 2 * share * (1 - share)
    return -np.array([[mean_mean.sum(), mean_shape.sum()], [mean_shape.sum(), corner]])


def _by_shape(events: Floats, means: Floats, shape: float) -> Floats:
    """Derivative of each unit's log-likelihood with respect to the shape: (U,)."""
    return (
        digamma(events + shape)
        - digamma(np.array(shape))
        - np.log1p(means / shape)
        + (means - events) / (shape + means)
    )


def _polished(place: Floats, events: Floats, expected: Floats, middle: float) -> Floats:
    """Newton's steps while they flatten the slope: where the search gave up leaves no trace."""
    for _ in range(STEPS):
        here = slope(place, events, expected, middle)
        step = np.linalg.solve(curvature(place, events, expected, middle), here)
        there = slope(place - np.clip(step, -1, 1), events, expected, middle)
        if not np.abs(there).max() < np.abs(here).max():
            break
        place = place - np.clip(step, -1, 1)
    return place


def _logistic(value: float) -> float:
    return float(1 / (1 + np.exp(-value)))
