"""The days on which a committee existed and no duty of a class bound it.

Nothing is published of those days, for there is nothing to judge: what it shows is «no exigible».
"""

from datetime import date
from typing import Final

import polars as pl

BREACHES: Final = ("legal", "gestion")
KEY: Final = ("committee", "breach")
ONE_DAY: Final = pl.duration(days=1)


def with_unbound(
    lights: pl.DataFrame, units: pl.DataFrame, first: date, last: date
) -> pl.DataFrame:
    """COMMITTEE_LIGHTS that cover each day of each committee from `first` to `last`.

    The days added are gris, with every count at zero, and a run of their own (`light_from`, where
    the lights have it). `units`: COMMITTEES. Sorted by committee, breach and day.
    """
    free = _gaps(lights, _lives(units, first, last)).with_columns(
        pl.lit("gris").alias("light"),
        pl.col("day_from").alias("light_from"),
        *(pl.lit(0).alias(name) for name in lights.columns if name.startswith("n_")),
    )
    added = free.select(lights.columns).cast(lights.schema)
    return pl.concat([lights, added]).sort(*KEY, "day_from")


def _lives(units: pl.DataFrame, first: date, last: date) -> pl.DataFrame:
    """committee, breach, born, dies: the part of its life in those days, once for each class."""
    lived = units.select(
        "committee",
        born=pl.max_horizontal("valid_from", pl.lit(first)),
        dies=pl.min_horizontal("valid_to", pl.lit(last)),
    )
    return lived.filter(pl.col("born") <= pl.col("dies")).join(
        pl.DataFrame({"breach": BREACHES}), how="cross"
    )


def _gaps(lights: pl.DataFrame, lives: pl.DataFrame) -> pl.DataFrame:
    """committee, breach, day_from, day_to: what no row covers between birth and death."""
    edges = [
        lights.select(*KEY, "day_from", "day_to"),
        lives.select(*KEY, day_from="born", day_to=pl.col("born") - ONE_DAY),
        lives.select(*KEY, day_from=pl.col("dies") + ONE_DAY, day_to="dies"),
    ]
    covered = pl.concat(edges).sort(*KEY, "day_from", "day_to")
    return covered.select(
        *KEY,
        day_from=pl.col("day_to").cum_max().shift(1).over(KEY) + ONE_DAY,
        day_to=pl.col("day_from") - ONE_DAY,
    ).filter(pl.col("day_from") <= pl.col("day_to"))
