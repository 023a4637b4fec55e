"""The map of a region with the real boundaries of its districts, when an edition is active.

It says the same as the equal-cell map, which weighs every committee the same; this one helps to
find a place. The light is a mark inside each district as well as a colour.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from django.urls import reverse

from sinasec.compliance.semaforo import reading
from sinasec.territories.outline import Outline, active_outlines, extent
from sinasec.translation import gettext as _
from sinasec.web.charts.figure import Figure
from sinasec.web.charts.plot import Map
from sinasec.web.regions import REGION_NAMES
from sinasec.web.semaforo.chosen import ChosenDay
from sinasec.web.semaforo.hexes import MARKS, answering, key, said_of, shown_units
from sinasec.web.semaforo.lights import MARKS as CLASSES
from sinasec.web.semaforo.lights import SHOWN_WORDS
from sinasec.web.semaforo.source import source
from sinasec.web.words import BREACH_WORDS, day_words

MARK: Final = 1 / 900  # of the drawing's longer side, for each unit of a mark about ten wide
NAME: Final = "limites"
Drawn = tuple[Outline, Mapping[str, Any]]


def region_outlines(chosen: ChosenDay, code: str) -> Figure | None:
    """The districts of a region as links; None when no boundaries are active."""
    units = shown_units(chosen)
    own = [one for one in units.values() if one["region"] == code]
    provinces = sorted(
        one["committee"].removeprefix("COPROSEC-") for one in own if one["level"] == "COPROSEC"
    )
    drawn: list[Drawn] = [
        (outline, unit)
        for outline in active_outlines("dist", provinces)
        if (unit := answering(outline.code, outline.code[:4], units))
    ]
    if not drawn:
        return None
    left, top, right, bottom = extent([outline.path for outline, _unit in drawn])
    wide, high = right - left, bottom - top
    parts = _links(drawn, chosen.query(), max(wide, high) * MARK)
    tally = reading.region_tally(chosen.publication, chosen.day, chosen.breach, code)
    name = REGION_NAMES.get(code, code)
    return Figure(
        NAME,
        said_of(tally, _("de {region}").format(region=name)),
        _("{light}, el {day}. Los límites de los distritos son referenciales.").format(
            light=BREACH_WORDS[chosen.breach], day=day_words(chosen.day)
        ),
        _("Mapa de {region} con los límites de sus distritos.").format(region=name),
        source(chosen, region=code),
        Map(parts, (left, top, wide, high), key(), linked=True),
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
