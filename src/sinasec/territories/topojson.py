"""TopoJSON to GeoJSON geometries: arcs are put end to end, deltas are added up."""

from collections.abc import Iterator
from itertools import accumulate
from typing import Any, Final

DEPTH: Final = {
    "LineString": 0,
    "MultiLineString": 1,
    "Polygon": 1,
    "MultiPolygon": 2,
}

MAX_POINTS: Final = 3_000_000

Point = tuple[float, float]


class _Left:
    """Points that may still be drawn: an arc kept once can be asked for a million times."""

    def __init__(self) -> None:
        self.points = MAX_POINTS

    def take(self, points: int) -> None:
        self.points -= points
        if self.points < 0:
            raise ValueError(f"more than {MAX_POINTS} points")


def features(topology: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """GeoJSON features of every object of a topology; raises KeyError, IndexError, TypeError or
    ValueError where the topology contradicts itself."""
    left = _Left()
    arcs = [_absolute(arc, topology.get("transform")) for arc in topology["arcs"]]
    for found in topology["objects"].values():
        members = found["geometries"] if found["type"] == "GeometryCollection" else [found]
        for member in members:
            yield {
                "type": "Feature",
                "id": member.get("id"),
                "properties": member.get("properties") or {},
                "geometry": _geometry(member, arcs, left),
            }


def _absolute(arc: list[list[float]], transform: dict[str, Any] | None) -> list[Point]:
    """Points of an arc in degrees; quantised arcs hold differences."""
    if transform is None:
        return [(float(x), float(y)) for x, y, *_ in arc]
    (kx, ky), (tx, ty) = transform["scale"], transform["translate"]
    xs = accumulate(int(point[0]) for point in arc)
    ys = accumulate(int(point[1]) for point in arc)
    return [(x * kx + tx, y * ky + ty) for x, y in zip(xs, ys, strict=True)]


def _geometry(
    member: dict[str, Any], arcs: list[list[Point]], left: _Left
) -> dict[str, Any] | None:
    kind = member["type"]
    if kind not in DEPTH:
        return None
    return {"type": kind, "coordinates": _joined(member["arcs"], DEPTH[kind], arcs, left)}


def _joined(indices: list[Any], depth: int, arcs: list[list[Point]], left: _Left) -> list[Any]:
    if depth:
        return [_joined(inner, depth - 1, arcs, left) for inner in indices]
    line: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        left.take(len(arc) + 1)
        line.extend(arc[1:] if line else arc)
    return line
