"""Lay out one hexagon a district, once: `python -m tools.hexagon_map TABLE [FOLDER]`.

TABLE is a CSV (or .csv.gz) with the columns `ubigeo`, `lat_capital` and `lon_capital`: where the
capital of each district is. Only the layout is kept in the product, as axial coordinates (q, r) of
pointy-top hexagons. It needs scipy, which the product does not.

How: our own sketch of the country's outline is filled with hexagons, more of them than there are
districts; each district goes to a hexagon so that the sum of squared distances is least (optimal
assignment); an annealing with a fixed seed then swaps neighbours so that regions and provinces
hold together; stray pieces of a region are led back. The hexagons left over are land without a
committee's cell: nearly all in Amazonia, where districts are few and vast.
"""

import csv
import gzip
import math
import os
import random
import sys
from collections import deque
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from sinasec.territories import reference

DATA = Path(__file__).resolve().parent.parent / "src/sinasec/territories/data"
CELLS = 2750  # hexagons in the outline; with fewer, the Andes push the coast out of place
SEED = 7
STEPS = 3_000_000
FOREIGN = 25.0  # cost of each fifth of the way that leads over sea or another country
USED = 400.0  # what it is worth to leave no land empty outside Amazonia
REGION_EDGE, PROVINCE_EDGE = 2.5, 1.0
AMAZONIA = ("16", "17", "25")
EARTH = 111.2  # kilometres in a degree
# Longitude and latitude, drawn by us along the coast and the borders, good to a cell.
OUTLINE = """
-80.34 -3.39  -80.90 -3.75  -81.33 -4.28  -81.28 -4.68  -81.10 -5.08  -80.87 -5.55  -81.14 -5.85
-80.75 -6.30  -80.10 -6.65  -79.90 -6.95  -79.57 -7.40  -79.10 -8.10  -78.60 -9.08  -78.20 -10.07
-77.75 -10.85 -77.60 -11.20 -77.20 -11.75 -77.15 -12.05 -76.85 -12.40 -76.40 -13.07 -76.20 -13.60
-76.38 -13.87 -76.25 -14.20 -75.90 -14.65 -75.20 -15.35 -74.25 -15.86 -73.40 -16.20 -72.70 -16.63
-72.00 -17.03 -71.35 -17.64 -70.90 -18.00 -70.38 -18.35 -69.95 -18.20 -69.75 -17.95 -69.82 -17.66
-69.50 -17.50 -69.60 -17.20 -69.30 -16.95 -69.00 -16.65 -68.85 -16.30 -69.15 -16.15 -68.97 -15.85
-69.25 -15.40 -69.15 -15.25 -69.30 -14.95 -69.37 -14.80 -68.98 -14.25 -68.88 -14.20 -69.07 -13.65
-68.97 -13.00 -68.68 -12.50 -69.57 -10.95 -70.62 -11.00 -70.62 -9.90  -70.53 -9.55  -71.30 -10.00
-72.18 -10.00 -72.37 -9.50  -73.20 -9.40  -72.98 -8.98  -73.55 -8.35  -74.00 -7.55  -73.73 -7.20
-73.12 -6.50  -73.22 -6.05  -72.87 -5.15  -71.90 -4.52  -70.95 -4.38  -69.96 -4.24  -70.70 -3.78
-70.07 -2.73  -71.40 -2.30  -72.20 -2.45  -72.95 -2.40  -73.20 -1.90  -73.60 -1.25  -74.25 -0.95
-75.00 -0.20  -75.25 -0.05  -75.40 -0.15  -75.25 -0.97  -75.60 -1.55  -76.60 -2.55  -77.85 -3.00
-78.25 -3.45  -78.35 -4.00  -78.65 -4.60  -78.90 -5.00  -79.25 -4.90  -79.45 -4.40  -79.65 -4.25
-80.00 -4.15  -80.30 -4.30  -80.15 -3.95  -80.00 -3.70  -80.10 -3.30
"""
# Where the table has no coordinates, or has them wrong (Santa Lucía three degrees too far east).
PLACED = {"120307": (-74.87, -10.95), "160405": (-69.97, -4.23), "221006": (-76.39, -8.35)}
# Regions drawn together around a point: share of the spread kept, and the point.
GATHERED = {
    "16": (0.45, (-74.2, -4.2)),
    "25": (0.45, (-73.9, -9.3)),
    "17": (0.45, (-70.3, -11.9)),
    "07": (1.00, (-78.3, -11.95)),  # Callao to the shore
}
SIDES = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))

Axial = tuple[int, int]


