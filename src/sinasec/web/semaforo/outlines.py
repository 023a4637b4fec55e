"""The map of a region with the real boundaries of its districts, when an edition is active.

It says the same as the equal-cell map, which weighs every committee the same; this one helps to
find a place. The light is a mark inside each district as well as a colour.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from sinasec.territories.outline import Outline, active_outlines, extent
from sinasec.web.semaforo.chosen import ChosenDay
from sinasec.web.semaforo.hexes import MARKS, answering, shown_units
from sinasec.web.semaforo.lights import MARKS as CLASSES
from sinasec.web.semaforo.lights import SHOWN_WORDS

MARK: Final = 1 / 900  # of the drawing's longer side, for each unit of a mark about ten wide
Drawn = tuple[Outline, Mapping[str, Any]]


def region_outlines(chosen: ChosenDay, provinces: Sequence[str], name: str) -> SafeString | None:
    """The districts of `provinces` (codes) as links; None when no boundaries are active."""
    units = shown_units(chosen)
    drawn: list[Drawn] = [
        (outline, unit)
        for outline in active_outlines("dist", provinces)
        if (unit := answering(outline.code, outline.code[:4], units))
    ]
    if not drawn:
        return None
    left, top, right, bottom = extent([outline.path for outline, _ in drawn])
    wide, high = right - left, bottom - top
    scale = max(wide, high) * MARK
    return mark_safe(  # every name is escaped where it is written
        f'<svg viewBox="{left:g} {top:g} {wide:g} {high:g}" role="group" '
        f'aria-label="{escape(f"Mapa de {name} con los límites de sus distritos")}">'
        f"{_links(drawn, chosen.query(), scale)}</svg>"
    )


def _links(drawn: Sequence[Drawn], query: str, scale: float) -> str:
    base = reverse("committee", args=["X"]).removesuffix("X/")
    tail = escape("/" + query)
    return "".join(
        f'<a href="{base}{unit["committee"]}{tail}" tabindex="-1">'
        f"<title>{escape(unit['name'])}: {SHOWN_WORDS[unit['shown']].lower()}</title>"
        f'<path class="m-{CLASSES[unit["shown"]]} limite" fill-rule="evenodd" '
        f'd="{outline.path}"/>{_mark(outline, CLASSES[unit["shown"]], scale)}</a>'
        for outline, unit in drawn
    )


def _mark(outline: Outline, light: str, scale: float) -> str:
    if not MARKS[light]:
        return ""
    place = f"translate({outline.x:g} {outline.y:g}) scale({scale:.3g})"
    return f'<g transform="{place}">{MARKS[light]}</g>'
