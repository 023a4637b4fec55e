"""Duties and facts to timelines: what each committee's duties were on every day, as intervals.

One pass over columns, whatever the number of committees: the periods the law demands of a level
are found once, crossed with the committees of the level, and each is asked of a sorted ledger of
acts. The plain twin, day by day and committee by committee, is `tests/methods/slow_twin.py`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import polars as pl

from sinasec.methods.compliance.counted import Counted, counted_by_kind
from sinasec.methods.compliance.coverage import complete_days
from sinasec.methods.compliance.facts import Facts, counted_acts
from sinasec.methods.compliance.frames import INTERVALS
from sinasec.methods.compliance.intervals.cuts import cut
from sinasec.methods.compliance.judging import Needs, count_days, with_verdict
from sinasec.methods.compliance.ledger import Ledger, ledger_of
from sinasec.methods.compliance.period_table import (
    Asked,
    Horizon,
    asked,
    period_table,
    standing_table,
)
from sinasec.methods.compliance.stages import MET_STATES, STATE_TYPE, stage_rows
from sinasec.methods.compliance.standing import STANDING_ROWS, standing_rows
from sinasec.methods.compliance.undated import answered_to, undated
from sinasec.methods.compliance.waived import waived_days, with_waivers
from sinasec.methods.compliance.wordings import Wordings, kind_frame, wording_frame, wordings_of
from sinasec.methods.law import Edition


def timelines(
    edition: Edition,
    committees: pl.DataFrame,
    acts: pl.DataFrame,
    reviews: pl.DataFrame,
    waivers: pl.DataFrame,
    completeness: pl.DataFrame,
    *,
    known_at: datetime,
    horizon_from: date,
    horizon_to: date,
) -> pl.DataFrame:
    """The state of every period of every duty of every committee, as rows of days.

    Frames in the shapes of `methods/frames.py`; known_at: naive UTC. Returns INTERVALS, clipped
    to the horizon, sorted by committee, duty, version, period and day: the same facts in any
    order give the same rows. Raises CalendarGap when a due day needs an unknown calendar.
    """
    rows = timelines_with_windows(
        edition,
        committees,
        acts,
        reviews,
        waivers,
        completeness,
        known_at=known_at,
        horizon_from=horizon_from,
        horizon_to=horizon_to,
    )
    return rows.drop("opens")


WITH_WINDOWS: Final = pl.Schema({**INTERVALS, "opens": pl.Date})


def timelines_with_windows(
    edition: Edition,
    committees: pl.DataFrame,
    acts: pl.DataFrame,
    reviews: pl.DataFrame,
    waivers: pl.DataFrame,
    completeness: pl.DataFrame,
    *,
    known_at: datetime,
    horizon_from: date,
    horizon_to: date,
) -> pl.DataFrame:
    """The same, with `opens`: the first day on which an act counts for the row's period."""
    facts = Facts(acts, reviews, waivers, completeness).known(known_at)
    horizon = Horizon(horizon_from, horizon_to)
    units = committees.sort("committee").with_row_index("c")
    wordings = wordings_of(edition)
    counted = counted_by_kind(counted_acts(facts.acts, facts.reviews), units)
    kinds = kind_frame(wordings)
    declared = facts.completeness.filter(~pl.col("committee").is_in(list(edition.unverified)))
    complete = complete_days(_placed(declared, units), kinds["kind"].unique().to_list())
    law = _Law(edition, wordings, kinds, asked(edition, wordings, units, counted, horizon), horizon)
    ledger = ledger_of(counted, wordings.tallies, wordings.levels_of_tallies(), horizon_to)
    every = _Facts(
        complete,
        waived_days(_placed(facts.waivers, units), wording_frame(wordings).select("duty").unique()),
        undated(counted, wordings),
        _standing_rows(law, units, counted, complete),
    )
    del counted
    blocks = [_of_block(law, block, ledger, every.of(block)) for block in units.iter_slices(BLOCK)]
    return pl.concat([pl.DataFrame(schema=WITH_WINDOWS), *blocks])


BLOCK: Final = 400  # committees judged at once: what is made on the way is no larger than theirs


@dataclass(frozen=True, slots=True)
class _Law:
    """What every block is judged by."""

    edition: Edition
    wordings: Wordings
    kinds: pl.DataFrame
    asked: Asked
    horizon: Horizon


@dataclass(frozen=True, slots=True)
class _Facts:
    """Of some committees, by `c`: days declared complete, days waived, acts without the day on
    which they count (`undated`), and the rows of their standing duties, with `w`."""

    complete: pl.DataFrame
    waived: pl.DataFrame
    undated: pl.DataFrame
    standing: pl.DataFrame

    def of(self, units: pl.DataFrame) -> "_Facts":
        mine = pl.col("c").is_between(units["c"].min(), units["c"].max())
        return _Facts(
            self.complete.filter(mine),
            self.waived.filter(mine),
            self.undated.filter(mine),
            self.standing.filter(mine),
        )


