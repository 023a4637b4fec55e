"""Where high values gather, the unit included: Getis and Ord's G*."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sinasec.methods.rates.discovery import false_discovery
from sinasec.methods.rates.distributions import two_sided_normal
from sinasec.methods.rates.estimate import Floats
from sinasec.methods.rates.mapped import Mapped, mapped
from sinasec.methods.rates.neighbours import Neighbours
from sinasec.methods.rates.permutations import (
    Tally,
    different_places,
    tally_all,
    tally_others,
    two_sided,
)


@dataclass(frozen=True, slots=True)
class HotSpots:
    """(U,), NaN where the unit is left out. `z`: standardised G, positive where high values
    gather; `p`, two-sided, by permutation; `q`, after false-discovery control; `p_normal`, by z.
    """

    z: Floats
    p: Floats
    q: Floats
    p_normal: Floats
    islands: int


def getis_ord(
    values: ArrayLike,
    neighbours: Neighbours,
    *,
    star: bool = True,
    permutations: int = 9_999,
    seed: int = 0,
) -> HotSpots:
    """G* (star: the unit counts among its neighbours, with the same weight) or G, standardised.

    values: (U,), NaN where not known. Weights are one for each neighbour (Ord and Getis, 1995;
    the same z as `esda.G_Local` with transform "B"). Chance, for z and p alike, deals all values
    over the map in G*, and all but that of the unit in G; the p of G is that of the local Moran.
    """
    over = mapped(values, neighbours)
    if not over.varies:
        nothing = np.full(over.used.shape, np.nan)
        return HotSpots(nothing, nothing, nothing, nothing, over.islands)
    z = over.back(_with_itself(over) if star else _without_itself(over))
    tally = _tally(over, star, permutations, seed)
    p = np.where(np.isnan(z), np.nan, over.back(two_sided(tally, permutations)))
    return HotSpots(z, p, false_discovery(p), two_sided_normal(z), over.islands)


def _with_itself(over: Mapped) -> Floats:
    """Sum of k + 1 values against as many drawn from all, whose mean is 0 and variance 1."""
    size, drawn = over.z.size, over.links.degrees + 1
    variance = drawn * (size - drawn) / (size - 1)
    return _ratio(over.z + over.links.sums(over.z), variance)


def _without_itself(over: Mapped) -> Floats:
    """Sum of k values against as many drawn from the others."""
    others, drawn = over.z.size - 1, over.links.degrees
    mean = -over.z / others
    spread = (over.z.size - over.z**2) / others - mean**2
    variance = spread * drawn * (others - drawn) / (others - 1)
    return _ratio(over.links.sums(over.z) - drawn * mean, variance)


def _ratio(deviation: Floats, variance: Floats) -> Floats:
    """NaN where the neighbourhood is the whole map: nothing can vary."""
    varying = variance > 0
    return np.where(varying, deviation / np.sqrt(np.where(varying, variance, 1)), np.nan)


def _tally(over: Mapped, star: bool, permutations: int, seed: int) -> Tally:
    degrees, sums = over.links.degrees, over.links.sums(over.z)
    drawn = different_places(over.z.size, int(degrees.max()) + 1, permutations, seed)
    if star:
        return tally_all(over.z, over.z + sums, degrees + 1, drawn)
    return tally_others(over.z, sums, degrees, drawn)
