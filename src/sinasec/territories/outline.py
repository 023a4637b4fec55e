"""Outlines ready to draw: degrees to an SVG path in the viewBox of the whole country."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Final

from shapely import coverage_simplify
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from sinasec.territories.drawing import KM, NUMBER, place
from sinasec.territories.models import Boundary, Edition

TOLERANCE: Final = {"dept": 0.02, "prov": 0.01, "dist": 0.005}  # degrees; 0.01 is about 1 km


@dataclass(frozen=True, slots=True)
class Outline:
    """A unit's outline in the drawing of the country, and a point inside it for a mark."""

    code: str
    path: str
    x: float
    y: float


def simplified(outlines: Sequence[BaseGeometry], level: str) -> list[BaseGeometry]:
    """Outlines with fewer points, neighbours still sharing their border."""
    return list(coverage_simplify(list(outlines), TOLERANCE[level]))


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


def active_paths(level: str) -> dict[str, str]:
    """SVG path of each unit in the active edition of a level; empty when none is active."""
    active = Edition.objects.filter(level=level, state=Edition.State.ACTIVE)
    return dict(Boundary.objects.filter(edition__in=active).values_list("unit_id", "path"))


def active_editions() -> tuple[int, ...]:
    """The editions being shown, for those who keep what they drew with them."""
    return tuple(Edition.objects.filter(state=Edition.State.ACTIVE).values_list("id", flat=True))


def active_outlines(level: str, prefixes: Sequence[str]) -> list[Outline]:
    """Outlines in the active edition of a level, of the units whose codes begin so."""
    active = Edition.objects.filter(level=level, state=Edition.State.ACTIVE)
    rows = Boundary.objects.filter(edition__in=active).order_by("unit_id")
    kept = [row for row in rows if row.unit_id.startswith(tuple(prefixes))]
    return [Outline(row.unit_id, row.path, *place(row.longitude, row.latitude)) for row in kept]


def extent(paths: Sequence[str]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of paths made by `path`."""
    points = [point for path in paths for point in _points(path)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _points(path: str) -> list[tuple[float, float]]:
    """The corners of a path: an absolute start of each ring, then steps from the one before."""
    found: list[tuple[float, float]] = []
    for ring in filter(None, path.split("z")):
        numbers = [float(number) for number in NUMBER.findall(ring)]
        x, y = 0.0, 0.0
        for ahead_x, ahead_y in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + ahead_x, y + ahead_y
            found.append((x, y))
    return found


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
