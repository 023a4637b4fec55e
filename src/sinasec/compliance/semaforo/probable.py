"""Which lights of a day rest on a reading of the norm, or on a term or a committee in doubt.

What a duty rests on is that of its finding; of a committee, what its duties rest on.
"""

from collections.abc import Mapping
from typing import Any, Final, cast

import polars as pl

from sinasec.methods.compliance.explanation.windows import Windows
from sinasec.methods.compliance.rollup import NOT_DEMANDED
from sinasec.methods.law import Level, RollUp, Version

PROBABLE: Final = "probable"
PERIOD: Final = ("committee", "duty", "version", "period_from", "period")
ASKING: Final = ("duty", "version", "level", "period_from", "period", "due", "place")


def with_confidence(lit: pl.DataFrame, rows: pl.DataFrame, windows: Windows) -> pl.DataFrame:
    """DUTY_LIGHTS with `probable`: whether what is said there rests on a reading.

    rows: the INTERVALS of those committees. Each question is asked once: most committees of a
    level are asked the same.
    """
    dues = rows.select(*PERIOD, "due").unique(PERIOD)
    placed = lit.join(dues, on=PERIOD, how="left", nulls_equal=True).with_columns(
        level=pl.col("committee").str.split("-").list.first(),
        place=_place(lit, windows),
    )
    asked = placed.group_by(ASKING).agg(pl.col("committee").first(), pl.col("day_to").max())
    told = asked.with_columns(
        _unsure=pl.Series([_unsure(windows, row) for row in asked.to_dicts()], dtype=pl.Boolean)
    )
    unverified = pl.col("committee").is_in(list(windows.edition.unverified))
    return (
        placed.join(told.select(*ASKING, "_unsure"), on=ASKING, how="left", nulls_equal=True)
        .with_columns(probable=unverified | pl.col("_unsure"))
        .select(*lit.columns, "probable")
    )


def _place(lit: pl.DataFrame, windows: Windows) -> pl.Expr:
    """Where days are counted apart, for a term that an act begins; "" for what is of all."""
    calendar = windows.edition.calendar
    places = {code: calendar.place(code) for code in lit["committee"].unique()}
    return pl.col("committee").replace_strict(places, return_dtype=pl.String)


def _unsure(windows: Windows, row: Mapping[str, Any]) -> bool:
    duty, level = windows.edition.duty(row["duty"]), cast("Level", row["level"])
    version = _wording(duty.versions, level, row["version"])
    asking = windows.asking(duty, version, level, row, row["committee"], row["day_to"])
    return windows.confidence("", version, windows.doubts(asking.due_steps)) == PROBABLE


def _wording(versions: tuple[Version, ...], level: Level, name: str) -> Version:
    return next(one for one in versions if one.id == name and level in one.bearers)


def of_committees(lit: pl.DataFrame, rollup: RollUp) -> pl.DataFrame:
    """Of the lights of duties of a day, with `probable`: committee, breach, probable.

    The worst light stands on one duty, so that one that is certain is enough. Any other says too
    that no duty is worse: it stands on all that are demanded. Gris affirms nothing.
    """
    order = {light: place for place, light in enumerate(rollup.worst_first)}
    worst = rollup.worst_first[0]
    sure = (pl.col("light") == worst) & ~pl.col("probable")
    found = (
        lit.filter(~pl.col("state").is_in(NOT_DEMANDED))
        .group_by("committee", "breach")
        .agg(
            shown=pl.col("light").sort_by(pl.col("light").replace_strict(order)).first(),
            sure=sure.any(),
            some=pl.col("probable").any(),
        )
    )
    rests = pl.when(pl.col("shown") == worst).then(~pl.col("sure")).otherwise("some")
    return found.select("committee", "breach", probable=rests & (pl.col("shown") != "gris"))
