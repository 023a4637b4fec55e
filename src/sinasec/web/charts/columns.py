"""Upright bars over time, the first and the last with their value; the last is the one of today."""

from collections.abc import Sequence
from typing import Final

from sinasec.web.charts.axis import along, words
from sinasec.web.charts.line import line
from sinasec.web.charts.plot import Plot
from sinasec.web.charts.scale import Scale, Upright

TOP: Final = 24
FOOT: Final = 22
SHARE: Final = 0.74  # of its place that a bar takes


def columns(
    values: Sequence[float | None],
    ends: tuple[str, str],
    foot: tuple[str, str],
    scale: Scale,
    style: str,
    beside: Sequence[float | None] = (),
    height: float = 128,
) -> Plot:
    """`ends`, `foot`: the words of the first and of the last, above and below. `beside`: another
    series to compare with, as a thin line. `style`: a light."""
    upright = Upright(scale, TOP, height - FOOT)
    step = 100 / len(values)
    middles = [step * (each + 0.5) for each in range(len(values))]
    base = (
        f'<line class="g-cero" x1="0%" x2="100%" y1="{upright.bottom:g}" y2="{upright.bottom:g}"/>'
    )
    bars = "".join(
        _bar(x, value, step, upright, f"c-{style}" if last else f"c-{style} c-antes")
        for last, x, value in (
            (at == len(values) - 1, middles[at], value) for at, value in enumerate(values)
        )
        if value is not None
    )
    compared = line(beside, middles, upright, "pais") if beside else ""
    return Plot(
        bars
        + base
        + compared
        + _ends(values, beside, ends, upright)
        + along([(0, foot[0]), (100, foot[1])], height - 5),
        height,
    )


def _bar(x: float, value: float, step: float, upright: Upright, style: str) -> str:
    top, wide = upright.at(value), step * SHARE
    return (
        f'<rect class="{style}" x="{x - wide / 2:.4g}%" y="{top:g}" width="{wide:.4g}%" '
        f'height="{upright.bottom - top:.4g}"/>'
    )


def _ends(
    values: Sequence[float | None],
    beside: Sequence[float | None],
    ends: tuple[str, str],
    upright: Upright,
) -> str:
    """Above the bar, and above the line beside it where that one is higher."""
    said = ""
    for at, style, anchor in ((0, "g-texto", "start"), (-1, "g-fuerte", "end")):
        known = [one[at] for one in (values, beside) if one and one[at] is not None]
        if values[at] is not None:
            top = min(upright.at(each) for each in known if each is not None)
            said += words(-100 * at, top - 7, ends[at], style, anchor)
    return said
