"""Which units are neighbours: by boundaries where they are known, else the nearest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sinasec.methods.rates.estimate import Floats, Mask
from sinasec.methods.rates.nearest import nearest

Places: TypeAlias = NDArray[np.int64]
Source: TypeAlias = Literal["limites", "cercanos"]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Links between units, in both directions: if A is a neighbour of B, B is one of A.

    rows, others: (E,), places in `units` of the two ends of each link, sorted and each once.
    `source`: where links come from. `filled`: units without a common boundary that were joined
    to their nearest. `ignored`: pairs that named a unit outside `units`, or one with itself.
    """

    units: tuple[str, ...]
    rows: Places
    others: Places
    source: Source
    filled: int = 0
    ignored: int = 0

    @classmethod
    def from_pairs(cls, units: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Self:
        """Neighbours by boundary. pairs: (unit, neighbour), in one direction or both."""
        place = {unit: number for number, unit in enumerate(units)}
        told = list(pairs)
        ends = [(place[a], place[b]) for a, b in told if a in place and b in place and a != b]
        links = np.array(ends, dtype=np.int64).reshape(-1, 2)
        rows, others = _both_ways(links[:, 0], links[:, 1], len(units))
        return cls(tuple(units), rows, others, "limites", ignored=len(told) - len(ends))

    @classmethod
    def from_coordinates(
        cls, units: Sequence[str], lon: ArrayLike, lat: ArrayLike, k: int = 6
    ) -> Self:
        """The k nearest by great circle, made mutual: some units have more than k.

        lon, lat: (U,), degrees; NaN where not known, and that unit has no neighbours. Of units
        equally far, the one whose name comes first.
        """
        turns = np.argsort(np.argsort(np.array(list(units), dtype=np.str_), kind="stable"))
        rows, others = _both_ways(*nearest(lon, lat, k, turns), len(units))
        return cls(tuple(units), rows, others, "cercanos")

    @property
    def degrees(self) -> Places:
        """Neighbours of each unit: (U,)."""
        return np.bincount(self.rows, minlength=len(self.units))

    @property
    def islands(self) -> Mask:
        """Units without neighbours: (U,)."""
        return self.degrees == 0

    def filled_from(self, nearest_ones: "Neighbours") -> Self:
        """Units without a neighbour take theirs from another set of links over the same units."""
        if nearest_ones.units != self.units:
            raise ValueError("Las dos vecindades deben ser de las mismas unidades y en su orden.")
        alone = self.islands
        takes = alone[nearest_ones.rows]
        rows, others = _both_ways(
            np.concatenate([self.rows, nearest_ones.rows[takes]]),
            np.concatenate([self.others, nearest_ones.others[takes]]),
            len(self.units),
        )
        joined = replace(self, rows=rows, others=others)
        return replace(joined, filled=int((alone & ~joined.islands).sum()))

    def among(self, chosen: Mask) -> "Neighbours":
        """The chosen units alone, renumbered, with the links between them."""
        if chosen.shape != (len(self.units),):
            raise ValueError(f"Se esperaban {len(self.units)} unidades y llegaron {chosen.size}.")
        new_place = np.cumsum(chosen) - 1
        kept = chosen[self.rows] & chosen[self.others]
        return replace(
            self,
            units=tuple(unit for unit, stays in zip(self.units, chosen, strict=True) if stays),
            rows=new_place[self.rows[kept]],
            others=new_place[self.others[kept]],
        )

    def sums(self, values: Floats) -> Floats:
        """Sum of the values of the neighbours of each unit, 0 for an island: (U,)."""
        summed = np.bincount(self.rows, values[self.others], minlength=len(self.units))
        return summed.astype(np.float64)


def best_neighbours(
    units: Sequence[str],
    pairs: Iterable[tuple[str, str]],
    lon: ArrayLike,
    lat: ArrayLike,
    k: int = 6,
) -> Neighbours:
    """By boundaries, with the units that have none joined to their nearest; by coordinates alone
    when no pair joins two of these units."""
    by_boundary = Neighbours.from_pairs(units, pairs)
    by_distance = Neighbours.from_coordinates(units, lon, lat, k)
    return by_boundary.filled_from(by_distance) if by_boundary.rows.size else by_distance


def _both_ways(a: Places, b: Places, units: int) -> tuple[Places, Places]:
    """Links in both directions, sorted, each once."""
    links = np.unique(np.concatenate([a * units + b, b * units + a]))
    return links // max(units, 1), links % max(units, 1)
