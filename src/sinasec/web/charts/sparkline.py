"""A line as small as a word, for the row of a table: from where it came and where it is."""

from collections.abc import Sequence
from typing import Final

from django.utils.safestring import SafeString

from sinasec.web.charts.line import line
from sinasec.web.charts.marks import HEIGHT, dot, drawing
from sinasec.web.charts.scale import Scale, Upright, evenly

EDGE: Final = 3.5


def sparkline(values: Sequence[float | None], scale: Scale, style: str = "acento") -> SafeString:
    """Hidden from readers of screens: the row says the numbers. The scale is that of its column."""
    upright = Upright(scale, EDGE, HEIGHT - EDGE)
    places = [3 + 0.94 * x for x in evenly(len(values))]
    parts = line(values, places, upright, style)
    if values and values[-1] is not None:
        parts += dot(places[-1], f"p-{style}", upright.at(values[-1]), 3)
    return drawing(parts, "chispa")
