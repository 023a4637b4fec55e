"""Skewness and kurtosis, and whether they are out of bounds.

Those of COINr, of e1071's type 2 and of spreadsheets: G1 and excess G2, corrected for bias (Joanes
& Gill, The Statistician 47, 1998). Both are free of scale.
"""

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.kernels.span import FLAT

Floats = NDArray[np.float64]


def shape_of(values: Floats) -> tuple[Floats, Floats]:
    """Skewness G1 and excess kurtosis G2 along the last axis; NaN below 4 values or constant."""
    unknown = np.isnan(values)
    n = (values.shape[-1] - unknown.sum(axis=-1)).astype(np.float64)
    n = np.where(n > 3, n, np.nan)
    if unknown.any():
        average = np.where(unknown, 0.0, values).sum(axis=-1) / n
        apart = np.where(unknown, 0.0, values - average[..., None])
    else:
        apart = values - (values.sum(axis=-1) / n)[..., None]
    apart /= _range(values)  # of very large values the fourth powers have no number
    squares = apart * apart
    third = np.einsum("...u,...u->...", squares, apart)
    fourth = np.einsum("...u,...u->...", squares, squares)
    return corrected(n, squares.sum(axis=-1), third, fourth)


def corrected(n: Floats, second: Floats, third: Floats, fourth: Floats) -> tuple[Floats, Floats]:
    """G1 and G2 of n values (4 or more) from the sums of their powers about the mean."""
    skew = np.sqrt(n) * third / second**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
    ratio = n * fourth / second**2
    return skew, ((n + 1) * (ratio - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))


def is_outside(skews: Floats, kurtoses: Floats, skew: float, kurtosis: float) -> NDArray[np.bool_]:
    """True where both are beyond their bounds; never where they have no value."""
    return (np.abs(skews) > skew) & (kurtoses > kurtosis)


def _range(values: Floats) -> Floats:
    """Highest less lowest along the last axis, kept; NaN where they are the same."""
    highest = np.fmax.reduce(values, axis=-1, keepdims=True)
    lowest = np.fmin.reduce(values, axis=-1, keepdims=True)
    largest = np.maximum(np.abs(highest), np.abs(lowest))
    return np.where(highest - lowest > FLAT * largest, highest - lowest, np.nan)
