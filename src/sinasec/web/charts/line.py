"""Lines over time, each with its name and its last value at its end: no list of colours apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from sinasec.web.charts.axis import along, levels, words
from sinasec.web.charts.lights import SIGNS, sign
from sinasec.web.charts.plot import Plot
from sinasec.web.charts.scale import Scale, Upright, apart, evenly

TOP: Final = 14
FOOT: Final = 30
BETWEEN: Final = 17  # two names, at least
MOVED: Final = 3  # pixels that a name may be beside the end of its line
BEFORE: Final = 16  # pixels from there to the sign of one that was moved


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
    right: int = 10,
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
    """Its interval, a surface for each run of steps where both it and the value are known,
    stretched to the width at hand."""
    steps = zip(places, one.values, one.band, strict=False)
    runs = groupby(steps, lambda step: step[1] is not None and step[2] is not None)
    surfaces = [
        _surface([(x, band) for x, _value, band in run if band], upright)
        for known, run in runs
        if known
    ]
    drawn = "".join(f'<path class="g-intervalo" d="M{one}z"/>' for one in surfaces if one)
    if not drawn:
        return ""
    return (
        f'<svg viewBox="0 0 100 {upright.bottom:g}" width="100%" height="{upright.bottom:g}" '
        f'preserveAspectRatio="none">{drawn}</svg>'
    )


def _surface(run: Sequence[tuple[float, tuple[float, float]]], upright: Upright) -> str:
    """Its corners; "" of a step alone, which has no width."""
    above = [f"{x:g} {upright.at(high):g}" for x, (_, high) in run]
    below = [f"{x:g} {upright.at(low):g}" for x, (low, _) in reversed(run)]
    return "L".join(above + below) if len(run) > 1 else ""


def _ends(series: Sequence[Series], upright: Upright) -> str:
    """The sign and the words of each. Where they would fall on one another the words are moved
    apart: then each has its sign before it, and a thin line from where its own ends."""
    known = [(one, one.values[-1]) for one in series if one.values[-1] is not None]
    heights = [upright.at(last) for _, last in known]
    free = apart(heights, BETWEEN, upright.top, upright.bottom)
    moved = any(abs(y - at) > MOVED for at, y in zip(heights, free, strict=True))
    return "".join(
        (_leader(at, y) + _mark(one.style, y, BEFORE) if moved else _mark(one.style, at))
        + words(100, y + 4, one.ends, "g-fuerte", dx=12 + (BEFORE if moved else 0))
        for (one, _), at, y in zip(known, heights, free, strict=True)
    )


def _mark(style: str, y: float, dx: float = 0) -> str:
    return sign(style, 100, y, dx) if style in SIGNS else _dot(style, y, dx)


def _dot(style: str, y: float, dx: float) -> str:
    moved = f' transform="translate({dx:g} 0)"' if dx else ""
    return f'<circle class="p-{style}" cx="100%" cy="{y:g}" r="4"{moved}/>'


def _leader(at: float, y: float) -> str:
    """From the end of its line to its words."""
    return (
        f'<svg x="100%" y="{at:g}" overflow="visible">'
        f'<path class="g-hilo" d="M2 0L{BEFORE - 7:g} {y - at:g}"/></svg>'
    )
