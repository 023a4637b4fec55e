"""Outlines ready to draw: degrees to an SVG path in the viewBox of the whole country."""

from collections.abc import Sequence
from dataclasses import dataclass

from sinasec.live import live, live_by
from sinasec.territories.drawing import NUMBER, place
from sinasec.territories.models import Boundary, Edition


@dataclass(frozen=True, slots=True)
class Outline:
    """A unit's outline in the drawing of the country, and a point inside it for a mark."""

    code: str
    path: str
    x: float
    y: float


def active_paths(level: str) -> dict[str, str]:
    """SVG path of each unit in the active edition of a level; empty when none is active."""
    active = Edition.objects.filter(level=level, state=Edition.State.ACTIVE)
    return dict(Boundary.objects.filter(edition__in=active).values_list("unit_id", "path"))


@live
def active_editions() -> tuple[int, ...]:
    """The editions being shown, for those who keep what they drew with them."""
    return tuple(Edition.objects.filter(state=Edition.State.ACTIVE).values_list("id", flat=True))


@live_by(active_editions)
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
