"""What the law demands of a level, period by period: the wording that judges and its readings.

A period is demanded when its whole window, from the day acts count to the due day, lies inside
days on which the duty binds the level without a gap. A change of wording inside an `at_least`
period is settled by the `transition` of the newer wording.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sinasec.methods.duties import Run, runs_of
from sinasec.methods.law import Calendar, Duty, Edition, Level, Term, Version
from sinasec.methods.periods import Period, periods_of, stretches
from sinasec.methods.working_days import ONE_DAY

LAST_CLOSED: Final = timedelta(days=366)  # how far before the horizon to look for it


@dataclass(frozen=True, slots=True)
class Demand:
    """One period of one duty demanded of every committee of a level.

    `readings`: the wordings that must be met, the judging one (`version`) last.
    `late_to`: the last day on which an act still counts for this period; None, no end.
    `binds_to`: the last day on which the duty binds the level; None, it still does.
    """

    duty: Duty
    version: Version
    level: Level
    period: Period
    readings: tuple[Version, ...]
    late_to: date | None
    binds_to: date | None


def demands(edition: Edition, level: Level, horizon_from: date, horizon_to: date) -> list[Demand]:
    """The demands of `at_least` and `by_date` duties that a horizon needs, by duty and due day.

    To them belongs the last period closed before the horizon: its light still shows in it.
    """
    terms = [term for term in edition.terms if level in term.levels]
    days = (horizon_from - LAST_CLOSED, horizon_to)
    found: list[Demand] = []
    for duty in sorted(edition.duties, key=lambda duty: duty.code):
        made = [
            demand
            for run in runs_of(duty, level)
            if run.end is None or run.end >= horizon_from
            for demand in _of_run(duty, level, run, days, terms, edition.calendar)
        ]
        made.sort(key=lambda demand: (demand.period.due, demand.period.label))
        found.extend(_still_shown(_with_late_days(made), horizon_from))
    return found


def _of_run(
    duty: Duty,
    level: Level,
    run: Run,
    days: tuple[date, date],
    terms: Sequence[Term],
    calendar: Calendar,
) -> list[Demand]:
    found: list[Demand] = []
    for version in run.versions:
        periods = periods_of(duty, version, *days, terms, calendar)
        if duty.rule == "at_least":
            periods += _kept_under_old(version, run, days[1], terms)
        for period in periods:
            readings = _readings(duty, version, run, period)
            if readings and run.holds(period.opens, period.due):
                found.append(Demand(duty, version, level, period, readings, None, run.end))
    return found


def _readings(duty: Duty, version: Version, run: Run, period: Period) -> tuple[Version, ...]:
    """The wordings a period must meet; none when another wording judges it."""
    at_end = run.on(period.end)
    if duty.rule != "at_least" or at_end is None or at_end.start <= period.start:
        return (version,)
    if at_end.transition == "old":
        return (version,) if version is run.on(period.start) else ()
    if at_end.transition == "new":
        return (version,)
    return tuple(
        one
        for one in run.versions
        if one.start <= period.end
        and (one.end is None or period.start <= one.end)
        and one.per == version.per
    )


def _kept_under_old(
    version: Version, run: Run, horizon_to: date, terms: Sequence[Term]
) -> list[Period]:
    """Periods begun under a wording and ended under one that leaves them to the old."""
    if version.end is None:
        return []
    found: list[Period] = []
    for one in stretches(version.per or "year", version.end, version.end, terms):
        newer = run.on(one.end)
        if newer is version or newer is None or newer.transition != "old":
            continue
        if version.start <= one.start <= horizon_to:
            steps = ((one.end, "último día del periodo"),)
            found.append(Period(one.label, one.start, one.end, one.start, one.end, steps))
    return found


def _with_late_days(made: list[Demand]) -> list[Demand]:
    following = [*made[1:], None]
    return [_with_late_day(one, after) for one, after in zip(made, following, strict=False)]


def _with_late_day(demand: Demand, following: Demand | None) -> Demand:
    return Demand(
        demand.duty,
        demand.version,
        demand.level,
        demand.period,
        demand.readings,
        _late_to(demand, following),
        demand.binds_to,
    )


def _late_to(demand: Demand, following: Demand | None) -> date | None:
    """At-least acts count to the end of the period; dated ones until the next period opens.

    An act that names its period ("{period}" in a condition) may come at any later time.
    """
    if demand.duty.rule == "at_least":
        return demand.period.end
    if following is None or names_period(demand.version):
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
    closed = [demand.period.due for demand in made if demand.period.due < horizon_from]
    oldest = max(closed, default=horizon_from)
    return [demand for demand in made if demand.period.due >= oldest]
