"""How long committees may answer a preliminary publication (`definitions/publications.yaml`)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import yaml

from sinasec.methods.law import Edition

LIMA: Final = ZoneInfo("America/Lima")
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


def reply_period(edition: Edition) -> ReplyPeriod:
    written = yaml.safe_load(edition.files[FILE])["reply_period"]
    return ReplyPeriod(int(written["days"]), bool(written["ejemplo"]), written["source"])
