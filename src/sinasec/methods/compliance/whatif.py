"""Who changes colour when the same facts are judged by another law."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import polars as pl

from sinasec.methods.compliance.intervals.cuts import coalesced

ONE_DAY: Final = pl.duration(days=1)
COMMITTEE: Final = ("committee", "breach")
DUTY: Final = ("committee", "duty")


def changed_lights(
    before: pl.DataFrame, after: pl.DataFrame, key: Sequence[str] = COMMITTEE
) -> pl.DataFrame:
    """Days on which a light differs: `key`, day_from, day_to, before, after (null: no light).

    before, after: COMMITTEE_LIGHTS, or DUTY_LIGHTS with `key=DUTY`. Sorted by key and day; each
    row is as long as both lights last, so its first day is since when they differ.
    """
    marks = pl.concat([_marks(before, key, "before"), _marks(after, key, "after")])
    both = (
        marks.group_by(*key, "day")
        .agg(*(_said(side) for side in ("before", "after")))
        .sort(*key, "day")
        .with_columns(pl.col("before", "after").forward_fill().over(key))
        .with_columns(next_day=pl.col("day").shift(-1).over(key))
        .with_columns(_light(side) for side in ("before", "after"))
    )
    differing = both.filter(
        pl.col("before").ne_missing(pl.col("after")) & pl.col("next_day").is_not_null()
    )
    spans = differing.select(
        *key, "before", "after", day_from="day", day_to=pl.col("next_day") - ONE_DAY
    )
    return coalesced(spans, key).select(*key, "day_from", "day_to", "before", "after")


def changed_on(changes: pl.DataFrame, day: date) -> pl.DataFrame:
    """The changes that hold on a day: the rows of `changed_lights` that cover it."""
    return changes.filter((pl.col("day_from") <= day) & (pl.col("day_to") >= day))


NONE: Final = ""  # no light; told apart from "not said on this day" while filling forward


def _marks(lights: pl.DataFrame, key: Sequence[str], side: str) -> pl.DataFrame:
    """key, day, side, light: each light from its first day, and none from the day after."""
    began = lights.select(*key, "light", day="day_from", starts=pl.lit(True))
    ended = lights.select(
        *key, pl.lit(NONE).alias("light"), day=pl.col("day_to") + ONE_DAY, starts=pl.lit(False)
    )
    return pl.concat([began, ended]).with_columns(side=pl.lit(side))


def _said(side: str) -> pl.Expr:
    """What one side says on a day; a light that starts wins over one that ended the eve."""
    mine = pl.col("light").filter(pl.col("side") == side)
    starts = pl.col("starts").filter(pl.col("side") == side)
    return mine.sort_by(starts).last().alias(side)


def _light(side: str) -> pl.Expr:
    return pl.when(pl.col(side) != NONE).then(side).alias(side)
