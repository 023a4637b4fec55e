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
    # The decimals kept; fmin and fmax leave no NaN, and the infinity of a zero is the finest.
    digits = np.fmax(np.fmin(DIGITS - 1 - size, FINEST), -300).astype(np.intp)
    scale = _POWERS[digits + 300]
    return np.rint(scores * scale) / scale + 0.0


def ascending(values: NDArray[np.float64]) -> NDArray[np.int32]:
    """Rank along the last axis, 1 for the lowest, ties share the least; 0 where NaN."""
    rows = np.ascontiguousarray(values).reshape(-1, values.shape[-1])
    count, units = rows.shape
    order = np.argsort(rows, axis=-1)
    order += np.arange(0, count * units, max(units, 1))[:count, None]  # places in the whole array
    ranks = np.empty(count * units, np.int32)
    ranks[order] = _places(rows.ravel()[order])
    return ranks.reshape(values.shape)


def _places(ordered: NDArray[np.float64]) -> NDArray[np.int32]:
    """The place of each of (rows, U) already in order: NaN, which come last, have none."""
    places = np.broadcast_to(np.arange(1, ordered.shape[-1] + 1, dtype=np.int32), ordered.shape)
    same = ordered[..., 1:] == ordered[..., :-1]
    if same.any():
        starts = np.where(same, np.int32(0), places[..., 1:])
        places = np.concatenate([places[..., :1], starts], axis=-1)
        places = np.maximum.accumulate(places, axis=-1)
    unknown = np.isnan(ordered)
    return np.where(unknown, np.int32(0), places) if unknown.any() else places


def ranked(scores: NDArray[np.float64], *, descending: bool = True) -> NDArray[np.int32]:
    """Places of (…, U) after `rounded`: 1 is the highest (the lowest if not `descending`).

    Ties share the least place ("1, 2, 2, 4"); 0 where the score is NaN.
    """
    exact = rounded(scores)
    return ascending(-exact if descending else exact)
