"""Who moves between two sets of ranks: the published and a tried one, or two publications."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

LARGEST: Final = 20


@dataclass(frozen=True, slots=True)
class Moved:
    """Rows of `what_if.MOVED`. `appear`: with a rank now and not before; `vanish`: the reverse."""

    units: int
    mean: float
    enter: Sequence[dict[str, Any]]
    leave: Sequence[dict[str, Any]]
    largest: Sequence[dict[str, Any]]
    appear: int
    vanish: int


def moved(districts: pl.DataFrame, shift: Any) -> Moved:
    """From `districts` (MOVED) and its RankShift."""
    before, now = pl.col("published_rank"), pl.col("rank")
    moving = districts.filter(pl.col("shift").is_not_null() & (pl.col("shift") != 0))
    largest = moving.sort(pl.col("shift").abs(), "rank", descending=[True, False]).head(LARGEST)
    return Moved(
        units=shift.units,
        mean=shift.mean,
        enter=districts.filter("enters").sort("rank").to_dicts(),
        leave=districts.filter("leaves").sort("published_rank").to_dicts(),
        largest=largest.to_dicts(),
        appear=districts.filter(before.is_null() & now.is_not_null()).height,
        vanish=districts.filter(before.is_not_null() & now.is_null()).height,
    )
