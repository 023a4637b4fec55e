"""The statistics of the audit, on arrays (units, elements) with NaN for what is not known."""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.kernels.ranking import ascending

Floats = NDArray[np.float64]
NOTHING = 1e-12  # share of a variance under which what is left is rounding


def known_in_both(values: Floats) -> NDArray[np.int64]:
    """(E, E): units known in each pair of elements of (U, E)."""
    known = (~np.isnan(values)).astype(np.int64)
    return known.T @ known


def pearson(values: Floats) -> Floats:
    """(E, E): linear correlation of every pair over the units known in both; NaN if undefined."""
    known = ~np.isnan(values)
    if known.all():
        return _correlation(values)
    return _by_pair(values, _correlation)


def spearman(values: Floats) -> Floats:
    """(E, E): rank correlation of every pair, ranked among the units known in both."""
    if not np.isnan(values).any():
        return _correlation(midranks(values))
    return _by_pair(values, lambda pair: _correlation(midranks(pair)))


def midranks(values: Floats) -> Floats:
    """(U, E): place of each value in its column, from the lowest; ties share their mean place."""
    columns = values.T
    lowest, highest = ascending(columns), ascending(-columns)
    return ((lowest + values.shape[0] + 1 - highest) / 2).T


def p_values(correlations: Floats, units: NDArray[np.int64]) -> Floats:
    """Two-sided p of the hypothesis of no correlation, by Student's t with n - 2 degrees."""
    from scipy.special import stdtr  # pyright: ignore[reportMissingTypeStubs]  (a slow import)

    freedom = np.where(units > 2, units - 2.0, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(correlations) * np.sqrt(freedom / (1 - correlations**2))
    return 2 * cast(Any, stdtr)(freedom, -np.where(np.abs(correlations) >= 1, np.inf, t))


def cronbach_alpha(values: Floats) -> float:
    """Cronbach's alpha of the columns over the complete units; NaN with fewer than two of each."""
    complete = _complete(values)
    items = complete.shape[1]
    if items < 2 or complete.shape[0] < 2:
        return float("nan")
    total = complete.sum(axis=1).var(ddof=1)
    if total <= 0:
        return float("nan")
    return float(items / (items - 1) * (1 - complete.var(axis=0, ddof=1).sum() / total))


def first_component_share(values: Floats) -> float:
    """Share of variance of the first principal component of the standardised columns."""
    correlations = _correlation(_complete(values))
    if correlations.shape[0] < 2 or np.isnan(correlations).any():
        return float("nan")
    return float(np.linalg.eigvalsh(correlations)[-1] / correlations.shape[0])


def inflation(values: Floats) -> Floats:
    """(E,): variance inflation 1 / (1 - R²) of each column on the others, complete units.

    Infinite when the others give it exactly; NaN for a constant column.
    """
    correlations = _correlation(_complete(values))
    varying = ~np.isnan(np.diagonal(correlations))
    among = correlations[np.ix_(varying, varying)]
    unexplained = np.array([_unexplained(among, place) for place in range(among.shape[0])])
    found = np.full(values.shape[1], np.nan)
    with np.errstate(divide="ignore"):
        found[varying] = 1 / np.where(unexplained <= NOTHING, 0.0, unexplained)
    return found


def condition_number(values: Floats) -> float:
    """√(largest / smallest eigenvalue) of the correlations of the columns that vary.

    Above 30, by Belsley, Kuh and Welsch (1980), the columns nearly repeat each other.
    """
    correlations = _correlation(_complete(values))
    varying = ~np.isnan(np.diagonal(correlations))
    if not varying.any():
        return float("nan")
    eigenvalues = np.linalg.eigvalsh(correlations[np.ix_(varying, varying)])
    smallest = eigenvalues[0] if eigenvalues[0] > NOTHING * eigenvalues[-1] else 0.0
    return float(np.sqrt(eigenvalues[-1] / smallest)) if smallest else float("inf")


def _unexplained(correlations: Floats, place: int) -> float:
    """1 - R² of one column on the others, from their correlations."""
    others = [each for each in range(correlations.shape[0]) if each != place]
    if not others:
        return 1.0
    toward = correlations[others, place]
    among = correlations[np.ix_(others, others)]
    inverse = np.linalg.pinv(among, rcond=NOTHING, hermitian=True)
    return float(1 - toward @ inverse @ toward)


def _complete(values: Floats) -> Floats:
    return values[~np.isnan(values).any(axis=1)]


def _correlation(values: Floats) -> Floats:
    """(E, E) of complete columns; NaN for a column that does not vary."""
    if values.shape[0] < 2:
        return np.full((values.shape[1], values.shape[1]), np.nan)
    centred = values - values.mean(axis=0)
    scale = np.sqrt((centred**2).sum(axis=0))
    flat = scale <= NOTHING * np.abs(values).max(axis=0) * np.sqrt(values.shape[0])
    standard = centred / np.where(flat, np.nan, scale)
    return np.clip(standard.T @ standard, -1.0, 1.0)


def _by_pair(values: Floats, correlation: Callable[[Floats], Floats]) -> Floats:
    elements = values.shape[1]
    found = np.empty((elements, elements))
    for one in range(elements):
        for other in range(one, elements):
            pair = _complete(values[:, [one, other]])
            found[one, other] = found[other, one] = correlation(pair)[0, 1]
    return found
