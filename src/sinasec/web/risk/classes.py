"""Five steps of one hue for the score: each holds a fifth of the districts that have one."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

STEPS = 5


@dataclass(frozen=True, slots=True)
class Step:
    """A class of the score: 1 is the lowest. `low` and `high` are scores seen in it."""

    number: int
    low: float
    high: float
    units: int


@dataclass(frozen=True, slots=True)
class Classes:
    """`cuts`: the four scores at which a class begins, rising; empty without any score."""

    cuts: tuple[float, ...]
    steps: tuple[Step, ...]

    def of(self, score: float | None) -> int:
        """1 to 5; 0 without a score."""
        return 0 if score is None else bisect_right(self.cuts, score) + 1


def classes(scores: pl.Series) -> Classes:
    """Classes of as many districts as ties allow. `scores` may hold nulls."""
    known = scores.drop_nulls().sort().to_list()
    if not known:
        return Classes((), ())
    cuts = tuple(known[len(known) * i // STEPS] for i in range(1, STEPS))
    return Classes(cuts, tuple(_steps(known, cuts)))


def _steps(known: Sequence[float], cuts: tuple[float, ...]) -> list[Step]:
    found: dict[int, list[float]] = {number: [] for number in range(1, STEPS + 1)}
    for score in known:
        found[bisect_right(cuts, score) + 1].append(score)
    return [
        Step(number, inside[0], inside[-1], len(inside))
        for number, inside in found.items()
        if inside
    ]
