"""A region of the index with the real boundaries of its districts, when an edition is active."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from sinasec.territories.outline import Outline, active_outlines, extent
from sinasec.web.published.chosen import Chosen
from sinasec.web.risk.hexes import MARKS, title, units

MARK: Final = 1 / 900  # of the drawing's longer side, for each unit of a mark about ten wide
Drawn = tuple[Outline, Mapping[str, Any]]


def region_outlines(chosen: Chosen, region: str, name: str) -> SafeString | None:
    """None when no boundaries are active for the region."""
    known = units(chosen)
    drawn: list[Drawn] = [
        (outline, known[outline.code])
        for outline in active_outlines("dist", [region])
        if outline.code in known and known[outline.code]["region"] == region
    ]
    if not drawn:
        return None
    left, top, right, bottom = extent([outline.path for outline, _ in drawn])
    wide, high = right - left, bottom - top
    scale = max(wide, high) * MARK
    return mark_safe(  # every name is escaped where it is written
        f'<svg viewBox="{left:g} {top:g} {wide:g} {high:g}" role="group" '
        f'aria-label="{escape(f"Mapa de {name} con los límites de sus distritos")}">'
        f"{_links(drawn, chosen, scale)}</svg>"
    )


def _links(drawn: Sequence[Drawn], chosen: Chosen, scale: float) -> str:
    base = reverse("risk-district", args=["X"]).removesuffix("X/")
    tail = escape("/" + chosen.query())
    return "".join(
        f'<a href="{base}{row["unit"]}{tail}" tabindex="-1"><title>{escape(title(row))}</title>'
        f'<path class="r-{row["step"]} limite" fill-rule="evenodd" d="{outline.path}"/>'
        f"{_mark(outline, row, scale)}</a>"
        for outline, row in drawn
    )


def _mark(outline: Outline, row: Mapping[str, Any], scale: float) -> str:
    if not MARKS[row["zone"]]:
        return ""
    place = f"translate({outline.x:g} {outline.y:g}) scale({scale:.3g})"
    return f'<g class="r-en{row["step"]}" transform="{place}">{MARKS[row["zone"]]}</g>'
