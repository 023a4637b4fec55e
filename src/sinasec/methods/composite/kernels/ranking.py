"""Places among units, many replications at once."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

DIGITS: Final = 10
FINEST: Final = 12  # decimals; below that a sum of cancelled terms is noise, not a score
_POWERS: Final = np.power(10.0, np.arange(-300, FINEST + 1))


def rounded(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores of any shape to 10 significant digits and never finer than 1e-12.

    So that ranks do not depend on the order in which a machine adds.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.floor(np.log10(np.abs(scores)))
    size = np.nan_to_num(size, nan=0.0, neginf=-FINEST, posinf=0.0)
    digits = np.clip(DIGITS - 1 - size, -300, FINEST).astype(np.intp)
    scale = _POWERS[digits + 300]
    return np.rint(scores * scale) / scale + 0.0


def ascending(values: NDArray[np.float64]) -> NDArray[np.int32]:
    """Rank along the last axis, 1 for the lowest, ties share the least; 0 where NaN."""
    order = np.argsort(values, axis=-1)
    ordered = np.take_along_axis(values, order, axis=-1)
    starts = np.ones(values.shape, np.bool_)
    np.not_equal(ordered[..., 1:], ordered[..., :-1], out=starts[..., 1:])
    places = np.arange(1, values.shape[-1] + 1, dtype=np.int32)
    first = np.maximum.accumulate(np.where(starts, places, 0), axis=-1).astype(np.int32)
    first[np.isnan(ordered)] = 0
    ranks = np.empty(values.shape, np.int32)
    np.put_along_axis(ranks, order, first, axis=-1)
    return ranks


def ranked(scores: NDArray[np.float64], *, descending: bool = True) -> NDArray[np.int32]:
    """Places of (…, U) after `rounded`: 1 is the highest (the lowest if not `descending`).

    Ties share the least place ("1, 2, 2, 4"); 0 where the score is NaN.
    """
    exact = rounded(scores)
    return ascending(-exact if descending else exact)
