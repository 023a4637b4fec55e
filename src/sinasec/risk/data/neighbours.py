"""Which districts share a border in the boundaries that are active."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from typing import Final

import polars as pl

from sinasec.methods.risk import frames
from sinasec.territories.drawing import NUMBER

TENTHS: Final = 10  # paths are drawn with one decimal

Corner = tuple[int, int]


def bordering(paths: Mapping[str, str]) -> pl.DataFrame:
    """Pairs of units (NEIGHBOURS, both directions) whose drawn outlines have a side in common.

    `paths`: unit -> SVG path of `territories.shapes.path`. Neighbours are simplified together and
    keep the same corners along their border, so that a side that both have is one line of it.
    """
    owners: defaultdict[tuple[Corner, Corner], set[str]] = defaultdict(set)
    for unit, path in paths.items():
        for side in _sides(path):
            owners[side].add(unit)
    pairs = {pair for units in owners.values() for pair in combinations(sorted(units), 2)}
    both = sorted(pairs | {(b, a) for a, b in pairs})
    return pl.DataFrame(both, schema=frames.NEIGHBOURS, orient="row")


def _sides(path: str) -> Iterator[tuple[Corner, Corner]]:
    for corners in corners_of(path):
        for one, other in pairwise([*corners, corners[0]]):
            yield (one, other) if one < other else (other, one)


def corners_of(path: str) -> Iterator[list[Corner]]:
    """The corners of each ring of a path, in whole tenths of the drawing's unit."""
    return (_corners(ring) for ring in path.split("z") if ring)


def _corners(ring: str) -> list[Corner]:
    """Corners in whole tenths: a start, then steps from the one before."""
    tenths = [round(float(number) * TENTHS) for number in NUMBER.findall(ring)]
    corners: list[Corner] = []
    x = y = 0
    for step_x, step_y in zip(tenths[::2], tenths[1::2], strict=True):
        x, y = x + step_x, y + step_y
        corners.append((x, y))
    return corners
