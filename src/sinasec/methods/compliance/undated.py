"""The acts that do not say the day on which they count, and the periods that they leave in doubt.

What a president must do is to convene, and the session is what is written down: of one held in the
first days of a period nobody knows whether it was convened in them or before (`DatedBy`).
"""

from typing import Final

import polars as pl

from sinasec.methods.compliance.counted import Counted
from sinasec.methods.compliance.ledger import day_said, meets
from sinasec.methods.compliance.wordings import Wordings
from sinasec.methods.law import DatedBy, Version

ONE_DAY: Final = pl.duration(days=1)
UNDATED: Final = {"w": pl.UInt32, "c": pl.UInt32, "date": pl.Date, "doubt_days": pl.Int64}


def undated(acts: Counted, wordings: Wordings) -> pl.DataFrame:
    """w, c, date, doubt_days: the acts, of any day, that a wording would count and that say no
    such day."""
    found = [
        _of_wording(acts, row.version, row.version.dated_by).select(
            pl.lit(row.number, dtype=pl.UInt32).alias("w"),
            "c",
            "date",
            pl.lit(row.version.dated_by.doubt_days, dtype=pl.Int64).alias("doubt_days"),
        )
        for row in wordings.rows
        if row.version.dated_by is not None
    ]
    return pl.concat([pl.DataFrame(schema=UNDATED), *found])


def _of_wording(acts: Counted, version: Version, dated_by: DatedBy) -> pl.DataFrame:
    mine = acts.of(version.acts, version.bearers)
    fixed = [one for one in version.conditions if one.count is None]
    silent = day_said(dated_by.attribute).is_null()
    return mine.filter(acts.read(mine, silent & meets(fixed)))


def answered_to(periods: pl.DataFrame, wordings: Wordings) -> pl.DataFrame:
    """The periods with `answered_to`: the last day of whose acts something may be known of them.

    periods: w, due. It is the due day, or so many days after it where acts say another day.
    """
    days = pl.DataFrame(
        [(row.number, row.version.doubt_days) for row in wordings.rows],
        schema={"w": pl.UInt32, "doubt_days": pl.Int64},
        orient="row",
    )
    return (
        periods.join(days, on="w", how="left", maintain_order="left")
        .with_columns(answered_to=pl.col("due") + pl.duration(days="doubt_days"))
        .drop("doubt_days")
    )


def in_doubt(periods: pl.DataFrame, acts: pl.DataFrame) -> pl.DataFrame:
    """ix of the periods after which, in so many days, comes one of those acts.

    periods: ix, w, c, due. acts: see `undated`.
    """
    after = periods.select("ix", "w", "c", "due", first=pl.col("due") + ONE_DAY).sort("first")
    following = after.join_asof(
        acts.sort("date"),
        left_on="first",
        right_on="date",
        by=["w", "c"],
        strategy="forward",
        check_sortedness=False,
    )
    days = (pl.col("date") - pl.col("due")).dt.total_days()
    return following.filter(days <= pl.col("doubt_days")).select("ix")
