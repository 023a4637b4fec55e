"""Lines over time, each with its name and its last value at its end: no list of colours apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sinasec.web.charts.axis import along, levels, words
from sinasec.web.charts.lights import SIGNS, sign
from sinasec.web.charts.plot import Plot
from sinasec.web.charts.scale import Scale, Upright, apart, evenly

TOP: Final = 14
FOOT: Final = 30
BETWEEN: Final = 17  # two names, at least


@dataclass(frozen=True, slots=True)
class Series:
    """`values`: one a step, None where it is not known, and there the line is open. `ends`: what is
    written at its end. `style`: a light, or a class of line of the sheet. `band`: its interval."""

    ends: str
    values: Sequence[float | None]
    style: str = "acento"
    band: Sequence[tuple[float, float] | None] = ()


def lines(
    series: Sequence[Series],
    steps: Sequence[str],
    scale: Scale,
    ticks: Sequence[tuple[float, str]],
    height: float = 280,
    right: int = 9,
) -> Plot:
    """`steps`: the words of each step along, "" for none."""
    upright = Upright(scale, TOP, height - FOOT)
    places = evenly(len(steps))
    foot = [(x, text) for x, text in zip(places, steps, strict=True) if text]
    ends = along([foot[0], foot[-1]], height - 6) + along(foot[1:-1], height - 6, "g-texto g-ancho")
    drawn = "".join(
        _band(one, places, upright) + line(one.values, places, upright, one.style) for one in series
    )
    return Plot(
        levels(upright, ticks) + ends + drawn + _ends(series, upright),
        height,
        left=3,
        right=right,
    )


def line(
    values: Sequence[float | None], places: Sequence[float], upright: Upright, style: str
) -> str:
    """One line; what is not known is not joined."""
    points = list(zip(places, values, strict=True))
    return "".join(
        f'<line class="l-{style}" x1="{x:g}%" y1="{upright.at(a):g}" x2="{to:g}%" '
        f'y2="{upright.at(b):g}"/>'
        for (x, a), (to, b) in pairwise(points)
        if a is not None and b is not None
    )


def _band(one: Series, places: Sequence[float], upright: Upright) -> str:
    """Its interval as one surface, stretched to the width at hand."""
    known = [(x, band) for x, band in zip(places, one.band, strict=False) if band]
    if len(known) < 2:
        return ""
    above = [f"{x:g} {upright.at(high):g}" for x, (_, high) in known]
    below = [f"{x:g} {upright.at(low):g}" for x, (low, _) in reversed(known)]
    return (
        f'<svg viewBox="0 0 100 {upright.bottom:g}" width="100%" height="{upright.bottom:g}" '
        f'preserveAspectRatio="none"><path class="g-intervalo" d="M{"L".join(above + below)}z"/>'
        "</svg>"
    )


def _ends(series: Sequence[Series], upright: Upright) -> str:
    """The sign and the words of each, moved apart where they would fall on one another."""
    known = [(one, one.values[-1]) for one in series if one.values[-1] is not None]
    heights = [upright.at(last) for _, last in known]
    free = apart(heights, BETWEEN, upright.top, upright.bottom)
    return "".join(
        (sign(one.style, 100, at) if one.style in SIGNS else _dot(one.style, at))
        + words(100, y + 4, one.ends, "g-fuerte", dx=12)
        for (one, _), at, y in zip(known, heights, free, strict=True)
    )


def _dot(style: str, y: float) -> str:
    return f'<circle class="p-{style}" cx="100%" cy="{y:g}" r="4"/>'
