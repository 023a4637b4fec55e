"""How long something may take: a term of days, and one run of it, from the day it began to count.

The calendar is always given: a holiday decreed later moves a day, and nothing here remembers it.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sinasec.methods.law import Calendar, CalendarGap
from sinasec.methods.working_days import add_working_days, moved_to_working_day


@dataclass(frozen=True, slots=True)
class Term:
    """`days`, at least 1, after the day from which they count; that day never counts.

    `working`: only working days count. Where every day counts, a last one that is not a working
    day passes to the next that is.
    """

    days: int
    working: bool

    def last_day(self, start: date, calendar: Calendar) -> date:
        """The last day that is in time.

        Of working days, raises CalendarGap for a year that the calendar does not know; where every
        day counts, the last one stays where its year is not known.
        """
        if self.working:
            return add_working_days(start, self.days, calendar).day
        last = start + timedelta(days=self.days)
        try:
            return moved_to_working_day(last, calendar).day
        except CalendarGap:
            return last


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that moves start and stop.

    `term`: None where each thing says its own: `said_by` tells where. `source`: the norm, or whose
    choice it is; `example`: ours.
    """

    code: str
    name: str
    term: Term | None
    said_by: str
    source: str
    example: bool


@dataclass(frozen=True, slots=True)
class ClockRun:
    """Once that a clock ran. `started`: from which day it counts, as it was first said.

    `due`: the last day in time; None where nobody knows the term. `stopped`: None while it runs.
    """

    clock: Clock
    started: date
    due: date | None
    stopped: date | None = None

    def stop(self, days: tuple[date, ...]) -> "ClockRun":
        """Stopped on the first of those days: the one it was first said, and its corrections."""
        return replace(self, stopped=min(days))

    @property
    def late(self) -> bool | None:
        """Whether it was stopped after its last day; None while it runs or nobody knows."""
        if self.stopped is None or self.due is None:
            return None
        return self.stopped > self.due


def run_of(clock: Clock, days: tuple[date, ...], term: Term | None, calendar: Calendar) -> ClockRun:
    """A clock that begins to run on a day that was perhaps corrected: `days`, as first said first.

    A correction never worsens: the last day is the latest of those that each would give.
    """
    known = clock.term or term
    due = max(known.last_day(day, calendar) for day in days) if known else None
    return ClockRun(clock, days[0], due)
