"""Axes: few ticks, words small and pale, no frame."""

from collections.abc import Iterable, Sequence
from html import escape

from sinasec.web.charts.scale import Upright


def words(
    x: float, y: float, text: str, style: str = "g-texto", anchor: str = "start", dx: float = 0
) -> str:
    """A word at a place: `x` in hundredths of the width and `dx` pixels more, `y` in pixels."""
    aside = f' dx="{dx:g}"' if dx else ""
    return (
        f'<text class="{style}" x="{x:g}%"{aside} y="{y:g}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )


def levels(upright: Upright, ticks: Iterable[tuple[float, str]]) -> str:
    """Pale lines across at some values, each with its words at the left, outside the drawing."""
    return "".join(
        f'<line class="{"g-cero" if not value else "g-reja"}" x1="0%" x2="100%" '
        f'y1="{upright.at(value):g}" y2="{upright.at(value):g}"/>'
        + words(0, upright.at(value) + 4, text, anchor="end", dx=-8)
        for value, text in ticks
    )


def along(places: Sequence[tuple[float, str]], y: float, style: str = "g-texto") -> str:
    """Words along the foot of a drawing, the first and the last kept inside."""
    return "".join(words(x, y, text, style, anchor(x)) for x, text in places)


def upright_line(x: float, top: float, bottom: float, style: str = "g-corte") -> str:
    return f'<line class="{style}" x1="{x:g}%" x2="{x:g}%" y1="{top:g}" y2="{bottom:g}"/>'


def anchor(x: float) -> str:
    """Which end of its words is at `x`, so that none goes out at a side."""
    return "start" if x < 8 else "end" if x > 92 else "middle"
