"""The zone whose days are the days of the law."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

LIMA: Final = ZoneInfo("America/Lima")


def day_of(instant: datetime) -> date:
    """Its day in Lima."""
    return instant.astimezone(LIMA).date()
