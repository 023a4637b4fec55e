"""Where a number goes along a drawing 100 units wide."""

from collections.abc import Iterable
from dataclasses import dataclass
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
