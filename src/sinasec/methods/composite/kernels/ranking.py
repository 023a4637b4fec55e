"""Places among units, many replications at once."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Ranking = Callable[[NDArray[np.float64]], NDArray[np.int32]]

DIGITS: Final = 10
FINEST: Final = 12  # decimals; below that a sum of cancelled terms is noise, not a score
_POWERS: Final = np.power(10.0, np.arange(-300, FINEST + 1))


def rounded(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores of any shape to 10 significant digits and never finer than 1e-12.

    So that ranks do not depend on the order in which a machine adds.
    """
    size = np.abs(scores)
    with np.errstate(divide="ignore", invalid="ignore"):
        np.floor(np.log10(size, out=size), out=size)
    # The decimals kept; fmin and fmax leave no NaN, and the infinity of a zero is the finest.
    digits = np.subtract(DIGITS - 1, size, out=size)
    np.fmax(np.fmin(digits, FINEST, out=digits), -300, out=digits)
    scale = _POWERS[digits.astype(np.intp) + 300]
    exact = scores * scale
    np.rint(exact, out=exact)
    exact /= scale
    exact += 0.0  # zero has no sign
    return exact


def ascending(values: NDArray[np.float64]) -> NDArray[np.int32]:
    """Rank along the last axis, 1 for the lowest, ties share the least; 0 where NaN."""
    if not values.size:
        return np.zeros(values.shape, np.int32)  # of nobody there is no length to tell rows by
    rows = np.ascontiguousarray(values).reshape(-1, values.shape[-1])
    count, units = rows.shape
    order = np.argsort(rows, axis=-1)
    order += np.arange(0, count * units, max(units, 1))[:count, None]  # places in the whole array
    ranks = np.empty(count * units, np.int32)
    ranks[order] = _places(rows.ravel()[order])
    return ranks.reshape(values.shape)


def _places(ordered: NDArray[np.float64]) -> NDArray[np.int32]:
    """The place of each of (rows, U) already in order: NaN, which come last, have none."""
    places = _shared_least(ordered)
    unknown = np.isnan(ordered)
    return np.where(unknown, np.int32(0), places) if unknown.any() else places


def _shared_least(ordered: NDArray[Any]) -> NDArray[np.int32]:
    """The place of each of (rows, U) already in order; ties share the least."""
    places = np.empty(ordered.shape, np.int32)
    places[...] = np.arange(1, ordered.shape[-1] + 1)
    same = ordered[..., 1:] == ordered[..., :-1]
    tied = np.flatnonzero(same.any(axis=-1))
    some = places[tied]
    some[:, 1:][same[tied]] = 0
    places[tied] = np.maximum.accumulate(some, axis=-1)
    return places


PLACE_BITS: Final = 11  # the last of a number, which say nothing of its first 10 digits
MOST_PACKED: Final[int] = 1 << PLACE_BITS
_BUT_THE_SIGN: Final = np.int64(np.iinfo(np.int64).max)


def ascending_rounded(values: NDArray[np.float64]) -> NDArray[np.int32]:
    """`ascending` of values that are `rounded` already, which is quicker.

    The bits of a number, turned where it is negative, are an integer that has its order. Two that
    differ in 10 digits differ before the last 11 bits, so that those can carry the place: one
    sort of integers then says which unit is where.
    """
    units = values.shape[-1]
    if units > MOST_PACKED or np.isnan(values).any():
        return ascending(values)
    keys = _with_places(np.ascontiguousarray(values).reshape(-1, units))
    keys.sort(axis=-1)
    order: Ints = np.bitwise_and(keys, MOST_PACKED - 1)
    starts: Ints = np.arange(len(keys), dtype=np.int64) * units
    order += starts[:, None]  # in the whole array
    ranks = np.empty(keys.size, np.int32)
    ranks[order] = _shared_least(np.right_shift(keys, PLACE_BITS))
    return ranks.reshape(values.shape)


def _with_places(rows: NDArray[np.float64]) -> Ints:
    """Integers (K, U) in the order of the numbers, each with its place in the last bits."""
    bits: Ints = rows.view(np.int64)
    keys: Ints = np.where(bits < 0, np.bitwise_xor(bits, _BUT_THE_SIGN), bits)
    np.bitwise_and(keys, -MOST_PACKED, out=keys)
    places: Ints = np.arange(rows.shape[-1], dtype=np.int64)
    return np.bitwise_or(keys, places, out=keys)


def lowest_first(values: NDArray[np.float64]) -> NDArray[np.int32]:
    """Places along the last axis, 1 the lowest; ties, to 10 significant digits, share the least."""
    return ascending_rounded(rounded(values))


def ranked(scores: NDArray[np.float64], *, descending: bool = True) -> NDArray[np.int32]:
    """Places of (…, U) after `rounded`: 1 is the highest (the lowest if not `descending`).

    Ties share the least place ("1, 2, 2, 4"); 0 where the score is NaN.
    """
    return lowest_first(-scores if descending else scores)
