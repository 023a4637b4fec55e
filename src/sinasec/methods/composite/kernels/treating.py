"""Outliers: winsorise a few points, else change the scale.

Skewness and kurtosis are those of COINr, of e1071's type 2 and of spreadsheets: G1 and excess G2,
corrected for bias (Joanes & Gill, The Statistician 47, 1998). An indicator needs treatment while
|G1| > 2 and G2 > 3.5 both hold.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.kernels.span import FLAT, is_flat

Floats = NDArray[np.float64]
Fallback = Literal["log", "box_cox", "none"]

METHODS: Final = ("ninguno", "winsorizado", "logaritmo", "box-cox")
SHIFT: Final = 0.01  # of the range, added so that the smallest value has a logarithm
LAMBDAS: Final = np.arange(-20, 21) / 10.0


@dataclass(frozen=True, slots=True)
class Treated:
    """`values` (…, U, I); the others (…, I). `method`: places in METHODS.

    `points`: values brought in by winsorising, 0 where the scale was changed instead.
    `lambdas`: of Box–Cox, NaN where not used. `passed`: what came out is within the bounds.
    """

    values: Floats
    method: NDArray[np.int8]
    points: NDArray[np.int32]
    lambdas: Floats
    skew_before: Floats
    kurtosis_before: Floats
    skew_after: Floats
    kurtosis_after: Floats
    passed: NDArray[np.bool_]


def shape_of(values: Floats) -> tuple[Floats, Floats]:
    """Skewness G1 and excess kurtosis G2 along the last axis; NaN below 4 values or constant.

    Both are free of scale, so the moments are those of values over their range.
    """
    unknown = np.isnan(values)
    n = (values.shape[-1] - unknown.sum(axis=-1)).astype(np.float64)
    n = np.where(n > 3, n, np.nan)
    if unknown.any():
        average = np.where(unknown, 0.0, values).sum(axis=-1) / n
        apart = np.where(unknown, 0.0, values - average[..., None])
    else:
        apart = values - (values.sum(axis=-1) / n)[..., None]
    apart /= _range(values)
    squares = apart * apart
    second = squares.sum(axis=-1)
    third = np.einsum("...u,...u->...", squares, apart)
    fourth = np.einsum("...u,...u->...", squares, squares)
    skew = np.sqrt(n) * third / second**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
    ratio = n * fourth / second**2
    kurtosis = ((n + 1) * (ratio - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return skew, kurtosis


def _range(values: Floats) -> Floats:
    """Highest less lowest along the last axis, kept; NaN where they are the same."""
    highest = np.fmax.reduce(values, axis=-1, keepdims=True)
    lowest = np.fmin.reduce(values, axis=-1, keepdims=True)
    largest = np.maximum(np.abs(highest), np.abs(lowest))
    return np.where(highest - lowest > FLAT * largest, highest - lowest, np.nan)


def treated(
    values: Floats,
    *,
    max_winsorise: int = 5,
    skew: float = 2.0,
    kurtosis: float = 3.5,
    fallback: Fallback = "log",
) -> Treated:
    """Bring (…, U, I) within the bounds, indicator by indicator, touching as little as possible.

    While out of bounds, the highest value (the lowest when the skew is negative) takes the value
    of the next one, ties together, as long as no more than `max_winsorise` values are moved and
    some difference is left. If that is not enough, the values as they came are given another
    scale: `fallback`.
    """
    columns = np.ascontiguousarray(np.moveaxis(values, -1, -2))
    flat = columns.reshape(-1, columns.shape[-1])
    before = shape_of(flat)
    method = np.zeros(len(flat), np.int8)
    points = np.zeros(len(flat), np.int32)
    lambdas = np.full(len(flat), np.nan)
    outside = np.flatnonzero(_outside(*before, skew, kurtosis))
    result = flat.copy()
    if outside.size:
        brought, moved = _winsorised(
            flat[outside], before[0][outside], max_winsorise, skew, kurtosis
        )
        still = _outside(*shape_of(brought), skew, kurtosis)
        result[outside], points[outside] = brought, moved
        method[outside] = np.where(moved > 0, 1, 0)
        if fallback != "none":
            failed = outside[still]
            signs = np.where(before[0][failed] < 0, -1.0, 1.0)
            result[failed], lambdas[failed] = rescaled(flat[failed], signs, fallback)
            points[failed], method[failed] = 0, 2 if fallback == "log" else 3
    after = before[0].copy(), before[1].copy()
    after[0][outside], after[1][outside] = shape_of(result[outside])
    lead = columns.shape[:-1]
    return Treated(
        np.moveaxis(result.reshape(columns.shape), -1, -2),
        method.reshape(lead),
        points.reshape(lead),
        lambdas.reshape(lead),
        before[0].reshape(lead),
        before[1].reshape(lead),
        after[0].reshape(lead),
        after[1].reshape(lead),
        ~_outside(*after, skew, kurtosis).reshape(lead),
    )


def _outside(skews: Floats, kurtoses: Floats, skew: float, kurtosis: float) -> NDArray[np.bool_]:
    return (np.abs(skews) > skew) & (kurtoses > kurtosis)


def _winsorised(
    rows: Floats, skews: Floats, most: int, skew: float, kurtosis: float
) -> tuple[Floats, NDArray[np.int32]]:
    """Rows (K, U) out of bounds, with the ends brought in; and how many values were moved.

    `skews`: (K,), those of the rows as they come.
    """
    first, rows = rows, rows.copy()
    active, turn = np.arange(len(rows)), skews
    for _ in range(most):
        lowered = _one_step(rows[active], turn)
        within = (_moved(lowered, first[active]) <= most) & ~is_flat(lowered, -1)[:, 0]
        active, lowered = active[within], lowered[within]
        rows[active] = lowered
        turn, peaks = shape_of(lowered)
        outside = _outside(turn, peaks, skew, kurtosis)
        active, turn = active[outside], turn[outside]
        if not active.size:
            break
    return rows, _moved(rows, first)


def _one_step(rows: Floats, skews: Floats) -> Floats:
    """Each row with its highest (or lowest, by the skew) value replaced by the next one."""
    signs = np.where(skews < 0, -1.0, 1.0)[:, None]
    turned = rows * signs
    top = np.fmax.reduce(turned, axis=-1)[:, None]
    below = np.fmax.reduce(np.where(turned < top, turned, -np.inf), axis=-1)[:, None]
    return np.where(turned == top, below, turned) * signs


def _moved(rows: Floats, first: Floats) -> NDArray[np.int32]:
    return ((rows != first) & ~np.isnan(first)).sum(axis=-1).astype(np.int32)


def rescaled(rows: Floats, signs: Floats, fallback: Fallback) -> tuple[Floats, Floats]:
    """Rows (K, U) on a log or Box–Cox scale, order kept; and the lambdas (NaN for log).

    z = x - min + 0.01 (max - min), of -x where the sign is -1 and given back with its sign.
    Box–Cox is of z / (max - min), which does not depend on the unit of measure, and takes the
    lambda of greatest likelihood among -2, -1.9, …, 2.
    """
    turned = rows * signs[:, None]
    least = np.fmin.reduce(turned, axis=-1)[:, None]
    most = np.fmax.reduce(turned, axis=-1)[:, None]
    positive = turned - least + SHIFT * (most - least)
    if fallback == "log":
        return np.log(positive) * signs[:, None], np.full(len(rows), np.nan)
    positive = positive / (most - least)
    logs = np.log(positive)
    likelihoods = np.stack([_likelihood(positive, logs, each) for each in LAMBDAS])
    lambdas = LAMBDAS[np.argmax(likelihoods, axis=0)] if len(rows) else np.zeros(0)
    return _box_cox(positive, logs, lambdas[:, None]) * signs[:, None], lambdas


def _box_cox(positive: Floats, logs: Floats, lambdas: Floats) -> Floats:
    safe = np.where(lambdas == 0, 1.0, lambdas)
    return np.where(lambdas == 0, logs, (positive**safe - 1) / safe)


def _likelihood(positive: Floats, logs: Floats, each: float) -> Floats:
    """Profile log-likelihood of one lambda for each row, as if normal after the change."""
    changed = _box_cox(positive, logs, np.full((len(positive), 1), each))
    n = (~np.isnan(changed)).sum(axis=-1)
    return (each - 1) * np.nansum(logs, axis=-1) - n / 2 * np.log(np.nanvar(changed, axis=-1))
