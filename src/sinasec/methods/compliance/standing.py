"""Standing duties: something must be in force at every moment, so each day answers for itself."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from sinasec.methods.compliance.counted import Counted
from sinasec.methods.compliance.intervals.packed import DAYS, Ints, begins, dates, days_of, ends
from sinasec.methods.compliance.ledger import Tally, day_said, last_day_said, meets
from sinasec.methods.compliance.stages import STATE_TYPE
from sinasec.methods.law import YearsIn

ONE_DAY = pl.duration(days=1)
STANDING_ROWS: Final = pl.Schema(
    {
        "c": pl.UInt32,
        "state": STATE_TYPE,
        "day_from": pl.Date,
        "day_to": pl.Date,
        "counted": pl.Int32,
    }
)


class _Bound(NamedTuple):
    """The committees bound by a wording, (n,), and the days on which they are, both included."""

    c: Ints
    start: Ints
    end: Ints


def standing_rows(
    periods: pl.DataFrame,
    acts: Counted,
    days: pl.DataFrame,
    tallies: Sequence[Tally],
    last: date,
    years_in: YearsIn | None = None,
) -> pl.DataFrame:
    """STANDING_ROWS of the committees bound by one standing wording, by committee and day.

    periods: c, start, end, one of each committee, in its order. acts: those up to `last` count, and
    say `valid_from` and `valid_to`: a missing start is the act's date, a missing end is none or
    that of its years, `YearsIn`. days: see `complete_days`. An act counts from its date on: nobody
    could see it before.
    """
    bound = _Bound(
        periods["c"].to_numpy().astype(np.int64), days_of(periods, "start"), days_of(periods, "end")
    )
    kinds = sorted(set(tallies[0].kinds))
    valid = [_validity(acts, tally, last, years_in) for tally in tallies]
    spans = [*valid, days.filter(pl.col("kind").is_in(kinds))]
    if years_in:
        spans.append(_doubted(valid[0]))
    key, day, totals = _running_totals(bound, [_inside(one, bound) for one in spans])
    counts, complete, doubted = totals[: len(valid)], totals[len(valid)], totals[len(valid) + 1 :]
    told = pl.DataFrame(
        {
            "met": np.all(
                [count >= one.needed for count, one in zip(counts, tallies, strict=True)], axis=0
            ),
            "covered": np.all([complete >= len(kinds), *(one == 0 for one in doubted)], axis=0),
            "counted": np.minimum(counts[0], tallies[0].needed),
        }
    ).with_columns(state=standing_state(pl.col("met"), pl.col("covered")))
    said = key * len(STATE_TYPE.categories) + told["state"].to_physical().to_numpy()
    starts = begins(said * (tallies[0].needed + 1) + told["counted"].to_numpy())
    to = np.where(
        np.append(key[1:] == key[:-1], False)[: key.size],
        np.append(day[1:], 0)[: key.size] - 1,
        bound.end[key],
    )
    return pl.DataFrame(
        {
            "c": bound.c[key[starts]],
            "state": told["state"].gather(starts),
            "day_from": dates(day[starts]),
            "day_to": dates(to[ends(starts, key.size)]),
            "counted": told["counted"].gather(starts),
        },
    ).cast(STANDING_ROWS)


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


def _validity(acts: Counted, tally: Tally, last: date, years_in: YearsIn | None) -> pl.DataFrame:
    """c, day_from, day_to, silent: the days on which each act that counts is in force and known of.

    `silent`: it does not say its last day, which is known by its years.
    """
    mine = acts.of(tally.kinds).filter(pl.col("date") <= last)
    mine = mine.filter(acts.read(mine, meets(tally.conditions)))
    years = last_day_said(years_in.attribute) if years_in else pl.lit(None, dtype=pl.Date)
    return mine.with_columns(
        since=acts.read(mine, day_said("valid_from")),
        said=acts.read(mine, day_said("valid_to")),
        of_years=acts.read(mine, years),
    ).select(
        "c",
        day_from=pl.max_horizontal("date", "since"),
        day_to=pl.coalesce("said", "of_years", pl.lit(date.max)),
        silent=pl.col("said").is_null() & pl.col("of_years").is_not_null(),
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


class _Spans(NamedTuple):
    """Days of the bound committees, (n,): `key`, which of them; both days included."""

    key: Ints
    first: Ints
    last: Ints


def _inside(spans: pl.DataFrame, bound: _Bound) -> _Spans:
    """The spans (c, day_from, day_to) of the committees bound, cut to their days."""
    c = spans["c"].to_numpy().astype(np.int64)
    place = np.full(max(c.max(initial=0), bound.c.max(initial=0)) + 1, -1)
    place[bound.c] = np.arange(bound.c.size)
    mine = place[c] >= 0
    key = place[c[mine]]
    first = np.maximum(days_of(spans, "day_from")[mine], bound.start[key])
    last = np.minimum(days_of(spans, "day_to")[mine], bound.end[key])
    there = first <= last
    return _Spans(key[there], first[there], last[there])


def _running_totals(bound: _Bound, parts: Sequence[_Spans]) -> tuple[Ints, Ints, list[Ints]]:
    """Each day of change of each committee, in order: its key, the day, and how many spans of each
    part hold from then on.

    A span adds one on its first day and takes it away after its last, so that the running total is
    back at zero where a committee ends.
    """
    start = np.arange(bound.c.size) * DAYS + bound.start
    added = [one.key * DAYS + one.first for one in parts]
    taken = [one.key * DAYS + one.last + 1 for one in parts]
    moments = np.unique(np.concatenate([start, *added, *taken]))
    totals = [
        np.cumsum(_times(more, moments) - _times(less, moments))
        for more, less in zip(added, taken, strict=True)
    ]
    key, day = np.divmod(moments, DAYS)
    bound_then = day <= bound.end[key]
    return key[bound_then], day[bound_then], [one[bound_then] for one in totals]


def _times(values: Ints, moments: Ints) -> Ints:
    """How often each moment is among the values."""
    return np.bincount(np.searchsorted(moments, values), minlength=moments.size)
