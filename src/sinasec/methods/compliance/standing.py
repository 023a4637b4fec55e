"""Standing duties: something must be in force at every moment, so each day answers for itself."""

from datetime import date

import polars as pl

from sinasec.methods.compliance.intervals.cuts import coalesced
from sinasec.methods.compliance.ledger import Tally, day_said, last_day_said, meets
from sinasec.methods.compliance.stages import STATE_TYPE
from sinasec.methods.law import YearsIn

ONE_DAY = pl.duration(days=1)


def standing_rows(
    periods: pl.DataFrame,
    acts: pl.DataFrame,
    days: pl.DataFrame,
    tallies: list[Tally],
    years_in: YearsIn | None = None,
) -> pl.DataFrame:
    """ix, state, day_from, day_to, counted for the committees bound by one standing wording.

    periods: ix, c, start, end. acts: c, kind, date, attributes (`valid_from`, `valid_to`; a
    missing start is the act's date, a missing end is none or that of its years, `YearsIn`). days:
    see `complete_days`. An act counts from its date on: nobody could see it before.
    """
    kinds = sorted(set(tallies[0].kinds))
    complete = _inside(days.filter(pl.col("kind").is_in(kinds)), periods)
    counts = [f"n{place}" for place in range(len(tallies))]
    changes = [periods.select("ix", day="start"), *_changes(complete, "complete")]
    for name, tally in zip(counts, tallies, strict=True):
        changes += _changes(_inside(_validity(acts, tally, years_in), periods), name)
    if years_in:
        doubted = _doubted(_validity(acts, tallies[0], years_in))
        changes += _changes(_inside(doubted, periods), "doubted")
    names = [*counts, "complete", *(["doubted"] if years_in else [])]
    totals = _running_totals(pl.concat(changes, how="diagonal"), names)
    known = pl.col("doubted") == 0 if years_in else pl.lit(True)
    met = pl.all_horizontal(
        pl.col(name) >= tally.needed for name, tally in zip(counts, tallies, strict=True)
    )
    rows = totals.join(periods.select("ix", "end"), on="ix").with_columns(
        state=standing_state(met, (pl.col("complete") >= len(kinds)) & known),
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


def _validity(acts: pl.DataFrame, tally: Tally, years_in: YearsIn | None) -> pl.DataFrame:
    """c, day_from, day_to, silent: the days on which each act that counts is in force and known of.

    `silent`: it does not say its last day, which is known by its years.
    """
    said = day_said("valid_to")
    of_years = last_day_said(years_in.attribute) if years_in else pl.lit(None, dtype=pl.Date)
    return (
        acts.filter(pl.col("kind").is_in(list(tally.kinds)))
        .filter(meets(tally.conditions))
        .select(
            "c",
            day_from=pl.max_horizontal("date", day_said("valid_from")),
            day_to=pl.coalesce(said, of_years, pl.lit(date.max)),
            silent=said.is_null() & of_years.is_not_null(),
        )
    )


def _doubted(acts: pl.DataFrame) -> pl.DataFrame:
    """c, day_from, day_to: the days on which nobody knows whether an act is still in force.

    acts: see `_validity`. They end on the eve of the day on which another begins.
    """
    starts = acts.select("c", day_from="day_from").unique().sort("c", "day_from")
    following = starts.with_columns(next_from=pl.col("day_from").shift(-1).over("c"))
    return (
        acts.filter("silent")
        .join(following, on=["c", "day_from"])
        .select(
            "c",
            day_from=pl.max_horizontal("day_from", pl.col("day_to") + ONE_DAY),
            day_to=pl.coalesce(pl.col("next_from") - ONE_DAY, pl.lit(date.max)),
        )
        .filter(pl.col("day_from") <= pl.col("day_to"))
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
