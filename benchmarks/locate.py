"""A million points, each in its district, beside the same asked of every district one by one.

The points are drawn over the country, and as many more stand on corners of borders, where the rule
decides. With the real boundaries where they are at hand (`SINASEC_SHARED`); else, with squares.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sinasec.territories import boundary_checks, boundary_files, reference, shapes
from sinasec.territories.locating import Borders

POINTS: Final = 1_000_000
SEED: Final = 20261130
SIDE: Final = 0.3  # degrees of a square


def main() -> None:
    """Measure, compare, print. Raises SystemExit when any two answers differ."""
    outlines, which = _outlines()
    kept = {code: shapes.kept(outline) for code, outline in outlines.items()}
    start = time.perf_counter()
    borders = Borders.of(kept)
    read = time.perf_counter() - start
    for title, (xs, ys) in {
        "sobre el país": _drawn(outlines),
        "en las esquinas de los límites": _corners(outlines),
    }.items():
        start = time.perf_counter()
        ours = borders.unit_at(xs, ys)
        spent = time.perf_counter() - start
        start = time.perf_counter()
        theirs = _one_by_one(outlines, xs, ys)
        peer = time.perf_counter() - start
        if ours != theirs:
            sys.exit(f"{title}: las respuestas difieren.")
        inside = sum(unit is not None for unit in ours)
        print(
            f"{len(ours):,} puntos {title} ({which}), {inside:,} en algún distrito: {spent:.1f} s; "
            f"distrito por distrito, {peer:.1f} s, respuestas iguales"
        )
    print(f"leer y preparar {len(kept):,} contornos: {read:.2f} s")


def _outlines() -> tuple[dict[str, BaseGeometry], str]:
    file = Path(os.environ.get("SINASEC_SHARED", "../shared"), "data/territory/districts.topojson")
    if file.exists():
        return boundary_checks.check(boundary_files.read(file)).outlines, "límites reales"
    codes = [unit.code for unit in reference.units() if unit.kind == "dist"]
    across = 40
    return {
        code: shapely.box(
            -81 + SIDE * (n % across),
            -18 + SIDE * (n // across),
            -81 + SIDE * (n % across + 1),
            -18 + SIDE * (n // across + 1),
        )
        for n, code in enumerate(codes)
    }, "cuadrados"


def _drawn(outlines: dict[str, BaseGeometry]) -> tuple[NDArray[Any], NDArray[Any]]:
    west, south, east, north = shapely.total_bounds(list(outlines.values()))
    at = np.random.default_rng(SEED)
    return at.uniform(west, east, POINTS), at.uniform(south, north, POINTS)


def _corners(outlines: dict[str, BaseGeometry]) -> tuple[NDArray[Any], NDArray[Any]]:
    every = shapely.get_coordinates(list(outlines.values()))
    chosen = every[np.random.default_rng(SEED).integers(0, len(every), POINTS)]
    return chosen[:, 0], chosen[:, 1]


def _one_by_one(
    outlines: dict[str, BaseGeometry], xs: NDArray[Any], ys: NDArray[Any]
) -> list[str | None]:
    """The first in the order of codes that GEOS says has each point."""
    codes = sorted(outlines)
    first = np.full(xs.size, len(codes))
    for place in reversed(range(len(codes))):
        outline = outlines[codes[place]]
        west, south, east, north = outline.bounds
        near = np.flatnonzero((xs >= west) & (xs <= east) & (ys >= south) & (ys <= north))
        first[near[shapely.intersects_xy(outline, xs[near], ys[near])]] = place
    named = (*codes, None)
    return [named[each] for each in first]


if __name__ == "__main__":
    main()
