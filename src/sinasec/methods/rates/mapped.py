"""The units on which a spatial statistic can be computed, ready for it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sinasec.methods.rates.estimate import Floats, Mask
from sinasec.methods.rates.neighbours import Neighbours

FLAT = 1e-12  # a standard deviation this small beside the values is rounding


@dataclass(frozen=True, slots=True)
class Mapped:
    """`used`: (U,), units with a value and a neighbour with one. `z`: (n,), their values less the
    mean, over the standard deviation of n, not n − 1. `links`: among them. `islands`: units with a
    value and no neighbour with one, left out."""

    used: Mask
    z: Floats
    links: Neighbours
    islands: int

    @property
    def varies(self) -> bool:
        """At least three units that are not all equal."""
        return self.z.size > 2 and bool(np.any(self.z != 0))

    def back(self, values: Floats) -> Floats:
        """(n,) in the places of all units, NaN in the others: (U,)."""
        full = np.full(self.used.shape, np.nan)
        full[self.used] = values
        return full


def mapped(values: ArrayLike, neighbours: Neighbours) -> Mapped:
    """values: (U,), in the order of `neighbours.units`, NaN where not known."""
    given = np.asarray(values, dtype=np.float64)
    known = ~np.isnan(given)
    links = neighbours.among(known)
    joined = ~links.islands
    used = known.copy()
    used[known] = joined
    return Mapped(used, _standard(given[used]), links.among(joined), int((~joined).sum()))


def _standard(values: Floats) -> Floats:
    if not values.size:
        return values
    centred = values - values.mean()
    deviation = float(np.sqrt((centred**2).mean()))
    if deviation <= FLAT * float(np.abs(values).max()):
        return np.zeros_like(values)
    return centred / deviation
