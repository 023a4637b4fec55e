"""The first period that a wording judges: one that began before it is not its own."""

from datetime import date, timedelta
from typing import Final, get_args

from sinasec.methods.compliance.demands import demands_of
from sinasec.methods.compliance.periods import Period
from sinasec.methods.law import Duty, Edition, Level, Version

LOOKED_AT: Final = timedelta(days=5 * 366)  # a term of authorities, and the rest of the one before


def first_judged(edition: Edition, duty: Duty, version: Version) -> dict[Level, str]:
    """Level -> the label of the period that falls due first.

    Without the levels of which it judges none, and empty for a duty without periods of its own.
    """
    levels: tuple[Level, ...] = get_args(Level)
    found: dict[Level, list[Period]] = {
        level: [
            one.period
            for one in demands_of(edition, duty, level, version.start, _last_day(version))
            if one.version is version and one.shows_to is None
        ]
        for level in levels
        if level in version.bearers
    }
    return {
        level: min(periods, key=lambda period: (period.due, period.label)).label
        for level, periods in found.items()
        if periods
    }


def _last_day(version: Version) -> date:
    last = version.start + LOOKED_AT
    return last if version.end is None else min(last, version.end)
