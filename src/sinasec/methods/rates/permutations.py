"""What chance alone would do: values dealt at random over the map.

All units share the same draws. A draw is k + 1 different places out of n, in random order. For a
unit that is not among the first k, those are k places out of the others; for one that is, the
last takes its place: in both cases an even draw without the unit. So one sorted list of sums
answers for all units of k neighbours, and only the few draws that held a unit are put right.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.rates.estimate import Floats

TIE = 1e-9  # standardised sums closer than this are equal: rounding must not break ties
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tally:
    """Draws at least as high, and at most as low, as what was seen: (n,)."""

    above: Places
    below: Places


def different_places(n: int, width: int, rows: int, seed: int) -> Places:
    """(rows, width): each row, different places out of n in random order."""
    random = np.random.default_rng(seed)
    drawn = np.empty((rows, width), dtype=np.int64)
    for column in range(width):
        pick = random.integers(0, n - column, rows)
        for earlier in np.sort(drawn[:, :column], axis=1).T:
            pick += pick >= earlier
        drawn[:, column] = pick
    return drawn


def tally_others(z: Floats, seen: Floats, degrees: Places, drawn: Places) -> Tally:
    """Each unit keeps its value and the others are dealt again among its neighbours.

    z, seen, degrees: (n,), standardised values, sums over the neighbours and how many those are.
    drawn: (permutations, at least the largest degree + 1).
    """
    above, below = np.zeros(z.size, np.int64), np.zeros(z.size, np.int64)
    for degree in np.unique(degrees):
        units = np.flatnonzero(degrees == degree)
        counted = _without_unit(z, seen, units, drawn[:, : degree + 1])
        above[units], below[units] = counted.above, counted.below
    return Tally(above, below)


def tally_all(z: Floats, seen: Floats, sizes: Places, drawn: Places) -> Tally:
    """All values are dealt again: sums of `sizes` values out of all. Shapes as above."""
    above, below = np.zeros(z.size, np.int64), np.zeros(z.size, np.int64)
    for size in np.unique(sizes):
        units = np.flatnonzero(sizes == size)
        counted = _against(np.sort(_sums(z, drawn[:, :size])), seen[units])
        above[units], below[units] = counted.above, counted.below
    return Tally(above, below)


def two_sided(tally: Tally, permutations: int) -> Floats:
    """Twice the smaller tail, at most 1; what was seen counts as one more draw: (n,)."""
    smaller = np.minimum(tally.above, tally.below) + 1
    return np.minimum(1.0, 2 * smaller / (permutations + 1))


def _without_unit(z: Floats, seen: Floats, units: Places, drawn: Places) -> Tally:
    """Counts for units of as many neighbours as `drawn` has columns but one."""
    sums = _sums(z, drawn[:, :-1])
    counted = _against(np.sort(sums), seen[units])
    place = np.full(z.size, -1)
    place[units] = np.arange(units.size)
    rows, columns = np.nonzero(place[drawn[:, :-1]] >= 0)
    held = drawn[rows, columns]
    wrong, right = sums[rows], sums[rows] - z[held] + z[drawn[rows, -1]]
    up = _change(right >= seen[held] - TIE, wrong >= seen[held] - TIE, place[held], units.size)
    down = _change(right <= seen[held] + TIE, wrong <= seen[held] + TIE, place[held], units.size)
    return Tally(counted.above + up, counted.below + down)


def _sums(z: Floats, drawn: Places) -> Floats:
    """Sum of each draw, added in order so that every machine rounds alike: (permutations,)."""
    total = np.zeros(drawn.shape[0])
    for column in drawn.T:
        total += z[column]
    return total


def _against(ordered: Floats, seen: Floats) -> Tally:
    below = np.searchsorted(ordered, seen + TIE, side="right")
    return Tally(ordered.size - np.searchsorted(ordered, seen - TIE, side="left"), below)


def _change(
    after: NDArray[np.bool_], before: NDArray[np.bool_], place: Places, units: int
) -> Places:
    change = after.astype(np.float64) - before.astype(np.float64)
    return np.bincount(place, weights=change, minlength=units).astype(np.int64)