def layout(table: Path) -> tuple[dict[str, Axial], dict[Axial, str]]:
    """Cell of each district, and the department of each cell of land that is left over."""
    codes, points = _districts(table)
    outline = _projected(np.array(OUTLINE.split(), dtype=float).reshape(-1, 2))
    size, centres, cells = _filled(outline, CELLS)
    cost = _costs(points, _gathered(codes, points), centres, outline, size)
    _, chosen = linear_sum_assignment(cost)
    board = _Board(codes, cells, cost, chosen)
    board.anneal(STEPS, 3.0)
    for mended in range(60):
        if not board.lead_back():
            break
        if mended < 20:
            board.anneal(150_000, 0.15)
    taken = {codes[o]: cells[c] for c, o in enumerate(board.occupant) if o >= 0}
    empty = [c for c, o in enumerate(board.occupant) if o < 0]
    amazonian = [i for i, code in enumerate(codes) if code[:2] in AMAZONIA]
    land = {
        cells[c]: codes[min(amazonian, key=lambda i: ((points[i] - centres[c]) ** 2).sum())][:2]
        for c in empty
    }
    return taken, land


class _Board:
    """Hexagons and who sits in each; moves are swaps of two hexagons' occupants."""

    def __init__(self, codes: list[str], cells: list[Axial], cost: np.ndarray, chosen) -> None:
        index = {cell: i for i, cell in enumerate(cells)}
        self.beside = [
            [index[q + dq, r + dr] for dq, dr in SIDES if (q + dq, r + dr) in index]
            for q, r in cells
        ]
        self.regions = [*map(reference.region_of, codes), ""]
        self.provinces = [*(code[:4] for code in codes), ""]
        self.cost = cost.tolist()
        self.occupant = [-1] * len(cells)
        for district, cell in enumerate(chosen):
            self.occupant[cell] = district
        self.chance = random.Random(SEED)

    def anneal(self, steps: int, warmth: float) -> None:
        """Swap near cells, at first also for the worse, in the end only for the better."""
        chance, beside, occupant = self.chance, self.beside, self.occupant
        cooling = 0.02 / warmth
        for step in range(steps):
            heat = warmth * cooling ** (step / steps)
            one = chance.randrange(len(occupant))
            other = chance.choice(beside[one])
            if chance.random() < 0.3:
                other = chance.choice(beside[chance.choice(beside[other])])
            a, b = occupant[one], occupant[other]
            if a == b or one == other:
                continue
            before = self._strain(one, a) + self._strain(other, b)
            occupant[one], occupant[other] = b, a
            after = self._strain(one, b) + self._strain(other, a)
            if after > before and chance.random() >= math.exp((before - after) / heat):
                occupant[one], occupant[other] = a, b

    def lead_back(self) -> bool:
        """Move each stray piece of a region to its main body; says whether there was any.

        In Amazonia the region's own empty land joins the pieces.
        """
        strays = [
            cell
            for region, pieces in sorted(self._pieces().items())
            if region not in AMAZONIA
            for piece in pieces[1:]
            for cell in sorted(piece)
        ]
        for cell in strays:
            region = self.regions[self.occupant[cell]]
            pieces = self._pieces().get(region, [])
            if len(pieces) < 2 or cell in pieces[0]:
                continue
            way = self._way(cell, pieces[0])
            for here, there in pairwise(way):
                self.occupant[here], self.occupant[there] = (
                    self.occupant[there],
                    self.occupant[here],
                )
        return bool(strays)

    def _strain(self, cell: int, who: int) -> float:
        regions, provinces, occupant = self.regions, self.provinces, self.occupant
        strain = self.cost[who][cell] if who >= 0 else 0.0
        for near in self.beside[cell]:
            other = occupant[near]
            if regions[who] != regions[other]:
                strain += REGION_EDGE
            elif provinces[who] != provinces[other]:
                strain += PROVINCE_EDGE
        return strain

    def _pieces(self) -> dict[str, list[set[int]]]:
        """The connected pieces of each region, the greatest first."""
        pieces: dict[str, list[set[int]]] = {}
        seen: set[int] = set()
        for start, who in enumerate(self.occupant):
            if who < 0 or start in seen:
                continue
            piece, queue = {start}, [start]
            while queue:
                for near in self.beside[queue.pop()]:
                    same = self.regions[self.occupant[near]] == self.regions[who]
                    if self.occupant[near] >= 0 and same and near not in piece:
                        piece.add(near)
                        queue.append(near)
            seen |= piece
            pieces.setdefault(self.regions[who], []).append(piece)
        for found in pieces.values():
            found.sort(key=lambda piece: (-len(piece), min(piece)))
        return pieces

    def _way(self, start: int, goal: set[int]) -> list[int]:
        """Shortest way from a cell to one beside the goal."""
        came = {start: start}
        queue = deque([start])
        while queue:
            cell = queue.popleft()
            if any(near in goal for near in self.beside[cell]):
                way = [cell]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return way[::-1]
            for near in self.beside[cell]:
                if near not in came:
                    came[near] = cell
                    queue.append(near)
        return [start]


