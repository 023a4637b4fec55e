"""The window of a period: the days on which acts count for it, and how its due day was counted.

What the law demands of a level is the same for all its committees, so it is asked once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache
from typing import Any, Final

from sinasec.methods.compliance.demands import Demand, demands_of
from sinasec.methods.compliance.explanation.trace import Window
from sinasec.methods.law import Calendar, Duty, Edition, Level, Version
from sinasec.methods.working_days import Step, add_calendar_days, add_working_days

LONG_AGO: Final = date(1900, 1, 1)
MOST_KEPT: Final = 4096  # demands of a duty, level and pair of days
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asking:
    """What a period asks. `readings`: the wordings it must meet. `known`: whether the definitions
    draw such a period; where they do not, `window` is the period itself."""

    window: Window
    due_steps: tuple[Step, ...]
    readings: tuple[Version, ...]
    known: bool = True


@dataclass(frozen=True, slots=True)
class Prospect:
    """How long a period that closed may decide the light. `ends`: the last such day, if one comes
    by `seen_to`, the last day to which the law was looked ahead."""

    ends: date | None
    seen_to: date

    def reaches(self, day: date) -> bool:
        return day <= (self.ends or self.seen_to)


class Windows:
    """The windows of one edition; what it was asked is remembered."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._demands = lru_cache(MOST_KEPT)(self._demands_of)

    def asking(
        self, duty: Duty, version: Version, level: Level, row: Row, committee: str, as_of: date
    ) -> Asking:
        """What the period of a row of INTERVALS asks. `version`: the wording that judges it."""
        if duty.rule == "standing":
            window = Window(row["period"], LONG_AGO, None, standing=True)
            return Asking(window, (), (version,))
        if duty.rule == "within":
            window = Window(row["period"], row["period_from"], None)
            return Asking(window, self._steps(version, row["period_from"], committee), (version,))
        first, last = sorted((row["due"], as_of))
        for one in self._demands(duty.code, level, first, last):
            if one.version.id == version.id and one.period.label == row["period"]:
                window = Window(row["period"], one.period.opens, one.late_to)
                return Asking(window, one.period.due_steps, one.readings)
        window = Window(row["period"], row["period_from"], row["due"])
        return Asking(window, (), (version,), known=False)

    def prospect(self, duty: Duty, level: Level, row: Row, as_of: date) -> Prospect:
        """Until when the period of a row decides: the next due day, or when the duty ends; a
        period that an act began, while the roll-up remembers it."""
        memory = timedelta(days=self.edition.rollup.late_memory_days)
        last_known = max(self.edition.calendar.known_years, default=MAXYEAR)
        seen_to = max(as_of, min(as_of + memory, date(last_known, 12, 31)))
        ends = [one.end for one in duty.versions if level in one.bearers]
        found = [] if None in ends else [max(end for end in ends if end is not None)]
        if duty.rule == "within":
            found.append(row["due"] + memory)
        elif row["due"] is not None:
            demanded = self._demands(duty.code, level, min(row["due"], as_of), seen_to)
            found += [one.period.due for one in demanded if one.period.due > row["due"]]
        first = min(found, default=seen_to)
        return Prospect(first if found and first <= seen_to else None, seen_to)

    def doubts(self, steps: tuple[Step, ...]) -> tuple[str, ...]:
        """What is not known of the days that the count of a due day crosses."""
        calendar = self.edition.calendar
        doubted = {*calendar.in_doubt.values(), *(one.why for one in calendar.halted)}
        return tuple(why for _, why in steps if why in doubted)

    def confidence(self, committee: str, version: Version, doubts: tuple[str, ...] = ()) -> str:
        """Of what is said of a committee under a wording, with a due day counted in doubt."""
        unsure = doubts or committee in self.edition.unverified
        return "probable" if unsure else version.norm.confidence

    def _demands_of(self, duty: str, level: Level, first: date, last: date) -> list[Demand]:
        return demands_of(self.edition, self.edition.duty(duty), level, first, last)

    def _steps(self, version: Version, trigger: date, committee: str) -> tuple[Step, ...]:
        if version.day_kind != "working":
            return add_calendar_days(trigger, version.days or 0).steps
        return add_working_days(trigger, version.days or 0, self._calendar(committee)).steps

    def _calendar(self, committee: str) -> Calendar:
        calendar = self.edition.calendar
        return calendar.at(calendar.place(committee))
