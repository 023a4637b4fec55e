"""How long committees may answer a preliminary publication (`definitions/publications.yaml`)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import yaml

from sinasec.methods.law import Calendar
from sinasec.methods.lifecycle.clocks import Term
from sinasec.time_zone import LIMA

FILE: Final = "publications.yaml"


@dataclass(frozen=True, slots=True)
class ReplyPeriod:
    """`days` calendar days after the day of publication; `example`: we chose it."""

    days: int
    example: bool
    source: str

    @property
    def term(self) -> Term:
        """Of every day."""
        return Term(self.days, working=False)

    def last_day(self, published: datetime, calendar: Calendar) -> date:
        """The last day, in Lima, on which a reply is in time: a working day.

        One that is not passes to the next that is, as in Ley 27444 (145.2 of its TUO); where the
        calendar of that year is not known, it stays.
        """
        return self.term.last_day(published.astimezone(LIMA).date(), calendar)


def read_reply_period(text: str) -> ReplyPeriod:
    """The period in the text of FILE, which every package carries among its definitions."""
    written = yaml.safe_load(text)["reply_period"]
    return ReplyPeriod(int(written["days"]), bool(written["ejemplo"]), written["source"])
