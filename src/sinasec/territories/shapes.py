"""Shapes of places: fewer points, the path that draws them, and their area."""

from collections.abc import Sequence
from math import cos, radians
from typing import Final

from shapely import coverage_simplify, force_2d, to_wkb
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from sinasec.territories.drawing import KM, place

TOLERANCE: Final = {"dept": 0.02, "prov": 0.01, "dist": 0.005}  # degrees; 0.01 is about 1 km


def simplified(outlines: Sequence[BaseGeometry], level: str) -> list[BaseGeometry]:
    """Outlines with fewer points, neighbours still sharing their border."""
    return list(coverage_simplify(list(outlines), TOLERANCE[level]))


def kept(outline: BaseGeometry) -> bytes:
    """WKB of the outline as it is, without heights: the same doubles as in the file."""
    return to_wkb(force_2d(outline))


def path(outline: BaseGeometry) -> str:
    """SVG path data with one decimal, holes included (draw with fill-rule evenodd)."""
    polygons = getattr(outline, "geoms", [outline])
    rings = [r for p in polygons if isinstance(p, Polygon) for r in (p.exterior, *p.interiors)]
    return "".join(_ring([place(x, y) for x, y, *_ in ring.coords]) for ring in rings)


def area_km2(outline: BaseGeometry) -> float:
    """Area in square kilometres by an equal-area (sinusoidal) reckoning, about 1 % right."""
    total = 0.0
    for polygon in getattr(outline, "geoms", [outline]):
        for sign, ring in ((1, polygon.exterior), *((-1, hole) for hole in polygon.interiors)):
            flat = [(x * cos(radians(y)) * KM, y * KM) for x, y, *_ in ring.coords]
            total += sign * Polygon(flat).area
    return round(total, 1)


def _ring(points: list[tuple[float, float]]) -> str:
    kept = [p for i, p in enumerate(points[:-1]) if i == 0 or p != points[i - 1]]
    if len(kept) < 3:
        return ""
    (x, y), *rest = kept
    steps = []
    for ahead_x, ahead_y in rest:
        steps.append(f"{round(ahead_x - x, 1):g} {round(ahead_y - y, 1):g}")
        x, y = ahead_x, ahead_y
    return f"M{kept[0][0]:g} {kept[0][1]:g}l{' '.join(steps)}z".replace(" -", "-")
