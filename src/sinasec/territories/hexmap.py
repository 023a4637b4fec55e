"""The map of equal cells: one hexagon a committee, wherever its territory is vast or small.

The layout was made once by `tools/hexagon_map.py` and is kept as tables; here it becomes
coordinates. Hexagons are pointy-top with circumradius `RADIUS`; x grows to the east and y to the
south, in the units of an SVG viewBox `0 0 WIDTH HEIGHT`. A cell is a district, and stands for the
committee that answers for it: the COPROSEC where the district is its province's capital.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import Final

from sinasec.territories import reference

RADIUS: Final = 10.0
REGION_RADIUS: Final = 20.0
MARGIN: Final = 12.0
HALF: Final = RADIUS * sqrt(3) / 2  # half the width of a hexagon
# Corners and neighbours in whole steps (HALF to the east, RADIUS / 2 to the south), clockwise
# from the top; side i goes from corner i to corner i + 1 and looks at neighbour i.
CORNERS: Final = ((0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1))
SIDES: Final = ((1, -1), (1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1))

Axial = tuple[int, int]
Step = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """The hexagon of a district and its centre."""

    district: str
    province: str
    region: str  # 1501 for Lima Metropolitana
    capital: bool  # of its province: the cell is the COPROSEC's
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class RegionCell:
    """The hexagon of a CORESEC in the inset, and its centre."""

    region: str
    name: str
    short: str  # ISO 3166-2 without the country: AMA, LIM (Lima Provincias), LMA (Metropolitana)
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class HexMap:
    """The whole map: cells of districts, the inset of regions, CONASEC, and outlines."""

    width: float
    height: float
    cells: tuple[Cell, ...]  # sorted by district
    land: str  # SVG path of the whole country, cells and empty land together
    regions: dict[str, str]  # region -> SVG path around its cells and its empty land
    provinces: dict[str, str]  # province -> SVG path around its cells
    labels: dict[str, tuple[float, float]]  # region -> where its name goes
    inset: tuple[RegionCell, ...]
    conasec: tuple[float, float]


@cache
def layout() -> HexMap:
    """The map, computed once from its tables."""
    cells = _cells()
    land = _land()
    left = min(_step(cell)[0] for cell in [*cells.values(), *land])
    top = min(_step(cell)[1] for cell in [*cells.values(), *land])

    def at(step: Step) -> tuple[float, float]:
        east = MARGIN + HALF * (step[0] - left + 1)
        return round(east, 1), round(MARGIN + RADIUS / 2 * (step[1] - top + 2), 1)

    def around(group: Iterable[Axial]) -> str:
        return "".join(_ring([at(step) for step in ring]) for ring in rings(set(group)))

    placed = tuple(
        Cell(
            district=code,
            province=code[:4],
            region=reference.region_of(code),
            capital=reference.is_capital(code),
            x=at(_step(cell))[0],
            y=at(_step(cell))[1],
        )
        for code, cell in sorted(cells.items())
    )
    by_region: dict[str, set[Axial]] = {}
    by_province: dict[str, set[Axial]] = {}
    for code, cell in cells.items():
        by_region.setdefault(reference.region_of(code), set()).add(cell)
        by_province.setdefault(code[:4], set()).add(cell)
    for cell, department in land.items():
        by_region[department].add(cell)
    right = max(at(_step(cell))[0] for cell in [*cells.values(), *land])
    bottom = max(at(_step(cell))[1] for cell in [*cells.values(), *land])
    inset = _inset(bottom)
    return HexMap(
        width=round(right + HALF + MARGIN),
        height=round(bottom + RADIUS + MARGIN),
        cells=placed,
        land=around([*cells.values(), *land]),
        regions={region: around(group) for region, group in sorted(by_region.items())},
        provinces={province: around(group) for province, group in sorted(by_province.items())},
        labels={region: at(_step(cell)) for region, cell in _labels(cells).items()},
        inset=inset,
        conasec=(inset[0].x, round(min(cell.y for cell in inset) - 3.2 * REGION_RADIUS, 1)),
    )


def hexagon(radius: float = RADIUS) -> str:
    """SVG path of a hexagon about (0, 0), to be placed with `transform` or `<use>`."""
    corners = [(x * radius * sqrt(3) / 2, y * radius / 2) for x, y in CORNERS]
    return _ring([(round(x, 2), round(y, 2)) for x, y in corners])


def rings(group: set[Axial]) -> Iterator[list[Step]]:
    """The closed lines around a set of hexagons, as corners; holes turn the other way.

    Where two rings touch at no corner of a hexagonal grid can they cross: three hexagons meet at a
    corner, so each corner is entered and left once.
    """
    following: dict[Step, Step] = {}
    for cell in group:
        x, y = _step(cell)
        for side, (q, r) in enumerate(SIDES):
            if (cell[0] + q, cell[1] + r) not in group:
                (ax, ay), (bx, by) = CORNERS[side], CORNERS[(side + 1) % 6]
                following[x + ax, y + ay] = (x + bx, y + by)
    while following:
        start = min(following)
        ring = [start]
        step = following.pop(start)
        while step != start:
            ring.append(step)
            step = following.pop(step)
        yield ring


def _step(cell: Axial) -> Step:
    q, r = cell
    return 2 * q + r, 3 * r


def _ring(points: list[tuple[float, float]]) -> str:
    """A closed SVG path in relative moves of a tenth, shorter than absolute ones."""
    (x, y), *rest = points
    path = [f"M{x:g} {y:g}l"]
    for ahead_x, ahead_y in rest:
        path.append(f"{round(ahead_x - x, 1):g} {round(ahead_y - y, 1):g} ")
        x, y = ahead_x, ahead_y
    return "".join(path).rstrip().replace(" -", "-") + "z"


def _labels(cells: dict[str, Axial]) -> dict[str, Axial]:
    """The cell of each region that lies deepest inside it; of these, the nearest to the middle."""
    groups: dict[str, list[Axial]] = {}
    for code, cell in sorted(cells.items()):
        groups.setdefault(reference.region_of(code), []).append(cell)
    return {region: _deepest(group) for region, group in sorted(groups.items())}


def _deepest(group: list[Axial]) -> Axial:
    left = set(group)
    while inner := {c for c in left if all((c[0] + q, c[1] + r) in left for q, r in SIDES)}:
        left = inner
    steps = [_step(cell) for cell in group]
    x, y = sum(x for x, _ in steps) / len(steps), sum(y for _, y in steps) / len(steps)

    def away(cell: Axial) -> tuple[float, Axial]:
        step = _step(cell)
        return 3 * (step[0] - x) ** 2 + (step[1] - y) ** 2, cell

    return min(left, key=away)


def _inset(bottom: float) -> tuple[RegionCell, ...]:
    """The 26 regions as a little map of their own, in the sea to the south-west."""
    rows = list(reference.rows_of("hexagons_regions.csv"))
    lowest = max(int(row["r"]) for row in rows)
    half = REGION_RADIUS * sqrt(3) / 2
    return tuple(
        RegionCell(
            region=row["region"],
            name=reference.region_name(row["region"]),
            short=row["iso"],
            x=round(MARGIN + half * (2 * int(row["q"]) + int(row["r"]) + 1), 1),
            y=round(bottom - REGION_RADIUS * (1.5 * (lowest - int(row["r"])) + 1), 1),
        )
        for row in rows
    )


def _cells() -> dict[str, Axial]:
    return {
        row["district"]: (int(row["q"]), int(row["r"])) for row in reference.rows_of("hexagons.csv")
    }


def _land() -> dict[Axial, str]:
    rows = reference.rows_of("hexagons_land.csv")
    return {(int(row["q"]), int(row["r"])): row["department"] for row in rows}
