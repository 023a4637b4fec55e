"""Where a number goes along a drawing 100 units wide."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor, log10
from typing import Final

WIDTH: Final = 100.0
FRIENDLY: Final = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """Linear from `low` at 0 to `high` at 100; what falls outside stays at the edge."""

    low: float
    high: float

    def at(self, value: float) -> float:
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.0
        return round(WIDTH * min(max(share, 0.0), 1.0), 2)

    def ticks(self, most: int = 5) -> list[float]:
        """Round numbers inside the scale, at most `most` of them and evenly apart."""
        span = self.high - self.low
        if span <= 0:
            return [self.low]
        power = 10 ** floor(log10(span / most))
        step = next(f * power for f in FRIENDLY if span / (f * power) <= most)
        first = -(-self.low // step)
        return [step * (first + i) for i in range(int((self.high - first * step) / step) + 1)]


def ranks(highs: Iterable[int | None], at_least: int) -> Scale:
    """From the first place to a round number beyond the last rank shown."""
    last = max([at_least, *(high for high in highs if high is not None)])
    power = 10 ** max(floor(log10(last)), 1)
    step = power / 5
    return Scale(1, step * -(-last // step))


def from_zero(values: Iterable[float | None], least: float = 1e-9) -> Scale:
    """From zero (or below, when there is something below) to the largest value."""
    known = [value for value in values if value is not None]
    return Scale(min([0.0, *known]), max([least, *known]))


@dataclass(frozen=True, slots=True)
class Days:
    """From the beginning of `first` at 0 to the end of `last` at 100."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day begins; one outside stays at the edge."""
        share = (day - self.first).days / ((self.last - self.first).days + 1)
        return WIDTH * min(max(share, 0.0), 1.0)

    def after(self, day: date) -> float:
        """Where a day ends."""
        return self.at(day + timedelta(days=1))

    def middle(self, day: date) -> float:
        return (self.at(day) + self.after(day)) / 2

    @property
    def months(self) -> list[date]:
        """The first day of each month inside."""
        count = 12 * (self.last.year - self.first.year) + self.last.month
        firsts = (
            date(self.first.year + each // 12, each % 12 + 1, 1)
            for each in range(self.first.month - 1, count)
        )
        return [day for day in firsts if day >= self.first]


@dataclass(frozen=True, slots=True)
class Upright:
    """A scale set upright: its low end at `bottom` and its high one at `top`, in pixels down."""

    scale: Scale
    top: float
    bottom: float

    def at(self, value: float) -> float:
        share = self.scale.at(value) / WIDTH
        return round(self.bottom - (self.bottom - self.top) * share, 1)


def evenly(count: int) -> list[float]:
    """Where so many go along a drawing, the first at its beginning and the last at its end."""
    return [round(WIDTH * each / max(count - 1, 1), 2) for each in range(count)]


def apart(places: Sequence[float], least: float, top: float, bottom: float) -> list[float]:
    """The places, moved as little as lets no two be nearer than `least`, from top to bottom.

    More than fit are shared out evenly over what there is.
    """
    order = sorted(range(len(places)), key=lambda each: (places[each], each))
    room = min(least, (bottom - top) / max(len(places) - 1, 1))
    found = [0.0] * len(places)
    above = top - room
    for each in order:
        above = found[each] = max(places[each], above + room)
    below = bottom + room
    for each in reversed(order):
        below = found[each] = min(found[each], below - room)
    return found
