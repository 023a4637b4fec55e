"""Since when a light is what it is: the first day of its unbroken run, whatever changed behind it.

Gris is two lights, as readers see it: «sin información» and «no exigible» are told apart.
"""

from collections.abc import Sequence
from typing import Final

import polars as pl

ONE_DAY: Final = pl.duration(days=1)
NO_INFORMATION: Final = "sin_informacion"
OF_DUTY: Final = ("committee", "duty")
OF_COMMITTEE: Final = ("committee", "breach")


def with_light_from(rows: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """The rows with `light_from`, the first day of the run of days of one light that each is in.

    rows: DUTY_LIGHTS or COMMITTEE_LIGHTS, sorted by `key` and day. A day without a row breaks it.
    """
    lit = [*key, "light", "unknown"]
    marked = rows.with_columns(unknown=_unknown(rows))
    touches = pl.col("day_from") == pl.col("day_to").shift(1) + ONE_DAY
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift(1)) for name in lit)
    begins = ~(touches & same).fill_null(False)
    first = pl.when(begins).then("day_from").forward_fill()
    return marked.with_columns(light_from=first).drop("unknown")


def _unknown(rows: pl.DataFrame) -> pl.Expr:
    """Whether a light that is gris is so for want of information."""
    if "state" in rows.columns:
        return pl.col("state") == NO_INFORMATION
    return (pl.col("light") == "gris") & (pl.col("n_gris") > 0)
