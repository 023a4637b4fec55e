"""In which unit of an edition of boundaries a point falls, exactly.

The shapes are those of the file, to the last bit, and GEOS answers. A border is of all the units
that share it: a point on it is given to the one whose code comes first, so that each point has one
unit and the same in every computer. So is a point in two, where a file overlaps.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from sinasec.territories.drawing import KM


@dataclass(frozen=True, slots=True)
class Borders:
    """`units`: their codes, in order; `shapes`: one each, in degrees; `tree`: of the shapes."""

    units: tuple[str, ...]
    shapes: NDArray[Any]
    tree: shapely.STRtree

    @classmethod
    def of(cls, shapes: Mapping[str, bytes]) -> "Borders":
        """`shapes`: unit -> WKB."""
        units = tuple(sorted(shapes))
        read = np.array([shapely.from_wkb(shapes[unit]) for unit in units], dtype=object)
        shapely.prepare(read)
        return cls(units, read, shapely.STRtree(read))

    def unit_at(self, longitudes: ArrayLike, latitudes: ArrayLike) -> list[str | None]:
        """The unit of each point, None where it is in none. Degrees; NaN is in none."""
        xs, ys = np.asarray(longitudes, float), np.asarray(latitudes, float)
        points = np.atleast_1d(np.asarray(shapely.points(xs, ys)))
        place, shape = self._touched(points)
        first = np.full(points.size, len(self.units))
        np.minimum.at(first, place, shape)
        named = (*self.units, None)
        return [named[each] for each in first]

    def units_at(self, longitude: float, latitude: float) -> tuple[str, ...]:
        """Every unit that has the point, in the order of their codes: several on a border."""
        _, shape = self._touched(np.array([shapely.Point(longitude, latitude)]))
        return tuple(self.units[each] for each in sorted(shape))

    def km_from(self, unit: str, longitude: float, latitude: float) -> float | None:
        """How far from a unit a point is, about 1 % right; None of a unit without shape."""
        if unit not in self.units:
            return None
        shrink = cos(radians(latitude))

        def flat(degrees: NDArray[Any]) -> NDArray[Any]:
            return (degrees - (longitude, latitude)) * (KM * shrink, KM)

        shape = shapely.transform(self.shapes[self.units.index(unit)], flat)
        return float(shapely.distance(shape, shapely.Point(0, 0)))

    def _touched(self, points: NDArray[Any]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Pairs of the place of a point and that of a shape that has it, its border included."""
        place, shape = self.tree.query(points)
        within = shapely.intersects(self.shapes[shape], points[place])
        return place[within], shape[within]
