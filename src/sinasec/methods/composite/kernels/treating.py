"""Outliers: winsorise a few points, else change the scale.

An indicator needs treatment while its skewness and its kurtosis are both out of bounds (see
`moments`): |G1| > 2 and G2 > 3.5.
"""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.kernels.box_cox import box_cox, likeliest
from sinasec.methods.composite.kernels.moments import is_outside, shape_of
from sinasec.methods.composite.kernels.winsorising import winsor_limits

Floats = NDArray[np.float64]
Fallback = Literal["log", "box_cox", "none"]

METHODS: Final = ("ninguno", "winsorizado", "logaritmo", "box-cox")
SHIFT: Final = 0.01  # of the range, added so that the smallest value has a logarithm


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
    rows, lead = _rows(values)
    before = shape_of(rows)
    done = _treated(rows, before, max_winsorise, skew, kurtosis, fallback)
    after = before[0].copy(), before[1].copy()
    changed = np.flatnonzero(done.method > 0)
    after[0][changed], after[1][changed] = shape_of(done.values[changed])
    return Treated(
        _table(done.values, lead),
        done.method.reshape(lead),
        done.points.reshape(lead),
        done.lambdas.reshape(lead),
        before[0].reshape(lead),
        before[1].reshape(lead),
        after[0].reshape(lead),
        after[1].reshape(lead),
        ~is_outside(*after, skew, kurtosis).reshape(lead),
    )


def treated_values(
    values: Floats,
    *,
    max_winsorise: int = 5,
    skew: float = 2.0,
    kurtosis: float = 3.5,
    fallback: Fallback = "log",
) -> Floats:
    """`treated(…).values`, without measuring what came out: for many replications."""
    rows, lead = _rows(values)
    done = _treated(rows, shape_of(rows), max_winsorise, skew, kurtosis, fallback)
    return _table(done.values, lead)


class _Done(NamedTuple):
    """As in Treated, of rows: `values` (K, U) and the others (K,)."""

    values: Floats
    method: NDArray[np.int8]
    points: NDArray[np.int32]
    lambdas: Floats


def _rows(values: Floats) -> tuple[Floats, tuple[int, ...]]:
    """(…, U, I) as rows (K, U), and the shape (…, I) of what is said of each."""
    columns = np.ascontiguousarray(np.moveaxis(values, -1, -2))
    return columns.reshape(-1, columns.shape[-1]), columns.shape[:-1]


def _table(rows: Floats, lead: tuple[int, ...]) -> Floats:
    return np.moveaxis(rows.reshape(*lead, rows.shape[-1]), -1, -2)


def _treated(
    rows: Floats,
    before: tuple[Floats, Floats],
    most: int,
    skew: float,
    kurtosis: float,
    fallback: Fallback,
) -> _Done:
    method = np.zeros(len(rows), np.int8)
    points = np.zeros(len(rows), np.int32)
    lambdas = np.full(len(rows), np.nan)
    result = rows.copy()
    outside = np.flatnonzero(is_outside(*before, skew, kurtosis))
    if not outside.size:
        return _Done(result, method, points, lambdas)
    brought, moved = _winsorised(rows[outside], most, skew, kurtosis)
    still, changed = np.full(outside.size, True), np.flatnonzero(moved)
    still[changed] = is_outside(*shape_of(brought[changed]), skew, kurtosis)
    result[outside], points[outside] = brought, moved
    method[outside] = np.where(moved > 0, 1, 0)
    if fallback != "none":
        failed = outside[still]
        signs = np.where(before[0][failed] < 0, -1.0, 1.0)
        result[failed], lambdas[failed] = rescaled(rows[failed], signs, fallback)
        points[failed], method[failed] = 0, 2 if fallback == "log" else 3
    return _Done(result, method, points, lambdas)


def _winsorised(
    rows: Floats, most: int, skew: float, kurtosis: float
) -> tuple[Floats, NDArray[np.int32]]:
    """Rows (K, U) out of bounds, with the ends brought in; and how many values were moved."""
    if most == 0:
        return rows, np.zeros(len(rows), np.int32)
    lowest, highest = winsor_limits(rows, most, skew, kurtosis)
    brought = np.clip(rows, lowest[:, None], highest[:, None])
    moved = ((brought != rows) & ~np.isnan(rows)).sum(axis=-1)
    return brought, moved.astype(np.int32)


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
    logs = np.log(positive / (most - least))
    lambdas = likeliest(logs)
    return box_cox(logs, lambdas[:, None]) * signs[:, None], lambdas
