"""How long committees may answer a preliminary publication (`definitions/publications.yaml`)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import yaml

from sinasec.time_zone import LIMA

FILE: Final = "publications.yaml"


@dataclass(frozen=True, slots=True)
class ReplyPeriod:
    """`days` calendar days after the day of publication; `example`: we chose it."""

    days: int
    example: bool
    source: str

    def last_day(self, published: datetime) -> date:
        """The last day, in Lima, on which a reply is in time."""
        return published.astimezone(LIMA).date() + timedelta(days=self.days)


def read_reply_period(text: str) -> ReplyPeriod:
    """The period in the text of FILE, which every package carries among its definitions."""
    written = yaml.safe_load(text)["reply_period"]
    return ReplyPeriod(int(written["days"]), bool(written["ejemplo"]), written["source"])
