"""SciPy, which has no stubs, behind typed functions; imported when first used."""

from importlib import import_module
from typing import Any, cast

import numpy as np

from sinasec.methods.rates.estimate import Floats


def gamma_quantile(probability: float, shape: Floats, rate: Floats) -> Floats:
    """Quantile of Gamma(shape, rate). Shape 0 is the point zero; NaN goes through."""
    special = _special()
    with np.errstate(divide="ignore", invalid="ignore"):
        quantile = cast(Floats, special.gammaincinv(shape, probability)) / rate
    return np.where(shape == 0, 0.0, quantile)


def log_gamma(values: Floats) -> Floats:
    return cast(Floats, _special().gammaln(values))


def digamma(values: Floats) -> Floats:
    return cast(Floats, _special().digamma(values))


def trigamma(values: Floats) -> Floats:
    return cast(Floats, _special().polygamma(1, values))


def normal_quantile(probability: float) -> float:
    return float(cast(float, _special().ndtri(probability)))


def two_sided_normal(z: Floats) -> Floats:
    """P(|Z| >= |z|) of a standard normal."""
    return 2 * cast(Floats, _special().ndtr(-np.abs(z)))


def _special() -> Any:
    return import_module("scipy.special")
