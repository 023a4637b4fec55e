"""How long committees may answer a preliminary publication (`definitions/publications.yaml`)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import yaml

from sinasec.methods.law import Calendar, CalendarGap
from sinasec.methods.working_days import moved_to_working_day
from sinasec.time_zone import LIMA

FILE: Final = "publications.yaml"


@dataclass(frozen=True, slots=True)
class ReplyPeriod:
    """`days` calendar days after the day of publication; `example`: we chose it."""

    days: int
    example: bool
    source: str

    def last_day(self, published: datetime, calendar: Calendar) -> date:
        """The last day, in Lima, on which a reply is in time: a working day.

        One that is not passes to the next that is, as in Ley 27444 (145.2 of its TUO); where the
        calendar of that year is not known, it stays.
        """
        last = published.astimezone(LIMA).date() + timedelta(days=self.days)
        try:
            return moved_to_working_day(last, calendar).day
        except CalendarGap:
            return last


def read_reply_period(text: str) -> ReplyPeriod:
    """The period in the text of FILE, which every package carries among its definitions."""
    written = yaml.safe_load(text)["reply_period"]
    return ReplyPeriod(int(written["days"]), bool(written["ejemplo"]), written["source"])
