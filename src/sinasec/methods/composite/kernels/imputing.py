"""Filling what is missing, by column, by group of units, or by regression on the others."""

import warnings
from importlib import import_module
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

Statistic = Literal["mean", "median"]
ROUNDS: Final = 50
SETTLED: Final = 1e-4  # largest change of a round, in standard deviations
PENALTY: Final = 1e-3  # of the ridge, so that two equal indicators do not break it


def filled(values: NDArray[np.float64], statistic: Statistic) -> NDArray[np.float64]:
    """(…, U, I) with each gap replaced by the mean or median of its indicator."""
    everyone = np.zeros(values.shape[-2], np.intp)
    return group_filled(values, everyone, statistic)


def group_filled(
    values: NDArray[np.float64], groups: NDArray[np.intp], statistic: Statistic
) -> NDArray[np.float64]:
    """(…, U, I) with each gap replaced by the mean or median of its indicator in its group.

    `groups`: (U,), numbers from 0; -1 for a unit of no group. Where nobody of the group is known
    the statistic of all units is used; a gap stays where nobody at all is known.
    """
    missing = np.isnan(values)
    gappy = np.flatnonzero(missing.any(axis=tuple(range(values.ndim - 1))))
    if not gappy.size:
        return values
    filled = np.array(values, order="K")
    typical = _typical(values[..., gappy], groups, statistic)
    filled[..., gappy] = np.where(missing[..., gappy], typical, values[..., gappy])
    return filled


def _typical(
    values: NDArray[np.float64], groups: NDArray[np.intp], statistic: Statistic
) -> NDArray[np.float64]:
    """(…, U, I): the statistic of each unit's group; of all units where nobody of it is known."""
    centre = {"mean": _group_means, "median": _group_medians}[statistic]
    everyone = np.zeros_like(groups)
    if not (groups != groups[0]).any():
        return centre(values, everyone, 1)[..., everyone, :]
    count = int(groups.max()) + 1
    own = centre(values, np.where(groups < 0, count, groups), count + 1)
    own[..., count, :] = np.nan
    own = own[..., np.where(groups < 0, count, groups), :]
    unknown = np.isnan(own)
    return np.where(unknown, centre(values, everyone, 1), own) if unknown.any() else own


def _group_means(
    values: NDArray[np.float64], groups: NDArray[np.intp], count: int
) -> NDArray[np.float64]:
    """(…, count, I): mean of each group; NaN where nobody is known."""
    belongs = (groups == np.arange(count)[:, None]).astype(np.float64)
    known = ~np.isnan(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (belongs @ np.where(known, values, 0.0)) / (belongs @ known.astype(np.float64))


def _group_medians(
    values: NDArray[np.float64], groups: NDArray[np.intp], count: int
) -> NDArray[np.float64]:
    """(…, count, I): median of each group; NaN where nobody is known."""
    columns = np.moveaxis(values, -2, -1)
    medians = [_medians(columns[..., np.flatnonzero(groups == group)]) for group in range(count)]
    return np.stack(medians, axis=-2)


def _medians(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Median along the last axis of what is known; NaN where nothing is."""
    ordered = np.sort(rows, axis=-1)  # NaN go last
    known = (~np.isnan(ordered)).sum(axis=-1, keepdims=True)
    if not ordered.shape[-1]:
        return np.full(rows.shape[:-1], np.nan)
    low = np.take_along_axis(ordered, np.maximum(known - 1, 0) // 2, axis=-1)
    high = np.take_along_axis(ordered, np.minimum(known // 2, ordered.shape[-1] - 1), axis=-1)
    return ((low + high) / 2)[..., 0]


def iteratively_filled(values: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """(U, I) with each gap predicted from the other indicators, round after round.

    Chained regressions on standardised indicators (scikit-learn's IterativeImputer over Ridge),
    from the least incomplete to the most: the conditional means of an EM under a normal model,
    not draws from it. Two axes only; an indicator nobody knows stays unknown.
    """
    if values.ndim != 2:
        raise ValueError("La imputación iterativa trabaja una tabla a la vez.")
    known = ~np.isnan(values).all(axis=0)
    if not np.isnan(values[:, known]).any():
        return values
    result = values.copy()
    result[:, known] = _regressed(values[:, known], seed)
    return result


def _regressed(values: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    exceptions, imputing, linear = _scikit_learn()
    centre, spread = np.nanmean(values, axis=0), np.nanstd(values, axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    imputer = imputing.IterativeImputer(
        estimator=linear.Ridge(alpha=PENALTY), max_iter=ROUNDS, tol=SETTLED, random_state=seed
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", exceptions.ConvergenceWarning)
        standard: NDArray[np.float64] = imputer.fit_transform((values - centre) / spread)
    return np.where(np.isnan(values), standard * spread + centre, values)


def _scikit_learn() -> tuple[Any, Any, Any]:
    """Its modules, which bring no types and take long to import: only when they are needed."""
    import_module("sklearn.experimental.enable_iterative_imputer")
    names = ("sklearn.exceptions", "sklearn.impute", "sklearn.linear_model")
    exceptions, imputing, linear = (import_module(name) for name in names)
    return exceptions, imputing, linear
