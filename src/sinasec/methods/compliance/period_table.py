"""The table of periods to judge: every period of every duty of every committee, numbered.

Demands of a level are crossed with its committees; the periods of `within` duties come from
their triggers; a standing duty is one period for each committee and wording.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from sinasec.methods.compliance.counted import Counted
from sinasec.methods.compliance.demands import Demand, demands
from sinasec.methods.compliance.duties import runs_of
from sinasec.methods.compliance.judging import Needs
from sinasec.methods.compliance.triggers import triggered
from sinasec.methods.compliance.wordings import LEVELS, Wording, Wordings, wording_frame
from sinasec.methods.law import Edition

PERIODS = pl.Schema(
    {
        "c": pl.UInt32,  # the committee's place
        "w": pl.UInt32,  # the wording's number
        "t": pl.UInt32,  # the template: what must be met
        "r": pl.UInt32,  # order within committee and wording
        "label": pl.String,
        "period_from": pl.Date,
        "period_to": pl.Date,
        "opens": pl.Date,
        "due": pl.Date,
        "late_to": pl.Date,  # null: acts count without end
        "start": pl.Date,  # first day with a row
        "shows_to": pl.Date,  # null: to no end; else a reform took the period over
        "binds_to": pl.Date,
        "valid_from": pl.Date,
        "valid_to": pl.Date,
    }
)
TEMPLATES = pl.Schema(
    {
        "t": pl.UInt32,
        "w": pl.UInt32,
        "level": pl.String,
        "label": pl.String,
        "period_from": pl.Date,
        "period_to": pl.Date,
        "opens": pl.Date,
        "due": pl.Date,
        "late_to": pl.Date,
        "start": pl.Date,
        "shows_to": pl.Date,
        "binds_to": pl.Date,
    }
)
NEEDS = pl.Schema(
    {
        "t": pl.UInt32,
        "reading": pl.UInt32,
        "tally": pl.UInt32,
        "k": pl.UInt32,
        "pattern": pl.String,  # how acts must name the period; null: they need not
        "main": pl.Boolean,  # the tally whose count is shown
    }
)
STANDING_LABEL = "vigencia"
NO_DAYS = ("due", "late_to", "shows_to")
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days asked about, both included."""

    day_from: date
    day_to: date


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of whoever it may be, found once for all committees.

    `templates`: TEMPLATES, the demands of the levels. `triggered`, `standing`: PERIODS of `within`
    and of standing duties, of every committee. `needs`: what each template needs.
    """

    templates: pl.DataFrame
    triggered: pl.DataFrame
    standing: pl.DataFrame
    needs: Needs


def asked(
    edition: Edition,
    wordings: Wordings,
    units: pl.DataFrame,
    acts: Counted,
    horizon: Horizon,
) -> Asked:
    """units: COMMITTEES with c. Raises CalendarGap."""
    demanded = [
        demand
        for level in LEVELS
        for demand in demands(edition, level, horizon.day_from, horizon.day_to)
    ]
    demanded.sort(key=lambda demand: (demand.period.label, demand.period.start))
    triggered = _of_triggers(edition, wordings, units, acts, len(demanded), horizon)
    needs = [*_demand_needs(demanded, wordings), *_trigger_needs(wordings, len(demanded))]
    return Asked(
        _templates(demanded, wordings),
        pl.concat([pl.DataFrame(schema=PERIODS), *triggered]),
        pl.concat([pl.DataFrame(schema=PERIODS), *_of_standing(wordings, units, horizon)]),
        Needs(pl.DataFrame(needs, schema=NEEDS, orient="row")),
    )


def period_table(
    edition: Edition, wordings: Wordings, units: pl.DataFrame, asked: Asked, horizon: Horizon
) -> pl.DataFrame:
    """The periods of committees that follow each other, with `ix` in the order of the result.

    units: COMMITTEES with c.
    Columns: PERIODS with ix, rule, duty, version, breach, required, soon_from, memory_to, end.
    """
    mine = pl.col("c").is_between(units["c"].min(), units["c"].max())
    found = pl.concat(
        [
            _of_committees(asked.templates, units),
            asked.triggered.filter(mine),
            asked.standing.filter(mine),
        ]
    )
    return _shown(_where_they_bind(found, wordings, units), wordings, edition, horizon)


def standing_table(
    edition: Edition, wordings: Wordings, units: pl.DataFrame, asked: Asked, horizon: Horizon
) -> pl.DataFrame:
    """The same of the standing duties of every committee."""
    return _shown(_where_they_bind(asked.standing, wordings, units), wordings, edition, horizon)


def _where_they_bind(found: pl.DataFrame, wordings: Wordings, units: pl.DataFrame) -> pl.DataFrame:
    """Without the periods of duties of one place that are crossed with committees of others."""
    bound = [
        (row.number, c)
        for row in wordings.rows
        if row.duty.only_in
        for c, committee, region in units.select("c", "committee", "region").iter_rows()
        if row.duty.binds(committee, region)
    ]
    apart = [row.number for row in wordings.rows if row.duty.only_in]
    if not apart:
        return found
    pairs = pl.DataFrame(bound, schema={"w": pl.UInt32, "c": pl.UInt32}, orient="row")
    of_one_place = pl.col("w").is_in(apart)
    return pl.concat(
        [
            found.filter(~of_one_place),
            found.filter(of_one_place).join(pairs, on=["w", "c"], how="semi"),
        ]
    )


def _templates(demanded: list[Demand], wordings: Wordings) -> pl.DataFrame:
    rows: list[Row] = [
        (
            t,
            wordings.place(demand.duty, demand.version).number,
            demand.level,
            demand.period.label,
            demand.period.start,
            demand.period.end,
            demand.period.opens,
            demand.period.due,
            demand.late_to,
            demand.shows_from,
            demand.shows_to,
            demand.binds_to,
        )
        for t, demand in enumerate(demanded)
    ]
    return pl.DataFrame(rows, schema=TEMPLATES, orient="row")


def _demand_needs(demanded: list[Demand], wordings: Wordings) -> Iterator[Row]:
    for t, demand in enumerate(demanded):
        for version in demand.readings:
            reading = wordings.place(demand.duty, version)
            yield from _needs(t, reading, wordings, version is demand.version)


def _trigger_needs(wordings: Wordings, first: int) -> Iterator[Row]:
    for row in wordings.of_rule("within"):
        yield from _needs(first + row.number, row, wordings, judging=True)


def _needs(t: int, reading: Wording, wordings: Wordings, judging: bool) -> Iterator[Row]:
    for place in reading.tallies:
        tally = wordings.tallies[place]
        main = judging and place == reading.tallies[0]
        yield t, reading.number, place, tally.needed, tally.pattern, main


def _of_committees(templates: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Each demand for each committee of its level that exists from opening to due day."""
    return (
        _existing(units)
        .join(templates, on="level")
        .filter(_exists("opens", "due"))
        .with_columns(r="t")
        .select(_columns())
    )


