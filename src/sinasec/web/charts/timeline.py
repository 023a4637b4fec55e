"""Stretches of days, one row a thing, with its deadlines and the day that is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sinasec.methods.words import MONTHS
from sinasec.web.charts.axis import upright_line, words
from sinasec.web.charts.lights import block
from sinasec.web.charts.plot import Plot
from sinasec.web.charts.scale import Days

BAR: Final = 24
ROW: Final = 54
HEAD: Final = 24


@dataclass(frozen=True, slots=True)
class Span:
    """A light from a day to a day, both included. `title`: what it says when pointed at."""

    day_from: date
    day_to: date
    light: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """`dues`: the days at whose end a deadline falls. `now`: words at the right of its name."""

    name: str
    spans: Sequence[Span]
    dues: Sequence[date] = ()
    now: str = ""


def bar(row: Row, days: Days, today: date | None, top: float = 0) -> str:
    """One row `BAR` high: months, stretches, deadlines and the day shown, if it is one of them."""
    below = top + BAR
    months = [upright_line(days.at(day), top, below, "t-mes") for day in days.months[1:]]
    spans = [
        block(
            f"t-{one.light}",
            days.at(one.day_from),
            days.after(one.day_to),
            top + 1,
            BAR - 2,
            one.title,
        )
        for one in row.spans
    ]
    dues = [upright_line(days.after(due), top, below, "t-plazo") for due in row.dues]
    shown = today is not None and days.first <= today <= days.last
    now = upright_line(days.middle(today), top - 2, below + 2, "t-hoy") if today and shown else ""
    return "".join([*months, *spans, *dues, now])


def timeline(rows: Sequence[Row], days: Days, today: date | None = None) -> Plot:
    """Each row with its name above its bar, so that it can be read on any width."""
    head = "".join(
        words(days.at(day), 12, MONTHS[day.month - 1][0].upper(), "g-texto") for day in days.months
    )
    drawn = "".join(
        words(0, HEAD + ROW * at + 16, row.name, "g-fuerte")
        + words(100, HEAD + ROW * at + 16, row.now, "g-texto", "end")
        + bar(row, days, today, HEAD + ROW * at + 23)
        for at, row in enumerate(rows)
    )
    return Plot(head + drawn, HEAD + ROW * len(rows))
