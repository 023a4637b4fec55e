"""The year of a committee as bars, one row a duty, from the published intervals.

Each row is one small SVG, `viewBox="0 0 <days of the year> 24"`, stretched to the width at hand;
names and lights stay in the page as text. Besides the colour, the bar's height says the light:
full for rojo, three quarters for ámbar, half for verde, a hollow bar for «sin información» and a
dashed line while nothing is due.
"""

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

import polars as pl
from django.utils.safestring import SafeString, mark_safe

from sinasec.methods.compliance.lights import STATE_WORDS, Light, State
from sinasec.web.semaforo.lights import MARKS, shown_state
from sinasec.web.words import day_words

HEIGHT: Final = {"verde": 10, "ambar": 15, "rojo": 22, "gris": 10, "exento": 4}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A light of a duty, from a day to a day inside the year shown."""

    day_from: date
    day_to: date
    state: State
    light: Light
    period_words: str
    probable: bool

    @property
    def shown(self) -> str:
        return shown_state(self.light, self.state)

    @property
    def words(self) -> str:
        return STATE_WORDS.get(self.state, self.state)


@dataclass(frozen=True, slots=True)
class Row:
    """One duty in the year: its stretches, its due days, and the drawing of both.

    `day`: the one shown if the duty bound the committee then; else the nearest on which it did.
    """

    duty: str
    name: str
    breach: str
    shown: str
    probable: bool
    stretches: tuple[Stretch, ...]
    day: date
    drawing: SafeString


def rows(
    duty_lights: pl.DataFrame,
    intervals: pl.DataFrame,
    names: dict[str, str],
    year: int,
    today: date,
) -> list[Row]:
    """Rows in the order of `names`; both frames hold one committee's duties only.

    duty_lights: DUTY_LIGHTS with `period_words` and `probable`.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    in_year = (pl.col("day_from") <= last) & (pl.col("day_to") >= first)
    lit = duty_lights.filter(in_year).sort("day_from").to_dicts()
    dues = set(intervals.filter(pl.col("due").is_between(first, last))["duty", "due"].rows())
    made = []
    for duty in names:
        mine = [row for row in lit if row["duty"] == duty]
        if not mine:
            continue
        stretches = tuple(
            Stretch(
                max(row["day_from"], first),
                min(row["day_to"], last),
                row["state"],
                row["light"],
                row["period_words"],
                row["probable"],
            )
            for row in mine
        )
        now = [s for s in stretches if s.day_from <= today <= s.day_to]
        made.append(
            Row(
                duty,
                names[duty],
                mine[0]["breach"],
                now[0].shown if now else "",
                bool(now) and now[0].probable,
                stretches,
                _nearest(stretches, today),
                _draw(
                    stretches, sorted(due for code, due in dues if code == duty), first, last, today
                ),
            )
        )
    return made


def _nearest(stretches: tuple[Stretch, ...], today: date) -> date:
    days = [min(max(today, stretch.day_from), stretch.day_to) for stretch in stretches]
    return min(days, key=lambda day: abs(day - today))


def _draw(
    stretches: tuple[Stretch, ...], dues: list[date], first: date, last: date, today: date
) -> SafeString:
    days = (last - first).days + 1

    def at(day: date) -> int:
        return (day - first).days

    parts = [
        f'<path class="t-mes" d="M{at(date(first.year, month, 1))} 0v24"/>'
        for month in range(2, 13)
    ]
    parts += [_bar(stretch, at) for stretch in stretches]
    parts += [f'<path class="t-plazo" d="M{at(due) + 1} 0v24"/>' for due in dues]
    if first <= today <= last:
        parts.append(f'<path class="t-hoy" d="M{at(today) + 0.5:g} -2v28"/>')
    return mark_safe(  # numbers, fixed words and escaped titles only
        f'<svg viewBox="0 0 {days} 24" preserveAspectRatio="none" aria-hidden="true" '
        f'focusable="false">{"".join(parts)}</svg>'
    )


def _bar(stretch: Stretch, at) -> str:
    style = MARKS[stretch.shown]
    high = HEIGHT[style]
    x, wide = at(stretch.day_from), (stretch.day_to - stretch.day_from).days + 1
    title = f"{stretch.words}, {day_words(stretch.day_from)} a {day_words(stretch.day_to)}"
    return (
        f'<rect class="t-{style}" x="{x}" y="{12 - high / 2:g}" width="{wide}" height="{high}">'
        f"<title>{escape(title)}</title></rect>"
    )
