"""Onto a common scale, with the direction applied: here and nowhere else.

The values of an indicator of direction -1 change sign before anything is measured; from then on
more is always more of what the index measures.
"""

from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.kernels.ranking import Ranking, lowest_first
from sinasec.methods.composite.kernels.span import is_flat

Floats = NDArray[np.float64]
Method = Literal[
    "minmax", "zscore", "rank", "percentile", "borda",
    "distance_to_max", "fraction_of_max", "goalposts",
]  # fmt: skip

BETWEEN: Final = ("minmax", "distance_to_max", "fraction_of_max", "goalposts")


def normalised(
    values: Floats,
    directions: NDArray[np.int_],
    method: Method,
    *,
    low: float = 0.0,
    high: float = 100.0,
    mean: float = 0.0,
    sd: float = 1.0,
    posts: Floats | None = None,
    ranks: Ranking = lowest_first,
) -> Floats:
    """(…, U, I) by one method, NaN kept.

    With x already multiplied by its direction, n units known and r their ascending rank (see
    `lowest_first`, which is what `ranks` must give if it is another):

    - minmax: low + (high - low)(x - min)/(max - min)
    - distance_to_max: low + (high - low)(1 - (max - x)/(max - min)), which is the same number
    - fraction_of_max: low + (high - low) x/max; with direction -1, what is left to the maximum
    - goalposts: low + (high - low)(x - l)/(u - l), cut at both ends; `posts` (I, 2) are [l, u]
    - zscore: mean + sd · (x - average)/s, with s of divisor n - 1
    - rank: r · borda: r - 1 · percentile: low + (high - low)(r - 1)/(n - 1)

    An indicator that is the same in all units has no range nor deviation: minmax,
    distance_to_max and zscore give NaN, as fraction_of_max does of a maximum not above zero.
    """
    oriented = values * directions
    if method in BETWEEN:
        worst, best = _ends(values, oriented, directions, method, posts)
        span = best - worst
        share = (oriented - worst) / np.where(span > 0, span, np.nan)
        if method == "goalposts":
            share = np.clip(share, 0.0, 1.0)
        elif method != "fraction_of_max":
            share = np.where(is_flat(oriented, -2), np.nan, share)
        return low + (high - low) * share
    if method == "zscore":
        return mean + sd * _standard(oriented)
    return _by_rank(oriented, method, low, high, ranks)


def _ends(
    values: Floats,
    oriented: Floats,
    directions: NDArray[np.int_],
    method: Method,
    posts: Floats | None,
) -> tuple[Floats, Floats]:
    """What stands for `low` and for `high`, oriented, broadcastable to the values."""
    if method == "goalposts":
        if posts is None:
            raise ValueError("Los postes de cada indicador hacen falta.")
        return _oriented_ends(posts[:, 0], posts[:, 1], directions)
    if method == "fraction_of_max":
        largest = np.fmax.reduce(values, axis=-2, keepdims=True)
        largest = np.where(largest > 0, largest, np.nan)
        return _oriented_ends(np.zeros_like(largest), largest, directions)
    return (
        np.fmin.reduce(oriented, axis=-2, keepdims=True),
        np.fmax.reduce(oriented, axis=-2, keepdims=True),
    )


def _oriented_ends(
    lower: Floats, upper: Floats, directions: NDArray[np.int_]
) -> tuple[Floats, Floats]:
    return np.where(directions > 0, lower, -upper), np.where(directions > 0, upper, -lower)


def _standard(oriented: Floats) -> Floats:
    known = ~np.isnan(oriented)
    count = known.sum(axis=-2, keepdims=True)
    average = np.where(known, oriented, 0.0).sum(axis=-2, keepdims=True) / np.maximum(count, 1)
    apart = oriented - average
    squares = np.where(known, apart * apart, 0.0).sum(axis=-2, keepdims=True)
    spread = np.sqrt(squares / np.maximum(count - 1, 1))
    return apart / np.where(is_flat(oriented, -2), np.nan, spread)


def _by_rank(oriented: Floats, method: Method, low: float, high: float, ranks: Ranking) -> Floats:
    places = np.moveaxis(ranks(np.moveaxis(oriented, -2, -1)), -1, -2).astype(np.float64)
    places[places == 0] = np.nan
    if method == "rank":
        return places
    places -= 1
    if method == "borda":
        return places
    count = (~np.isnan(oriented)).sum(axis=-2, keepdims=True)
    places *= high - low
    places /= np.where(count > 1, count - 1, np.nan)
    places += low
    return places
