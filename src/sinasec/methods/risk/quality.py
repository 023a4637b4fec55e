"""What the reports of each district and year are worth, before they are used."""

from typing import Final

import polars as pl

from sinasec.methods.risk.frames import QUALITY

BREAK: Final = 3.0  # times the monthly reports of the year before, or less than one in that many
ENOUGH: Final = 5.0  # reports a month, in the larger of the two years, to speak of a break


def quality(covered: pl.DataFrame, units: pl.Series) -> pl.DataFrame:
    """QUALITY of every district and loaded year, from `windows.coverage`.

    parcial: some month of the year without reports. quiebre: monthly reports BREAK times those of
    the year before, or the other way round. nunca_reporto: in none of the years loaded.
    """
    years = covered.select(pl.col("year").unique().sort())
    loaded = covered.unique("year").select("year", whole=pl.col("loaded"))
    every = pl.DataFrame({"unit": units.sort()}).join(years, how="cross").join(loaded, on="year")
    told = every.join(covered, on=["unit", "year"], how="left", maintain_order="left").with_columns(
        pl.col("months", "reports").fill_null(0)
    )
    return told.with_columns(flag=_flag()).select(list(QUALITY)).cast(QUALITY)


def _flag() -> pl.Expr:
    never = pl.col("reports").sum().over("unit") == 0
    return (
        pl.when(never)
        .then(pl.lit("nunca_reporto"))
        .when(_broken())
        .then(pl.lit("quiebre"))
        .when(pl.col("months") < pl.col("whole"))
        .then(pl.lit("parcial"))
        .otherwise(pl.lit(""))
    )


def _broken() -> pl.Expr:
    """Both years have reports, enough of them, and their monthly means are far apart."""
    now = pl.col("reports") / pl.col("months")
    before = now.shift(1).over("unit", order_by="year")
    much = pl.max_horizontal(now, before) >= ENOUGH
    apart = (now / before > BREAK) | (before / now > BREAK)
    return (now.is_not_nan() & before.is_not_nan() & much & apart).fill_null(False)
