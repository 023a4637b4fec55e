"""Weights among siblings that come from the data: from the first component, or of equal influence.

Siblings are the last axis of (…, U, n); weights come back as (…, n), adding up to 1.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Aggregate = Callable[[Floats, Floats], Floats]

MOST_SWEEPS: Final = 20_000
SETTLED: Final = 1e-14
MOST_STEPS: Final = 200
EQUAL: Final = 1e-12


class CannotWeigh(ValueError):
    """The siblings say nothing of their weights: too few complete units, or one is constant."""


def shared(weights: Floats, family: NDArray[np.intp], parents: int) -> Floats:
    """Weights (…, I) scaled so that those of each family add up to 1; NaN where all are zero."""
    belongs = (family[:, None] == np.arange(parents)).astype(np.float64)
    total = weights @ belongs
    return weights / np.where(total > 0, total, np.nan)[..., family]


def correlations(values: Floats) -> Floats:
    """Pearson's among the siblings over the units where all are known: (…, n, n).

    Raises CannotWeigh with fewer than three such units or with a constant sibling.
    """
    complete = ~np.isnan(values).any(axis=-1, keepdims=True)
    count = complete.sum(axis=-2, keepdims=True)
    if (count < 3).any():
        raise CannotWeigh("hacen falta al menos tres unidades con todos los datos")
    known = np.where(complete, values, 0.0)
    apart = np.where(complete, values - known.sum(axis=-2, keepdims=True) / count, 0.0)
    products = np.swapaxes(apart, -1, -2) @ apart
    spread = np.sqrt(np.diagonal(products, axis1=-2, axis2=-1))
    if (spread <= 1e-12 * np.abs(known).max(axis=(-1, -2), initial=1e-300)[..., None]).any():
        raise CannotWeigh("uno de los elementos tiene el mismo valor en todas las unidades")
    return products / spread[..., :, None] / spread[..., None, :]


def principal(values: Floats) -> Floats:
    """Squared loadings of the first principal component of the correlations: (…, n).

    The square of a unit vector adds up to 1 and has no sign, so no sibling weighs less than zero
    (OECD & JRC, Handbook on Constructing Composite Indicators, 2008, step 6).
    """
    _, vectors = np.linalg.eigh(correlations(values))
    return vectors[..., -1] ** 2


def balanced(values: Floats, aggregate: Aggregate | None = None) -> Floats:
    """Weights with which every sibling has the same correlation with the aggregate: (…, n).

    For an arithmetic mean of standardised siblings, R v = 1 gives it exactly, w = v / s. Where
    some v would be negative the answer is that of the largest least correlation: that sibling
    gets 0 and correlates more than the others. `aggregate(values, weights)` is given for other
    means: the target of each sibling is then moved until the correlations are equal.
    """
    matrix = correlations(values)
    target = np.ones(matrix.shape[:-1])
    spread = _spread(values)
    weights = _of_correlation(matrix, target) / spread
    weights = weights / weights.sum(axis=-1, keepdims=True)
    if aggregate is None:
        return weights
    return _adjusted(values, matrix, spread, weights, aggregate)


def _spread(values: Floats) -> Floats:
    complete = ~np.isnan(values).any(axis=-1, keepdims=True)
    count = complete.sum(axis=-2, keepdims=True)
    average = np.where(complete, values, 0.0).sum(axis=-2, keepdims=True) / count
    apart = np.where(complete, values - average, 0.0)
    return np.sqrt((apart * apart).sum(axis=-2))


def _of_correlation(matrix: Floats, target: Floats) -> Floats:
    """v ≥ 0 with R v = target where v > 0 and R v ≥ target where v = 0."""
    ridge: Floats = matrix + 1e-12 * np.eye(matrix.shape[-1])
    exact = np.linalg.solve(ridge, target[..., None])[..., 0].astype(np.float64)
    if (exact >= 0).all():
        return exact
    start = np.maximum(exact, 0.0)
    return np.where((exact >= 0).all(axis=-1, keepdims=True), exact, _swept(ridge, target, start))


def _swept(matrix: Floats, target: Floats, start: Floats) -> Floats:
    """Coordinate by coordinate, never below zero, until nothing moves."""
    values = start.copy()
    for _ in range(MOST_SWEEPS):
        before = values.copy()
        for place in range(matrix.shape[-1]):
            rest = (matrix[..., place, :] * values).sum(axis=-1)
            gap = (target[..., place] - rest) / matrix[..., place, place]
            values[..., place] = np.maximum(values[..., place] + gap, 0.0)
        if np.abs(values - before).max() <= SETTLED * np.abs(values).max():
            break
    return values


def _adjusted(
    values: Floats, matrix: Floats, spread: Floats, weights: Floats, aggregate: Aggregate
) -> Floats:
    target = np.ones(weights.shape)
    best, least = weights, np.full(weights.shape[:-1], np.inf)
    for _ in range(MOST_STEPS):
        found = influence(values, aggregate(values, weights))
        used = np.where(weights > 0, found, np.nan)
        uneven = np.nanmax(used, axis=-1) - np.nanmin(used, axis=-1)
        better = uneven < least
        best, least = np.where(better[..., None], weights, best), np.minimum(uneven, least)
        if (least <= EQUAL).all() or (np.nan_to_num(used, nan=1.0) <= 0).any():
            break
        target = target * np.where(
            weights > 0, np.nanmean(used, axis=-1, keepdims=True) / found, 1.0
        )
        weights = _of_correlation(matrix, target) / spread
        weights = weights / weights.sum(axis=-1, keepdims=True)
    return best


def influence(values: Floats, scores: Floats) -> Floats:
    """Correlation of each sibling (…, U, n) with the scores (…, U) of the aggregate: (…, n)."""
    complete = ~np.isnan(values).any(axis=-1) & ~np.isnan(scores)
    both = np.concatenate([values, scores[..., None]], axis=-1)
    both = np.where(complete[..., None], both, np.nan)
    return correlations(both)[..., -1, :-1]
