"""The year of a committee as bars, one row a duty, from the published intervals.

In the page each row is one small drawing, and names and lights stay as text beside it; in its file
they are rows of one drawing. Besides the colour, the bar's height says the light: full for rojo,
less for ámbar, half for verde, a hollow bar for «sin información» and a dashed line while nothing
is due.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl
from django.utils.safestring import SafeString

from sinasec.methods.compliance.lights import STATE_WORDS, Light, State
from sinasec.translation import gettext as _
from sinasec.web.charts import marks, timeline
from sinasec.web.charts.scale import Days
from sinasec.web.semaforo.lights import MARKS, SHOWN_WORDS, shown_state
from sinasec.web.words import day_words


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
    def shown_words(self) -> str:
        word = SHOWN_WORDS[self.shown]
        return _("{light} (probable)").format(light=word) if self.probable else word

    @property
    def words(self) -> str:
        return STATE_WORDS.get(self.state, self.state)


@dataclass(frozen=True, slots=True)
class Row:
    """One duty in the year: its stretches and their `line`, with its due days, and as a drawing.

    `day`: the one shown if the duty bound the committee then; else the nearest on which it did.
    """

    duty: str
    name: str
    breach: str
    shown: str
    probable: bool
    stretches: tuple[Stretch, ...]
    day: date
    line: timeline.Row
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
        line = timeline.Row(
            names[duty],
            [_span(each) for each in stretches],
            sorted(due for code, due in dues if code == duty),
            now[0].shown_words if now else "",
        )
        bar = timeline.bar(line, Days(first, last), today)
        made.append(
            Row(
                duty,
                names[duty],
                mine[0]["breach"],
                now[0].shown if now else "",
                bool(now) and now[0].probable,
                stretches,
                _nearest(stretches, today),
                line,
                marks.drawing(bar, "anual", timeline.BAR),
            )
        )
    return made


def _nearest(stretches: tuple[Stretch, ...], today: date) -> date:
    days = [min(max(today, stretch.day_from), stretch.day_to) for stretch in stretches]
    return min(days, key=lambda day: abs(day - today))


def _span(one: Stretch) -> timeline.Span:
    state = _("{state} (probable)").format(state=one.words) if one.probable else one.words
    said = f"{state}, {day_words(one.day_from)} a {day_words(one.day_to)}"
    return timeline.Span(one.day_from, one.day_to, MARKS[one.shown], said)
