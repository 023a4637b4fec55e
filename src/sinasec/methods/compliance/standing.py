"""Standing duties: something must be in force at every moment, so each day answers for itself."""

from datetime import date

import polars as pl

from sinasec.methods.compliance.intervals.cuts import coalesced
from sinasec.methods.compliance.ledger import Tally, attribute, meets
from sinasec.methods.compliance.stages import STATE_TYPE

ONE_DAY = pl.duration(days=1)


def standing_rows(
    periods: pl.DataFrame, acts: pl.DataFrame, days: pl.DataFrame, tallies: list[Tally]
) -> pl.DataFrame:
    """ix, state, day_from, day_to, counted for the committees bound by one standing wording.

    periods: ix, c, start, end. acts: c, kind, date, attributes (`valid_from`, `valid_to`; a
    missing start is the act's date, a missing end is none). days: see `complete_days`.
    An act counts from its date on: nobody could see it before.
    """
    kinds = sorted(set(tallies[0].kinds))
    complete = _inside(days.filter(pl.col("kind").is_in(kinds)), periods)
    counts = [f"n{place}" for place in range(len(tallies))]
    changes = [periods.select("ix", day="start"), *_changes(complete, "complete")]
    for name, tally in zip(counts, tallies, strict=True):
        changes += _changes(_inside(_validity(acts, tally), periods), name)
    totals = _running_totals(pl.concat(changes, how="diagonal"), [*counts, "complete"])
    met = pl.all_horizontal(
        pl.col(name) >= tally.needed for name, tally in zip(counts, tallies, strict=True)
    )
    rows = totals.join(periods.select("ix", "end"), on="ix").with_columns(
        state=standing_state(met, pl.col("complete") >= len(kinds)),
        counted=pl.min_horizontal("n0", tallies[0].needed).cast(pl.Int32),
        day_to=pl.coalesce(pl.col("day").shift(-1).over("ix") - ONE_DAY, "end"),
    )
    return coalesced(
        rows.select("ix", "state", pl.col("day").alias("day_from"), "day_to", "counted"), ["ix"]
    )


def standing_state(met: pl.Expr, covered: pl.Expr) -> pl.Expr:
    """The state of a day: what is in force, and whether the register is declared complete on it."""
    state = (
        pl.when(met)
        .then(pl.lit("cumplido"))
        .when(covered)
        .then(pl.lit("vencido"))
        .otherwise(pl.lit("sin_informacion"))
    )
    return state.cast(STATE_TYPE)


def _validity(acts: pl.DataFrame, tally: Tally) -> pl.DataFrame:
    """c, day_from, day_to: the days on which each act that counts is in force and known of."""
    valid_from = attribute("valid_from").str.to_date("%Y-%m-%d", strict=False)
    valid_to = attribute("valid_to").str.to_date("%Y-%m-%d", strict=False)
    return (
        acts.filter(pl.col("kind").is_in(list(tally.kinds)))
        .filter(meets(tally.conditions))
        .select(
            "c",
            day_from=pl.max_horizontal("date", valid_from),
            day_to=valid_to.fill_null(date.max),
        )
    )


def _inside(spans: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """ix, day_from, day_to, end: the spans of each committee, cut to its period."""
    return (
        spans.select("c", "day_from", "day_to")
        .join(periods.select("ix", "c", "start", "end"), on="c")
        .select(
            "ix",
            "end",
            day_from=pl.max_horizontal("day_from", "start"),
            day_to=pl.min_horizontal("day_to", "end"),
        )
        .filter(pl.col("day_from") <= pl.col("day_to"))
    )


def _changes(spans: pl.DataFrame, name: str) -> list[pl.DataFrame]:
    """One more from the first day of each span, one less from the day after its last."""
    one = pl.lit(1, dtype=pl.Int32)
    after = spans.filter(pl.col("day_to") < pl.col("end"))
    return [
        spans.select("ix", one.alias(name), day="day_from"),
        after.select("ix", (-one).alias(name), day=pl.col("day_to") + ONE_DAY),
    ]


def _running_totals(changes: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """ix, day and the running total of each name, one row per day of change."""
    present = [name for name in names if name in changes.columns]
    summed = changes.group_by("ix", "day").agg(pl.col(present).sum()).sort("ix", "day")
    return summed.with_columns(pl.col(present).cum_sum().over("ix"))
