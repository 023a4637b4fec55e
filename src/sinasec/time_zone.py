"""The zone whose days are the days of the law."""

from typing import Final
from zoneinfo import ZoneInfo

LIMA: Final = ZoneInfo("America/Lima")