def _of_triggers(
    edition: Edition,
    wordings: Wordings,
    units: pl.DataFrame,
    acts: Counted,
    first: int,
    horizon: Horizon,
) -> Iterator[pl.DataFrame]:
    """A period from each trigger to its due day, kept while the roll-up remembers it."""
    memory = timedelta(days=edition.rollup.late_memory_days)
    for row in wordings.of_rule("within"):
        for level in sorted(row.version.bearers):
            made = triggered(edition, row.duty, row.version, level, acts, units, horizon.day_to)
            yield (
                made.filter(pl.col("due") >= horizon.day_from - memory)
                .join(_existing(units), on="c")
                .filter(_exists("opens", "due"))
                .sort("label")
                .with_row_index("r")
                .with_columns(
                    pl.lit(row.number, dtype=pl.UInt32).alias("w"),
                    pl.lit(first + row.number, dtype=pl.UInt32).alias("t"),
                    *(pl.lit(None, dtype=pl.Date).alias(name) for name in ("late_to", "shows_to")),
                    period_from="opens",
                    period_to="due",
                    start="opens",
                )
                .select(_columns())
            )


def _of_standing(
    wordings: Wordings, units: pl.DataFrame, horizon: Horizon
) -> Iterator[pl.DataFrame]:
    for row in wordings.of_rule("standing"):
        for level in sorted(row.version.bearers):
            bound = next(run.end for run in runs_of(row.duty, level) if row.version in run.versions)
            end = pl.lit(row.version.end, dtype=pl.Date)
            starts = pl.max_horizontal("valid_from", pl.lit(row.version.start, dtype=pl.Date))
            yield (
                _existing(units)
                .filter(pl.col("level") == level)
                .with_columns(
                    pl.lit(row.number, dtype=pl.UInt32).alias("w"),
                    pl.lit(0, dtype=pl.UInt32).alias("t"),
                    pl.lit(0, dtype=pl.UInt32).alias("r"),
                    pl.lit(STANDING_LABEL).alias("label"),
                    *(pl.lit(None, dtype=pl.Date).alias(name) for name in NO_DAYS),
                    pl.lit(bound, dtype=pl.Date).alias("binds_to"),
                    opens=starts,
                    start=starts,
                    period_from=starts,
                    period_to=pl.min_horizontal("valid_to", end),
                )
                .select(_columns())
            )


def _columns() -> list[pl.Expr]:
    return [pl.col(name).cast(kind) for name, kind in PERIODS.items()]


def _existing(units: pl.DataFrame) -> pl.DataFrame:
    return units.select("c", "level", "valid_from", "valid_to")


def _exists(day_from: str, day_to: str) -> pl.Expr:
    lasts = pl.col("valid_to").is_null() | (pl.col("valid_to") >= pl.col(day_to))
    return (pl.col("valid_from") <= pl.col(day_from)) & lasts


def _shown(
    found: pl.DataFrame, wordings: Wordings, edition: Edition, horizon: Horizon
) -> pl.DataFrame:
    """Those with a day in the horizon, with the marks that make stages, in order of result."""
    standing_end = pl.when(pl.col("due").is_null()).then("period_to")
    told = wording_frame(wordings)  # whose rows are in order of number
    shown = (
        found.with_columns(told["soon_days"].gather(found["w"]))
        .with_columns(
            start=pl.max_horizontal("start", "valid_from", pl.lit(horizon.day_from)),
            end=pl.min_horizontal("valid_to", "shows_to", standing_end, pl.lit(horizon.day_to)),
            soon_from=pl.col("due") - pl.duration(days="soon_days"),
        )
        .filter(pl.col("start") <= pl.col("end"))
        .sort("c", "w", "r")
        .with_row_index("ix")
    )
    return shown.drop("soon_days").hstack(told.drop("w", "soon_days")[shown["w"]])