def _districts(table: Path) -> tuple[list[str], np.ndarray]:
    opened = gzip.open if table.suffix == ".gz" else open
    with opened(table, "rt", encoding="utf-8", newline="") as file:
        found = {
            row["ubigeo"]: (float(row["lon_capital"]), float(row["lat_capital"]))
            for row in csv.DictReader(file)
            if row["lon_capital"] and row["lat_capital"]
        } | PLACED
    codes = [unit.code for unit in reference.units() if unit.kind == "dist"]
    if missing := [code for code in codes if code not in found]:
        raise SystemExit(f"No coordinates for {', '.join(missing)}: add them to PLACED.")
    return codes, _projected(np.array([found[code] for code in codes]))


def _projected(degrees: np.ndarray) -> np.ndarray:
    """Kilometres east and south of (75° W, 0°), true to scale at 9.5° S."""
    east = (degrees[:, 0] + 75) * EARTH * math.cos(math.radians(9.5))
    return np.column_stack([east, -degrees[:, 1] * EARTH])


def _gathered(codes: list[str], points: np.ndarray) -> np.ndarray:
    moved = points.copy()
    regions = np.array([reference.region_of(code) for code in codes])
    for region, (share, (longitude, latitude)) in GATHERED.items():
        ours = regions == region
        centre = _projected(np.array([[longitude, latitude]]))[0]
        moved[ours] = centre + share * (points[ours] - points[ours].mean(0))
    return moved


def _filled(outline: np.ndarray, wanted: int) -> tuple[float, np.ndarray, list[Axial]]:
    """A grid with exactly that many centres inside: distance of centres, centres, (q, r)."""
    low, high = 5.0, 80.0
    for _ in range(40):
        size = (low + high) / 2
        low, high = (size, high) if len(_grid(outline, size)[0]) >= wanted else (low, size)
    for size in np.linspace(low * 0.995, low * 1.005, 21):
        for right in np.linspace(0, size, 7):
            for down in np.linspace(0, size, 7):
                centres, cells = _grid(outline, size, right, down)
                if len(cells) == wanted:
                    return size, centres, cells
    raise SystemExit(f"No grid has exactly {wanted} cells in the outline: change CELLS.")


def _grid(outline, size, right=0.0, down=0.0) -> tuple[np.ndarray, list[Axial]]:
    least, most = outline.min(0) - 2 * size, outline.max(0) + 2 * size
    height = size * math.sqrt(3) / 2
    cells = [
        (q, r)
        for r in range(int(least[1] // height), int(most[1] // height) + 1)
        for q in range(math.floor(least[0] / size - r / 2), int(most[0] / size - r / 2) + 2)
    ]
    centres = np.array([(size * (q + r / 2) + right, height * r + down) for q, r in cells])
    inside = _inside(outline, centres)
    return centres[inside], [cell for cell, kept in zip(cells, inside, strict=True) if kept]


def _inside(outline: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Whether each point is inside, by counting the sides a ray crosses."""
    x, y = points[:, 0], points[:, 1]
    inside = np.zeros(len(points), dtype=bool)
    for (x1, y1), (x2, y2) in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        if y1 != y2:
            inside ^= ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return inside


def _costs(points, gathered, centres, outline, size: float) -> np.ndarray:
    """Squared distance in cells, more where the way is foreign, less where land must be used."""
    cost = ((gathered[:, None] - centres[None]) ** 2).sum(2) / size**2
    least, step = outline.min(0) - 60, 12.0
    spans = ((outline.max(0) + 60 - least) / step).astype(int) + 1
    raster = np.stack(np.meshgrid(*map(np.arange, spans), indexing="ij"), -1) * step + least
    ours = _inside(outline, raster.reshape(-1, 2)).reshape(spans)
    for share in (0.2, 0.35, 0.5, 0.65, 0.8):
        on_the_way = points[:, None] * (1 - share) + centres[None] * share
        x, y = np.moveaxis(np.rint((on_the_way - least) / step).astype(int), -1, 0)
        cost += np.where(ours[x.clip(0, spans[0] - 1), y.clip(0, spans[1] - 1)], 0, FOREIGN)
    south = _projected(np.array([[0.0, -13.6]]))[0, 1]
    cost[:, centres[:, 1] > south] -= USED
    return cost


def write(folder: Path, taken: dict[str, Axial], land: dict[Axial, str]) -> None:
    """Write the two tables, with the least q and r made zero."""
    everywhere = [*taken.values(), *land]
    left, top = min(q for q, _ in everywhere), min(r for _, r in everywhere)
    _table(
        folder / "hexagons.csv", "district", sorted((d, *c) for d, c in taken.items()), left, top
    )
    rows = sorted((department, *cell) for cell, department in land.items())
    _table(folder / "hexagons_land.csv", "department", rows, left, top)


def _table(path: Path, of: str, rows: list[tuple[str, int, int]], left: int, top: int) -> None:
    fresh = path.with_name(f".{path.name}")
    lines = [f"{of},q,r", *(f"{code},{q - left},{r - top}" for code, q, r in rows)]
    fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.replace(fresh, path)


if __name__ == "__main__":
    write(Path(sys.argv[2]) if len(sys.argv) > 2 else DATA, *layout(Path(sys.argv[1])))
