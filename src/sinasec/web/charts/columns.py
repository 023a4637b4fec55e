"""Upright bars over time. Below, the first and the last with their value, of which the last is the
one of today; above, the highest where it is neither."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sinasec.web.charts.axis import along, words
from sinasec.web.charts.line import line
from sinasec.web.charts.plot import Plot
from sinasec.web.charts.scale import Scale, Upright

TOP: Final = 20
LINE: Final = 17  # of words below
SHARE: Final = 0.74  # of its place that a bar takes
PALE: Final = ("gris", "exento")  # lights whose bars would not be seen if they were paler
SAMPLE: Final = 10  # hundredths of the width, the piece of line before its words
WORD: Final = 24  # hundredths on each side of its middle that the words of the highest may take


@dataclass(frozen=True, slots=True)
class Beside:
    """Another series to compare with, as a thin line. `said`: which, and its last value."""

    values: Sequence[float | None]
    said: str


def columns(
    values: Sequence[float | None],
    ends: tuple[str, str],
    foot: tuple[str, str],
    scale: Scale,
    style: str,
    beside: Beside | None = None,
    peak: str = "",
) -> Plot:
    """`ends`, `foot`: the value and the name of the first and of the last. `peak`: the highest
    value, in words. `style`: a light."""
    bottom = TOP + 104.0
    upright = Upright(scale, TOP, bottom)
    step = 100 / len(values)
    middles = [step * (each + 0.5) for each in range(len(values))]
    base = f'<line class="g-cero" x1="0%" x2="100%" y1="{bottom:g}" y2="{bottom:g}"/>'
    bars = "".join(
        _bar(
            x, value, step, upright, f"c-{style}" if last or style in PALE else f"c-{style} c-antes"
        )
        for last, x, value in (
            (at == len(values) - 1, middles[at], value) for at, value in enumerate(values)
        )
        if value is not None
    )
    compared = line(beside.values, middles, upright, "pais") if beside else ""
    below = bottom + LINE - 2
    return Plot(
        bars
        + base
        + compared
        + _peak(values, beside.values if beside else (), middles, upright, peak)
        + words(0, below, ends[0])
        + words(100, below, ends[1], "g-fuerte", "end")
        + along([(0, foot[0]), (100, foot[1])], below + LINE)
        + (_named(beside.said, below + 2 * LINE) if beside else ""),
        bottom + LINE * (3 if beside else 2) + 2,
    )


def _bar(x: float, value: float, step: float, upright: Upright, style: str) -> str:
    top, wide = upright.at(value), step * SHARE
    return (
        f'<rect class="{style}" x="{x - wide / 2:.4g}%" y="{top:g}" width="{wide:.4g}%" '
        f'height="{upright.bottom - top:.4g}"/>'
    )


def _named(said: str, y: float) -> str:
    """A piece of the thin line, and what it is."""
    sample = f'<line class="l-pais" x1="0%" x2="{SAMPLE}%" y1="{y - 4:g}" y2="{y - 4:g}"/>'
    return sample + words(SAMPLE, y, said, dx=6)


def _peak(
    values: Sequence[float | None],
    beside: Sequence[float | None],
    middles: Sequence[float],
    upright: Upright,
    said: str,
) -> str:
    """The highest, above its bar and clear of the line; nothing where it is at an end."""
    known = [value for value in values if value is not None]
    if not said or not known or max(known) in (values[0], values[-1]):
        return ""
    at = list(values).index(max(known))
    x = middles[at]
    near = [one for place, one in zip(middles, beside, strict=False) if abs(place - x) <= WORD]
    top = min(upright.at(one) for one in (*near, max(known)) if one is not None)
    side = "start" if x < WORD else "end" if x > 100 - WORD else "middle"
    return words(x, top - 6, said, "g-texto", side)
