"""Sampling error of the indicators: values drawn around the estimate, one seed a draw.

Every draw has an integer seed that keys a counter-based generator (Philox), so that any of them
can be made again alone, in whatever order. The moments of the distribution are those of the
estimate: mean = value, standard deviation = standard error.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DISTRIBUTIONS: Final = ("normal", "gamma", "lognormal")


@dataclass(frozen=True, slots=True)
class InputNoise:
    """What is needed to draw values, by indicator with sampling error.

    `columns`: their positions among the I indicators; `normal`, `lognormal`, `gamma`: rows of
    those columns, with the parameters of each, (C, U): centre and spread of the normal (of the
    logarithm, in the second), and shape and scale of the gamma. A value without standard error
    (or with zero) has spread zero and does not move.
    """

    values: Floats  # (I, U)
    normal: NDArray[np.intp]
    normal_spread: Floats
    lognormal: NDArray[np.intp]
    log_centre: Floats
    log_spread: Floats
    gamma: NDArray[np.intp]
    gamma_shape: Floats
    gamma_scale: Floats

    def drawn(self, seed: int) -> Floats:
        """(I, U): the values of one draw."""
        drawn = self.values.copy()
        symmetric = np.random.Generator(np.random.Philox(key=_key(seed, 0)))
        z = symmetric.standard_normal((self.normal.size + self.lognormal.size, drawn.shape[1]))
        if self.normal.size:
            moved = z[: self.normal.size]
            moved *= self.normal_spread
            moved += self.values[self.normal]
            drawn[self.normal] = moved
        if self.lognormal.size:
            moved = np.exp(self.log_centre + self.log_spread * z[self.normal.size :])
            drawn[self.lognormal] = np.where(self.log_spread > 0, moved, drawn[self.lognormal])
        if self.gamma.size:
            skewed = np.random.Generator(np.random.Philox(key=_key(seed, 1)))
            moved = skewed.standard_gamma(self.gamma_shape) * self.gamma_scale
            drawn[self.gamma] = np.where(self.gamma_scale > 0, moved, drawn[self.gamma])
        return drawn


def input_noise(values: Floats, errors: Floats, distributions: Sequence[str]) -> InputNoise:
    """values, errors: (I, U), error NaN where not known; distributions: (I,), of DISTRIBUTIONS.

    Gamma and lognormal need positive values wherever there is an error: see `impossible`.
    """
    errors = np.where(np.isnan(values) | np.isnan(errors), 0.0, errors)
    kinds = np.array(distributions)
    noisy = errors.any(axis=1)
    normal, lognormal, gamma = (
        np.flatnonzero(noisy & (kinds == kind)) for kind in ("normal", "lognormal", "gamma")
    )
    log_spread = np.sqrt(np.log1p(_relative(values[lognormal], errors[lognormal]) ** 2))
    relative = _relative(values[gamma], errors[gamma])
    moving = relative > 0
    return InputNoise(
        values=values,
        normal=normal,
        normal_spread=errors[normal],
        lognormal=lognormal,
        log_centre=np.log(np.where(log_spread > 0, values[lognormal], 1.0)) - log_spread**2 / 2,
        log_spread=log_spread,
        gamma=gamma,
        gamma_shape=1 / np.where(moving, relative, 1.0) ** 2,
        gamma_scale=np.where(moving, relative * errors[gamma], 0.0),
    )


def impossible(values: Floats, errors: Floats, distributions: Sequence[str]) -> NDArray[np.bool_]:
    """(I, U): cells with an error that their distribution cannot have (value of zero or less)."""
    positive_only = np.array([kind in ("gamma", "lognormal") for kind in distributions])
    return positive_only[:, None] & (np.nan_to_num(errors) > 0) & (values <= 0)


def _relative(values: Floats, errors: Floats) -> Floats:
    """Coefficient of variation; 0 where there is no error."""
    return np.divide(errors, values, out=np.zeros_like(values), where=errors > 0)


def _key(seed: int, stream: int) -> NDArray[np.uint64]:
    return np.array([seed, stream], dtype=np.uint64)
