"""Variance-based sensitivity of any function: first and total order, with bootstrap intervals.

Design: the two halves A and B of one scrambled Sobol sequence and, for every factor, A with that
factor's rows taken from B (a factor may have several: variates that count together, as the
weights of a level do). Estimators: those Saltelli et al. recommend (2010, Computer Physics
Communications 181, table 2): (b) for the first order and (f), Jansen's, for the total.
`scipy.stats.sobol_indices` gives the same indices, but its bootstrap takes no seed and so cannot
be computed again by a reader: the tests compare both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RESAMPLES_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class SobolIndices:
    """Indices by factor, shape (k,); with several outputs (s, k). NaN where the output is constant.

    `first`: share of the variance that the factor explains alone; `total`: with its interactions.
    Small negative values are sampling error and are left as they are.
    """

    factors: tuple[str, ...]
    first: Floats
    first_low: Floats
    first_high: Floats
    total: Floats
    total_low: Floats
    total_high: Floats

    def of(self, output: int) -> "SobolIndices":
        """The indices of one of several outputs."""
        parts = (self.first, self.first_low, self.first_high)
        parts += (self.total, self.total_low, self.total_high)
        return SobolIndices(self.factors, *(part[output] for part in parts))


def sobol(
    func: Callable[[Floats], Floats],
    factors: Sequence[str],
    base: int,
    seed: int,
    resamples: int = 200,
    level: float = 0.95,
    sizes: Sequence[int] | None = None,
) -> SobolIndices:
    """Indices of `func`, called once with every point of the design.

    func: (k, n) points in the unit cube → (n,) or, for s outputs, (s, n) values, all finite.
    sizes: rows that each factor takes in the points, one when not said.
    base: samples of each half, a power of two; `func` gets base × (k + 2) points.
    resamples, level: bootstrap replications over the base samples and level of the percentile
    intervals. Raises ValueError with a sentence when the arguments or the values do not serve.
    """
    points = sobol_points(len(factors), base, seed, sizes)
    values = np.asarray(func(points), dtype=np.float64)
    found = sobol_of_values(np.atleast_2d(values), factors, seed, resamples, level)
    return found.of(0) if values.ndim == 1 else found


def sobol_points(factors: int, base: int, seed: int, sizes: Sequence[int] | None = None) -> Floats:
    """(rows, base × (k + 2)): A, then B, then A with the rows of factor i from B, for each i."""
    from scipy.stats import qmc  # pyright: ignore[reportMissingTypeStubs]  (half a second)

    _check(factors, base)
    owner = np.repeat(np.arange(factors), sizes or [1] * factors)
    sequence = cast(Any, qmc.Sobol(d=2 * owner.size, bits=64, rng=np.random.default_rng(seed)))
    halves: Floats = sequence.random(base).T.reshape(2, owner.size, base)
    first, second = halves[0], halves[1]
    crossed: Floats = np.tile(first, (factors, 1, 1))
    rows = np.arange(owner.size)
    crossed[owner, rows] = second
    return np.concatenate([first, second, *crossed], axis=1)


def sobol_of_values(
    values: Floats,
    factors: Sequence[str],
    seed: int,
    resamples: int = 200,
    level: float = 0.95,
) -> SobolIndices:
    """Indices of the values of a function at `sobol_points`. values: (s, base × (k + 2))."""
    terms = _terms(values, len(factors))
    base = terms.shape[-1]
    first, total = _indices(terms, np.full((1, base), 1 / base))
    spread = _resampled(terms, np.random.default_rng([seed, base]), resamples)
    edges = [(1 - level) / 2, (1 + level) / 2]
    (first_low, first_high), (total_low, total_high) = (
        np.quantile(part, edges, axis=0) for part in spread
    )
    bounds = (first[0], first_low, first_high, total[0], total_low, total_high)
    return SobolIndices(tuple(factors), *bounds)


def _terms(values: Floats, factors: int) -> Floats:
    """(s, 2k + 2, base): what is averaged over the base samples to make the indices."""
    if not np.isfinite(values).all():
        raise ValueError("La función dio valores que no son números finitos en algún punto.")
    outputs, base = values.shape[0], values.shape[1] // (factors + 2)
    blocks = _centred(values.reshape(outputs, factors + 2, base))
    a, b, crossed = blocks[:, :1], blocks[:, 1:2], blocks[:, 2:]
    means, squares = (a + b) / 2, (a**2 + b**2) / 2
    return np.concatenate([b * (crossed - a), (a - crossed) ** 2 / 2, means, squares], axis=1)


def _centred(blocks: Floats) -> Floats:
    """Around the mean of A and B; what is only rounding of a constant is zero."""
    centred = blocks - blocks[:, :2].mean(axis=(1, 2), keepdims=True)
    rounding = 1e-13 * np.abs(blocks).max(axis=(1, 2), keepdims=True)
    return np.where(np.abs(centred) <= rounding, 0.0, centred)


def _indices(terms: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """First and total order, (r, s, k) each, for rows of weights (r, base) that add up to 1."""
    averaged = np.einsum("stb,rb->rst", terms, weights, optimize=True)
    variance = averaged[..., -1:] - averaged[..., -2:-1] ** 2
    variance = np.where(variance > 0, variance, np.nan)
    factors = (terms.shape[1] - 2) // 2
    return averaged[..., :factors] / variance, averaged[..., factors : 2 * factors] / variance


def _resampled(terms: Floats, random: np.random.Generator, resamples: int) -> tuple[Floats, Floats]:
    base = terms.shape[-1]
    even = np.full(base, 1 / base)
    parts: list[tuple[Floats, Floats]] = []
    for start in range(0, resamples, RESAMPLES_AT_ONCE):
        size = min(RESAMPLES_AT_ONCE, resamples - start)
        parts.append(_indices(terms, random.multinomial(base, even, size=size) / base))
    first, total = zip(*parts, strict=True)
    return np.concatenate(first), np.concatenate(total)


def _check(factors: int, base: int) -> None:
    if factors < 1:
        raise ValueError("La receta no declara ningún factor: no hay sensibilidad que medir.")
    if base < 2 or base & (base - 1):
        raise ValueError(
            "Las muestras de base deben ser una potencia de dos (256, 512, 1024…), "
            f"y se pidieron {base}."
        )
