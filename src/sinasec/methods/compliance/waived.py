"""Suspensions and waivers: on their days, and on a due day for good, nothing is demanded."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl

from sinasec.methods.compliance.intervals.cuts import coalesced, cut
from sinasec.methods.compliance.intervals.merged import merged
from sinasec.methods.compliance.stages import EXCUSED_AFTER_DUE, STATE_TYPE

ONE_DAY = pl.duration(days=1)
ALL_DUTIES = "*"


def waived_days(waivers: pl.DataFrame, duties: pl.DataFrame) -> pl.DataFrame:
    """c, duty, day_from, day_to: merged days without demand. duties: duty, every code.

    waivers: c, duty (or "*"), day_from, day_to (null: open).
    """
    spans = waivers.select(
        "c", "duty", "day_from", day_to=pl.col("day_to").fill_null(date(9000, 1, 1))
    )
    whole = spans.filter(pl.col("duty") == ALL_DUTIES).drop("duty").join(duties, how="cross")
    own = spans.join(duties, on="duty", how="semi")
    return merged(pl.concat([whole.select(own.columns), own]), ["c", "duty"])


def with_waivers(rows: pl.DataFrame, periods: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """The rows with `no_exigible` laid over the waived days.

    rows: ix, state, day_from, day_to, counted. periods: ix, c, duty, due, start, end. A period
    whose due day is waived is not demanded afterwards either, unless it had been met in time.
    """
    if spans.is_empty():
        return rows
    shown = (pl.col("day_from") <= pl.col("end")) & (pl.col("day_to") >= pl.col("start"))
    due = pl.col("due").is_between("day_from", "day_to").fill_null(False)
    mine = (
        periods.select("ix", "c", "duty", "due", "start", "end")
        .join(spans, on=["c", "duty"])
        .filter(shown | due)
        .select("ix", "due", "day_from", "day_to")
    )
    touched = rows.join(mine, on="ix", how="semi")
    excused = mine.filter(pl.col("due").is_between("day_from", "day_to")).select("ix").unique()
    pieces = _excused(cut(touched, _edges(mine), "ix"), excused)
    on_waived_day = (
        pieces.select("ix", "day_from")
        .join(mine.select("ix", first="day_from", last="day_to"), on="ix")
        .filter(pl.col("day_from").is_between("first", "last"))
        .select("ix", "day_from", waived=pl.lit(True))
    )
    laid = pieces.join(on_waived_day, on=["ix", "day_from"], how="left").with_columns(
        state=pl.when("waived").then(NOT_DEMANDED).otherwise("state")
    )
    untouched = rows.join(mine, on="ix", how="anti")
    return pl.concat([untouched, coalesced(laid.select(rows.columns), ["ix"])])


def waiver_of(waivers: Iterable[dict[str, Any]], duty: str, day: date) -> dict[str, Any] | None:
    """The waiver of one committee that covers a duty on a day, the first to begin; None, none.

    waivers: rows of WAIVERS, only its own.
    """
    held = (
        row
        for row in waivers
        if row["duty"] in (ALL_DUTIES, duty)
        and row["day_from"] <= day
        and (row["day_to"] is None or day <= row["day_to"])
    )
    return min(held, key=lambda row: (row["day_from"], row["norm"]), default=None)


NOT_DEMANDED = pl.lit("no_exigible", dtype=STATE_TYPE)


def _edges(mine: pl.DataFrame) -> pl.DataFrame:
    return pl.concat(
        [
            mine.select("ix", day="day_from"),
            mine.select("ix", day=pl.col("day_to") + ONE_DAY),
        ]
    )


def _excused(pieces: pl.DataFrame, excused: pl.DataFrame) -> pl.DataFrame:
    after_due = pl.col("state").is_in(sorted(EXCUSED_AFTER_DUE))
    marked = pieces.join(excused.with_columns(excused=pl.lit(True)), on="ix", how="left")
    state = pl.when(pl.col("excused") & after_due).then(NOT_DEMANDED).otherwise("state")
    return marked.with_columns(state=state).drop("excused")
