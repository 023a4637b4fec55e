"""How a whole is shared out among lights: small in the row of a table, or with its counts.

A light is told from the next by its height and its order, and below the bar by its sign, its count
and its word: it can be read without colours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from django.utils.safestring import SafeString

from sinasec.web.charts.axis import words
from sinasec.web.charts.lights import block, sign
from sinasec.web.charts.marks import HEIGHT, drawing
from sinasec.web.charts.plot import Plot
from sinasec.web.words import number

ROW: Final = 86
BAR: Final = 24
HARD: Final = "\N{NO-BREAK SPACE}"  # Typst drops another that begins a tspan


@dataclass(frozen=True, slots=True)
class Part:
    """`style`: a stretch of the sheet; `word`: as it is said after a number. `sign`: a light."""

    style: str
    word: str
    count: int
    sign: str = ""


def small(parts: Sequence[Part]) -> SafeString:
    """For the row of a table in which the numbers are; hidden from readers of screens."""
    drawn = (block(one.style, low, high, 1, HEIGHT - 2) for one, low, high in _places(parts))
    return drawing("".join(drawn), "reparto")


def stacked(rows: Sequence[tuple[str, Sequence[Part]]]) -> Plot:
    """A bar a row, of the same width whatever its total: (name, its parts)."""
    drawn = "".join(
        words(0, ROW * at + 13, f"{name} · {number(sum(one.count for one in parts))}", "g-fuerte")
        + _row(parts, ROW * at + 21)
        for at, (name, parts) in enumerate(rows)
    )
    return Plot(drawn, ROW * len(rows) - 16)


def _row(parts: Sequence[Part], top: float) -> str:
    """The bar, and below it each part with its sign, its count and its word, in the same order."""
    bar = "".join(block(one.style, low, high, top, BAR) for one, low, high in _places(parts))
    slot = 100 / max(len(parts), 1)
    return bar + "".join(
        _label(one, slot * at, top + BAR + 14) for at, one in enumerate(parts) if one.count
    )


def _label(one: Part, x: float, y: float) -> str:
    before = sign(one.sign, x, y, 6) if one.sign else ""
    word = f'<tspan class="g-ancho">{HARD}{escape(one.word)}</tspan>'
    at = 16 if before else 0
    return (
        f'{before}<text class="g-texto" x="{x:g}%" dx="{at}" y="{y + 4:g}">'
        f"{number(one.count)}{word}</text>"
    )


def _places(parts: Sequence[Part]) -> Iterator[tuple[Part, float, float]]:
    """Each part that has something, from where to where it goes in hundredths."""
    total = sum(one.count for one in parts)
    low = 0.0
    for one in parts:
        high = low + 100 * one.count / total if total else 0.0
        if one.count:
            yield one, low, high
        low = high
