"""What is drawn, in one of three measures; each goes into a page and into a file.

A `Plot` is measured in hundredths of the width at hand across and in pixels down: its letters are
never smaller on a small screen, dots stay round, strokes even. A `Map` is made larger or smaller
as a whole. `Panels` are plots side by side, as many to a row as fit.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Protocol

from django.utils.safestring import SafeString, mark_safe

from sinasec.web.charts.sheet import PIXELS, with_attributes

GAP: Final = 28  # between panels of a file
IN_ROW: Final = 4  # of them, at most
TALLEST: Final = 1100  # a map in a file
NAMED: Final = 26  # above a panel or a map, for its name or its signs
SIGN: Final = 36  # with the space after its words
LETTER: Final = 7  # of those words, at most


class Drawing(Protocol):
    """`title` and `told` are plain text; what they give is markup."""

    def shown(self, name: str, title: str, told: str) -> SafeString:
        """In a page, where `name` is that of one figure only."""
        ...

    def placed(self, x: float, y: float, width: float) -> tuple[str, float]:
        """In a file at (x, y), as wide as told: its markup and how high it is, in pixels."""
        ...


@dataclass(frozen=True, slots=True)
class Plot:
    """`parts`: markup of numbers and escaped words. `left`, `right`: rems kept free beside for
    words, those that `dibujos.css` has a rule for."""

    parts: str
    height: float
    left: int = 0
    right: int = 0

    def shown(self, name: str, title: str, told: str) -> SafeString:
        return mark_safe(
            f'<div class="lienzo izq-{self.left} der-{self.right}"><svg class="trazo" width="100%" '
            f'height="{self.height:g}" {labelled(name, title, told)}{self.parts}</svg></div>'
        )

    def placed(self, x: float, y: float, width: float) -> tuple[str, float]:
        wide = width - PIXELS * (self.left + self.right)
        return (
            f'<svg x="{x + PIXELS * self.left:g}" y="{y:g}" width="{wide:g}" '
            f'height="{self.height:g}" overflow="visible">{with_attributes(self.parts)}</svg>',
            self.height,
        )


@dataclass(frozen=True, slots=True)
class Map:
    """`box`: left, top, width and height of what is seen, in the measure of `parts`.

    `key`: what each sign means, (a drawing about twenty wide around its middle, the words); in a
    page the list beside says it. `linked`: it has links inside, for who points at them: a reader
    of screens hears what it is, and goes by the tables of the page. `fixed`: it is measured in
    pixels, and never made larger.
    """

    parts: str
    box: tuple[float, float, float, float]
    key: tuple[tuple[str, str], ...] = ()
    linked: bool = False
    fixed: bool = False

    def shown(self, name: str, title: str, told: str) -> SafeString:
        said = labelled(name, title, told, "group" if self.linked else "img")
        inside = f'<g aria-hidden="true">{self.parts}</g>' if self.linked else self.parts
        box = " ".join(f"{one:g}" for one in self.box)
        size = f'width="{self.box[2]:g}" ' if self.fixed else ""
        return mark_safe(f'<svg {size}viewBox="{box}" {said}{inside}</svg>')

    def placed(self, x: float, y: float, width: float) -> tuple[str, float]:
        left, top, wide, high = self.box
        signs, y_map = self._signs(x, y, width)
        scale = min(width / wide, TALLEST / high, *([1] if self.fixed else []))
        tall, across = high * scale, wide * scale
        return (
            f'{signs}<svg x="{x + (width - across) / 2:g}" y="{y_map:g}" width="{across:.4g}" '
            f'height="{tall:.4g}" viewBox="{left:g} {top:g} {wide:g} {high:g}">'
            f"{with_attributes(without_links(self.parts), 1 / scale)}</svg>",
            tall + y_map - y,
        )

    def _signs(self, x: float, y: float, width: float) -> tuple[str, float]:
        """Each sign and its words, in as many rows as they need, and where they end below."""
        drawn, left, top = "", 0.0, y
        for sign, words in self.key:
            wide = SIGN + LETTER * len(words)
            if left + wide > width:
                left, top = 0.0, top + NAMED
            text = f'<text class="g-texto" x="14" y="4">{escape(words)}</text>'
            inside = with_attributes(f'<g transform="scale(.8)">{sign}</g>{text}')
            drawn += f'<g transform="translate({x + 9 + left:g} {top + 8:g})">{inside}</g>'
            left += wide
        return drawn, top + NAMED if self.key else y


@dataclass(frozen=True, slots=True)
class Panel:
    """One of several small drawings alike. `told`: all of it, for who does not see it. `sign`: a
    light that goes before its title, or ''."""

    title: str
    told: str
    plot: Plot
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Panels:
    """Small multiples: the same scale in all, or they could not be compared."""

    each: Sequence[Panel]

    def shown(self, name: str, title: str, told: str) -> SafeString:
        drawn = (
            f'<div class="panel"><p class="nombre {one.sign}" aria-hidden="true">'
            f"{escape(one.title)}</p>{one.plot.shown(f'{name}-{at}', one.told, '')}</div>"
            for at, one in enumerate(self.each)
        )
        label = f'role="group" aria-label="{escape(title)}"'
        return mark_safe(f'<div class="paneles" {label}>{"".join(drawn)}</div>')

    def placed(self, x: float, y: float, width: float) -> tuple[str, float]:
        in_row = len(self.each) if len(self.each) <= IN_ROW else -(-len(self.each) // 2)
        wide = (width - GAP * (in_row - 1)) / in_row
        parts, top, bottom = [], y, y
        for at, one in enumerate(self.each):
            if at and not at % in_row:
                top = bottom + GAP
            left = x + (wide + GAP) * (at % in_row)
            name = (
                f'<text class="g-fuerte" x="{left:g}" y="{top + 13:g}">{escape(one.title)}</text>'
            )
            drawn, height = one.plot.placed(left, top + NAMED, wide)
            parts += [with_attributes(name), drawn]
            bottom = max(bottom, top + NAMED + height)
        return "".join(parts), bottom - y


def labelled(name: str, title: str, told: str, role: str = "img") -> str:
    """The end of the opening of an `<svg>`, its title and what it says to who does not see it."""
    said = f'<desc id="{name}-d">{escape(told)}</desc>' if told else ""
    by = f"{name}-t {name}-d" if told else f"{name}-t"
    head = f'role="{role}" aria-labelledby="{by}" focusable="false">'
    return f'{head}<title id="{name}-t">{escape(title)}</title>{said}'


def without_links(parts: str) -> str:
    """A drawing whose cells lead nowhere: a file is read far from the site."""
    return re.sub(r"<a [^<>]*>", "<g>", parts).replace("</a>", "</g>")
