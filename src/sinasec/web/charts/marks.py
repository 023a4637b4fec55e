"""Small drawings that go inside the rows of a table; the numbers are always in the same row.

None has a viewBox: across they are measured in hundredths of the width at hand and down in
pixels, so dots stay round and strokes even at any width. Hidden from readers of screens, for
they only repeat the numbers beside.
"""

from typing import Final

from django.utils.safestring import SafeString, mark_safe

from sinasec.web.charts.axis import along
from sinasec.web.charts.scale import Scale

HEIGHT: Final = 18
MIDDLE: Final = HEIGHT / 2


def drawing(parts: str, kind: str, height: int = HEIGHT) -> SafeString:
    """`parts` hold numbers and fixed words only."""
    return mark_safe(
        f'<svg class="trazo {kind}" width="100%" height="{height}" aria-hidden="true" '
        f'focusable="false">{parts}</svg>'
    )


def line(x: float, style: str, height: int = HEIGHT) -> str:
    """An upright line: a threshold or an average."""
    return f'<line class="{style}" x1="{x:g}%" x2="{x:g}%" y2="{height}"/>'


def stretch(low: float, high: float, style: str = "g-tramo", y: float = MIDDLE) -> str:
    """A line from low to high."""
    return f'<line class="{style}" x1="{low:g}%" x2="{high:g}%" y1="{y:g}" y2="{y:g}"/>'


def dot(x: float, style: str = "g-punto", y: float = MIDDLE, radius: float = 4) -> str:
    return f'<circle class="{style}" cx="{x:g}%" cy="{y:g}" r="{radius:g}"/>'


def bar(low: float, high: float, style: str = "g-barra", y: float = 3, height: float = 12) -> str:
    left, wide = min(low, high), abs(high - low)
    return (
        f'<rect class="{style}" x="{left:.4g}%" y="{y:g}" width="{wide:.4g}%" height="{height:g}"/>'
    )


def interval(
    scale: Scale,
    low: float | None,
    value: float | None,
    high: float | None,
    mark: float = -1,
    middle: float | None = None,
) -> SafeString:
    """A dot on its interval, a hollow one at `middle`, an upright line at `mark` (not if < 0)."""
    parts = line(scale.at(mark), "g-corte") if mark >= 0 else ""
    if low is not None and high is not None:
        parts += stretch(scale.at(low), scale.at(high))
    if middle is not None:
        parts += dot(scale.at(middle), "g-punto-crudo", radius=3.5)
    if value is not None:
        parts += dot(scale.at(value))
    return drawing(parts, "tramo")


def two_intervals(
    scale: Scale,
    raw: tuple[float | None, float | None, float | None],
    smoothed: tuple[float | None, float | None, float | None],
    mark: float,
) -> SafeString:
    """(low, value, high) twice: as counted, hollow and thin above; smoothed, solid below."""
    parts = line(scale.at(mark), "g-corte", 26)
    for (low, value, high), y, style in ((raw, 8, "-crudo"), (smoothed, 19, "")):
        if low is not None and high is not None:
            parts += stretch(scale.at(low), scale.at(high), f"g-tramo{style}", y)
        if value is not None:
            parts += dot(scale.at(value), f"g-punto{style}", y)
    return drawing(parts, "doble", 26)


def share(value: float | None) -> SafeString:
    """A bar from 0 to 1 over its track."""
    filled = bar(0, 100 * value) if value is not None else ""
    return drawing(bar(0, 100, "g-pista") + filled, "parte")


def magnitude(scale: Scale, value: float | None, style: str = "g-barra") -> SafeString:
    """A bar from zero."""
    filled = bar(scale.at(0), scale.at(value), style) if value is not None else ""
    return drawing(filled, "parte")


def step(scale: Scale, start: float, end: float, style: str = "g-barra") -> SafeString:
    """One step of a sum, beginning where the step before it ended."""
    here = bar(scale.at(start), scale.at(end), style)
    return drawing(line(scale.at(start), "g-guia") + here, "suma")


def months(covered: int, come: int = 12) -> SafeString:
    """A mark a month that has come, as many full as months with reports."""
    cells = (
        f'<rect class="{"g-mes" if month < covered else "g-mes-vacio"}" x="{month * 8.4:g}%" '
        'y="4" width="6.2%" height="10"/>'
        for month in range(come)
    )
    return drawing("".join(cells), "meses")


def ruler(scale: Scale, ticks: list[tuple[float, str]]) -> SafeString:
    """The axis over a column of drawings: (value, its text), the first and last kept inside."""
    return drawing(along([(scale.at(value), text) for value, text in ticks], 12), "regla", 16)
