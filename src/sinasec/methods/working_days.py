"""Count working days over Peru's calendar, saying why each day counts or does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice
from typing import Final

from sinasec.methods.law import Calendar, CalendarGap

Step = tuple[date, str]

WEEKEND: Final = {5: "sábado", 6: "domingo"}
ONE_DAY: Final = timedelta(days=1)
MOVED: Final = (
    "primer día hábil siguiente: el plazo que vence en día inhábil se prorroga (Ley 27444)"
)


@dataclass(frozen=True, slots=True)
class DayCount:
    """The day reached and each day on the way: (day, "cuenta 3" | "domingo" | "feriado: …").

    After the last comes what is in doubt on the way: years whose calendar is not all known and
    stretches in which terms may not have run, with what that does.
    """

    day: date
    steps: tuple[Step, ...]


def nth_working_day(start: date, n: int, calendar: Calendar) -> DayCount:
    """The n-th working day from `start`, which itself counts if it is a working day.

    n: at least 1. Raises CalendarGap for a year not in `calendar.known_years`.
    """
    steps = tuple(_walk(start, n, calendar))
    last = steps[-1][0]
    years = dict.fromkeys(day.year for day, _ in steps)
    doubts = [calendar.in_doubt[year] for year in years if year in calendar.in_doubt]
    doubts += calendar.halts(steps[0][0], last)
    return DayCount(last, steps + tuple((last, why) for why in doubts))


def add_working_days(day: date, n: int, calendar: Calendar) -> DayCount:
    """The n-th working day after `day`; the day itself never counts."""
    return nth_working_day(day + ONE_DAY, n, calendar)


def working_day_after(day: date, n: int, calendar: Calendar) -> date:
    """The day that `add_working_days` reaches, without the days on the way: for many at once."""
    _check_term(n)
    following = (day + timedelta(days=offset) for offset in count(1))
    working = (one for one in following if why_closed(one, calendar) is None)
    return next(islice(working, n - 1, None))


def add_calendar_days(day: date, n: int) -> DayCount:
    """The n-th day after `day`, every day counting."""
    last = day + timedelta(days=n)
    return DayCount(last, ((last, f"día {n} calendario, contado desde el siguiente"),))


def moved_to_working_day(day: date, calendar: Calendar) -> DayCount:
    """`day` itself, or the first working day after it, with each day passed over and why.

    Ley 27444 (art. 134.2 as published; 145.2 of the TUO of DS 004-2019-JUS): a fixed date that
    falls on a day that is not working is extended to the next that is. Raises CalendarGap.
    """
    count = nth_working_day(day, 1, calendar)
    halts = tuple((count.day, why) for why in calendar.halts(day, count.day))
    if count.day == day:
        return DayCount(day, halts)
    passed = tuple(step for step in count.steps if step[0] < count.day)
    return DayCount(count.day, (*passed, (count.day, MOVED), *halts))


def why_closed(day: date, calendar: Calendar) -> str | None:
    """Why a day is not a working day ("domingo", "feriado: …"), or None when it is one.

    Raises CalendarGap.
    """
    if day.year not in calendar.known_years:
        raise CalendarGap(
            f"No está cargado el calendario de {day.year}: agregue "
            f"definitions/calendar/{day.year}.yaml con sus feriados y días no laborables."
        )
    if day in calendar.closed:
        return calendar.closed[day]
    return WEEKEND.get(day.weekday())


def _check_term(n: int) -> None:
    if n < 1:
        raise ValueError(f"Un plazo en días hábiles debe ser de 1 o más, no de {n}.")


def _walk(start: date, n: int, calendar: Calendar) -> Iterator[Step]:
    _check_term(n)
    counted = 0
    for offset in count():
        day = start + timedelta(days=offset)
        closed = why_closed(day, calendar)
        counted += closed is None
        yield day, closed or f"cuenta {counted}"
        if counted == n:
            return
