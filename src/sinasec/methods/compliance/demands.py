"""What the law demands of a level, period by period: the wording that judges and its readings.

A period is demanded when its whole window, from the day acts count to the due day, lies inside
days on which the duty binds the level without a gap. A reform never rewrites the past: until it
is in force, the wording of the day shows its own period; what becomes of a period in which the
wording changed is settled by the `transition` of the newer one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from sinasec.methods.compliance.duties import Run, runs_of
from sinasec.methods.compliance.periods import Period, grid_of
from sinasec.methods.law import Calendar, Duty, Edition, Level, Term, Version
from sinasec.methods.working_days import ONE_DAY

LAST_CLOSED: Final = timedelta(days=366)  # how far before the horizon to look for it


@dataclass(frozen=True, slots=True)
class Demand:
    """One period of one duty demanded of every committee of a level.

    `readings`: the wordings that must be met. `shows_from`, `shows_to`: the days on which this
    wording shows the period; None, to no end, or else a reform took the period over.
    `late_to`: the last day on which an act still counts; None, no end.
    `binds_to`: the last day on which the duty binds the level; None, it still does.
    """

    duty: Duty
    version: Version
    level: Level
    period: Period
    readings: tuple[Version, ...]
    shows_from: date
    shows_to: date | None
    late_to: date | None
    binds_to: date | None


def demands(edition: Edition, level: Level, horizon_from: date, horizon_to: date) -> list[Demand]:
    """The demands of `at_least` and `by_date` duties that a horizon needs, by duty and due day.

    To them belongs the last period closed before the horizon: its light still shows in it.
    """
    return [
        demand
        for duty in sorted(edition.duties, key=lambda duty: duty.code)
        for demand in demands_of(edition, duty, level, horizon_from, horizon_to)
    ]


def demands_of(
    edition: Edition, duty: Duty, level: Level, horizon_from: date, horizon_to: date
) -> list[Demand]:
    """The same for one duty, by due day."""
    terms = [term for term in edition.terms if level in term.levels]
    days = (horizon_from - LAST_CLOSED, horizon_to)
    made = [
        demand
        for run in runs_of(duty, level)
        if run.end is None or run.end >= horizon_from
        for demand in _of_run(duty, level, run, days, terms, edition.calendar)
    ]
    made.sort(key=lambda demand: (demand.period.due, demand.period.label))
    return _still_shown(_with_late_days(made), horizon_from)


def _of_run(
    duty: Duty,
    level: Level,
    run: Run,
    days: tuple[date, date],
    terms: Sequence[Term],
    calendar: Calendar,
) -> Iterator[Demand]:
    for version in run.versions:
        for period in grid_of(duty, version, *days, terms, calendar):
            judge = run.on(period.due)
            if judge is None or not run.holds(period.opens, period.due):
                continue
            shown = _days_shown(duty, version, judge, run, period)
            if shown is not None:
                readings = _readings(version, judge, run, period)
                end = None if duty.rule == "by_date" else period.end
                yield Demand(duty, version, level, period, readings, *shown, end, run.end)


def _days_shown(
    duty: Duty, version: Version, judge: Version, run: Run, period: Period
) -> tuple[date, date | None] | None:
    """The days on which a wording shows a period it draws; None, on none."""
    if duty.rule == "at_least" and judge.start > period.start and judge.transition == "old":
        mine = version is run.on(period.start)
        return (period.start, None) if mine else None
    first = max(period.first_day, version.start)
    if version is judge:
        return first, None
    if version.end is not None and first <= version.end < period.due:
        return first, version.end
    return None


def _readings(version: Version, judge: Version, run: Run, period: Period) -> tuple[Version, ...]:
    """The wordings a period must meet: its own, or under `both` all that ran in it."""
    if version is not judge or judge.transition != "both" or judge.start <= period.start:
        return (version,)
    return tuple(
        one
        for one in run.versions
        if one.start <= period.end
        and (one.end is None or period.start <= one.end)
        and one.per == version.per
    )


def _with_late_days(made: list[Demand]) -> list[Demand]:
    """Dated acts count until the next period opens, unless they name their period."""
    lasting = [one for one in made if one.shows_to is None]
    after = {id(one): following for one, following in pairwise(lasting)}
    return [
        replace(one, late_to=_late_to(one, after[id(one)]))
        if one.duty.rule == "by_date" and id(one) in after
        else one
        for one in made
    ]


def _late_to(demand: Demand, following: Demand) -> date | None:
    if names_period(demand.version):
        return None
    if following.period.opens > demand.period.due:
        return following.period.opens - ONE_DAY
    return following.period.due


def names_period(version: Version) -> bool:
    """Whether acts say which period they are for, so that no two periods can share one."""
    return any(
        isinstance(condition.equals, str) and "{period}" in condition.equals
        for condition in version.conditions
        if condition.count is None
    )


def _still_shown(made: list[Demand], horizon_from: date) -> list[Demand]:
    lasting = [one for one in made if one.shows_to is None]
    closed = [one.period.due for one in lasting if one.period.due < horizon_from]
    oldest = max(closed, default=horizon_from)
    return [
        one
        for one in made
        if (one.period.due >= oldest if one.shows_to is None else one.shows_to >= horizon_from)
    ]
