"""In which district a point falls, by the boundaries as they are drawn.

Drawn outlines are simplified (about 500 m), so that only a point farther than `NEAR_KM` from the
district it should be in is called outside of it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from shapely import STRtree
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from sinasec.risk.data.neighbours import TENTHS, corners_of
from sinasec.territories.drawing import KM, NORTH, SCALE, SHRINK, WEST

NEAR_KM: Final = 1.5

Place = tuple[str, float, float]  # unit it should be in, longitude, latitude


def located(places: Sequence[Place], paths: Mapping[str, str]) -> list[str | None]:
    """The unit in which each point falls: its own when it is near enough, None when in none.

    `paths`: unit -> SVG path of `territories.shapes.path`.
    """
    shapes = {unit: _shape(path) for unit, path in paths.items()}
    units, tree = list(shapes), STRtree(list(shapes.values()))
    found: list[str | None] = []
    for unit, longitude, latitude in places:
        point = Point((longitude - WEST) * SHRINK * SCALE, (NORTH - latitude) * SCALE)
        if unit in shapes and shapes[unit].distance(point) <= NEAR_KM / KM * SCALE:
            found.append(unit)
            continue
        inside = sorted(units[place] for place in tree.query(point, predicate="intersects"))
        found.append(inside[0] if inside else None)
    return found


def _shape(path: str) -> BaseGeometry:
    """The area of a path drawn with the even-odd rule: a ring inside another is a hole."""
    area: BaseGeometry = MultiPolygon()
    for corners in corners_of(path):
        if len(corners) > 2:
            ring = Polygon([(x / TENTHS, y / TENTHS) for x, y in corners]).buffer(0)
            area = area.symmetric_difference(ring)
    return area