def _of_block(law: _Law, units: pl.DataFrame, ledger: Ledger, facts: _Facts) -> pl.DataFrame:
    """WITH_WINDOWS of committees that follow each other: each is judged by its own facts."""
    periods = period_table(law.edition, law.wordings, units, law.asked, law.horizon)
    dated = _period_rows(periods, ledger, facts, law)
    always = periods.filter(pl.col("due").is_null()).select("ix", "w", "c")
    standing = always.join(facts.standing, on=["w", "c"]).select(dated.columns)
    rows = with_waivers(pl.concat([dated, standing]), periods, facts.waived)
    return _dressed(rows, periods, units, law.edition)


def _placed(facts: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Facts with `c`; those of committees not asked about fall out."""
    return facts.join(units.select("committee", "c"), on="committee").drop("committee")


def _period_rows(periods: pl.DataFrame, ledger: Ledger, facts: _Facts, law: _Law) -> pl.DataFrame:
    """ix, state, day_from, day_to, counted for periods with a due day."""
    needs = law.asked.needs
    dated = periods.filter(pl.col("due").is_not_null())
    dated = dated.with_columns(pl.col("late_to").fill_null(law.horizon.day_to))
    dated = answered_to(dated, law.wordings)
    memory = pl.duration(days=law.edition.rollup.late_memory_days - 1)
    judged = with_verdict(
        dated, needs, ledger, facts.complete, law.kinds, facts.undated
    ).with_columns(memory_to=pl.col("met_on") + memory)
    return _with_counts(stage_rows(judged), dated, needs, ledger)


def _with_counts(
    rows: pl.DataFrame, periods: pl.DataFrame, needs: Needs, ledger: Ledger
) -> pl.DataFrame:
    """The rows with `counted`: all or nothing for one act, step by step where more are asked."""
    stepped = periods.join(needs.by_steps(), on="t", how="semi")
    plain = rows.join(stepped, on="ix", how="anti").with_columns(
        counted=pl.col("state").is_in(MET_STATES).cast(pl.Int32)
    )
    if stepped.is_empty():
        return plain
    days = count_days(stepped, needs, ledger)
    pieces = cut(rows.join(stepped, on="ix", how="semi"), days, "ix").sort("day_from")
    counted = pieces.join_asof(
        days.sort("day"), left_on="day_from", right_on="day", by="ix", check_sortedness=False
    ).with_columns(pl.col("counted").fill_null(0).cast(pl.Int32))
    return pl.concat([plain, counted.select(plain.columns)])


def _standing_rows(
    law: _Law, units: pl.DataFrame, acts: Counted, complete: pl.DataFrame
) -> pl.DataFrame:
    """w and STANDING_ROWS of every committee."""
    periods = standing_table(law.edition, law.wordings, units, law.asked, law.horizon)
    found = [
        standing_rows(
            periods.filter(pl.col("w") == row.number),
            acts,
            complete,
            [law.wordings.tallies[place] for place in row.tallies],
            law.horizon.day_to,
            row.version.years_in,
        ).with_columns(w=pl.lit(row.number, dtype=pl.UInt32))
        for row in law.wordings.of_rule("standing")
    ]
    return pl.concat([pl.DataFrame(schema={**STANDING_ROWS, "w": pl.UInt32}), *found])


def _dressed(
    rows: pl.DataFrame, periods: pl.DataFrame, units: pl.DataFrame, edition: Edition
) -> pl.DataFrame:
    """Rows in the shape and order of WITH_WINDOWS."""
    first = units["c"].min() or 0
    place = rows["ix"].cast(pl.Int64) * (1 << 16) + rows["day_from"].to_physical()
    ordered = rows[place.arg_sort()]
    about = periods.select(
        "duty",
        "rule",
        "version",
        "breach",
        "period_from",
        "period_to",
        "due",
        "required",
        "binds_to",
        "opens",
        committee=units["committee"].gather(periods["c"] - first),
        period="label",
    )[ordered["ix"]]
    states = list(STATE_TYPE.categories)
    lights = pl.Series([edition.rollup.state_light[state] for state in states])
    return (
        pl.concat([about, ordered.drop("ix", "state")], how="horizontal")
        .with_columns(
            state=pl.Series(states).gather(ordered["state"].to_physical()),
            light=lights.gather(ordered["state"].to_physical()),
        )
        .select(WITH_WINDOWS.names())
        .cast(WITH_WINDOWS)
    )
