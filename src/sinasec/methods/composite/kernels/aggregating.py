"""From the children of an aggregate to its score.

Arithmetic, geometric, harmonic and power means are one thing: a mean of f(x), taken back.
Shared values (U, I) with weights (R, I) become one matrix product for all replications.
"""

import math
from collections.abc import Callable
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.kernels.ranking import rounded

Floats = NDArray[np.float64]
Method = Literal["arithmetic", "geometric", "harmonic", "power", "copeland"]

TIE: Final = 1e-12  # a smaller net weight is a draw
_BLOCK: Final = 250_000  # pairs × replications at once: what a cache holds


class OutOfDomain(ValueError):
    """A mean asks for positive values. `places`: the elements that have others."""

    def __init__(self, places: tuple[int, ...]) -> None:
        super().__init__("El promedio pedido solo admite valores positivos.")
        self.places = places


def exponent(method: Method, p: float = 1.0) -> float:
    """The p of the power mean that `method` is (0 for geometric)."""
    return {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}.get(method, p)


def forward(values: Floats, p: float) -> Floats:
    """f(x): x, log x, or x to the p. Values must be in the domain."""
    if p == 1.0:
        return values
    if p == 0.0:
        return np.log(values)
    return 1.0 / values if p == -1.0 else values**p


def backward(means: Floats, p: float) -> Floats:
    """The inverse of `forward`."""
    if p == 1.0:
        return means
    if p == 0.0:
        return np.exp(means)
    return 1.0 / means if p == -1.0 else means ** (1.0 / p)


def check_domain(values: Floats, p: float) -> None:
    """Raises OutOfDomain where a mean of exponent `p` is not defined for some of (…, I)."""
    if p == 1.0:
        return
    bad = values < 0 if p > 0 else values <= 0
    if bad.any():
        wrong = bad.reshape(-1, values.shape[-1]).any(axis=0)
        raise OutOfDomain(tuple(int(place) for place in np.flatnonzero(wrong)))


def aggregated(
    values: Floats,
    weights: Floats,
    family: NDArray[np.intp],
    parents: int,
    method: Method = "arithmetic",
    p: float = 1.0,
) -> Floats:
    """One level of the tree: (…, U, I) and weights (…, I) to scores (…, U, `parents`).

    `family`: (I,), the place of each element's parent. Leading axes of values and weights
    broadcast. Weights need not add up to 1: they are shared among the siblings that are known,
    unit by unit; a unit with none known has NaN. The result is a view laid out element by
    element, which is how the next level reads it best. Raises OutOfDomain.
    """
    if method == "copeland":
        return _each_family(copeland, values, weights, family, parents)
    power = exponent(method, p)
    check_domain(values, power)

    def mean(some: Floats, their_weights: Floats) -> Floats:
        with np.errstate(divide="ignore"):  # a power mean below 1 of a zero
            return backward(weighted(forward(some, power), their_weights), power)

    return _each_family(mean, values, weights, family, parents)


def _each_family(
    score: Callable[[Floats, Floats], Floats],
    values: Floats,
    weights: Floats,
    family: NDArray[np.intp],
    parents: int,
) -> Floats:
    columns = np.moveaxis(values, -1, 0)
    siblings = [np.flatnonzero(family == place) for place in range(parents)]
    scores = [score(np.moveaxis(columns[own], 0, -1), weights[..., own]) for own in siblings]
    return np.moveaxis(np.stack(scores), 0, -1)


def _shares(weights: Floats) -> Floats:
    """Weights (…, n) adding up to 1; NaN where they add up to nothing."""
    total = weights.sum(axis=-1, keepdims=True)
    return weights / np.where(total > 0, total, np.nan)


def weighted(values: Floats, weights: Floats) -> Floats:
    """Σ w x / Σ w over what is known: (…, U, n), (…, n) to (…, U)."""
    missing = np.isnan(values)
    shares = _shares(weights)
    if not missing.any():
        return _products(values, shares)
    total = _products((~missing).astype(np.float64), shares)
    known = np.where(total > 0, total, np.nan)
    return _products(np.where(missing, 0.0, values), shares) / known


def _products(values: Floats, weights: Floats) -> Floats:
    """Σ over the last axis of values × weights; one matrix product where values are shared."""
    if values.ndim == 2:
        return weights @ values.T
    result = values[..., 0] * weights[..., 0, None]
    for place in range(1, values.shape[-1]):
        result += values[..., place] * weights[..., place, None]
    return result


def copeland(values: Floats, weights: Floats) -> Floats:
    """Wins less losses of each unit against every other: (…, U, n), (…, n) to (…, U).

    A unit wins over another when the weight of the elements in which it is higher exceeds that
    of those in which it is lower, among those known in both. NaN where nothing is known. Values
    are compared as ranks are, `rounded`: the order in which a machine adds wins no duel.
    """
    values = rounded(values)
    units = values.shape[-2]
    shares = _shares(weights)
    copies = math.prod(np.broadcast_shapes(values.shape[:-2], weights.shape[:-1]))
    step = max(1, _BLOCK // max(1, units * copies))
    blocks = [
        _net_wins(values[..., start : start + step, :], values, shares)
        for start in range(0, units, step)
    ]
    unknown = np.isnan(values).all(axis=-1) | np.isnan(shares).any(axis=-1, keepdims=True)
    return np.where(unknown, np.nan, np.concatenate(blocks, axis=-1))


def _net_wins(some: Floats, others: Floats, weights: Floats) -> Floats:
    """Wins less losses of the units of `some` (…, B, n) against `others` (…, U, n): (…, B)."""
    net: Floats = np.zeros(1)
    for place in range(some.shape[-1]):
        mine, theirs = some[..., :, None, place], others[..., None, :, place]
        ahead = (mine > theirs).view(np.int8) - (mine < theirs).view(np.int8)  # 0 where NaN
        net = net + ahead * weights[..., None, None, place]
    wins, losses = (np.count_nonzero(each, axis=-1) for each in (net > TIE, net < -TIE))
    return (wins - losses).astype(np.float64)
