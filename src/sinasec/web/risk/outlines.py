"""A region of the index with the real boundaries of its districts, when an edition is active."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

import polars as pl
from django.urls import reverse

from sinasec.territories.outline import Outline, active_outlines, extent
from sinasec.translation import gettext as _
from sinasec.web.charts.figure import Figure
from sinasec.web.charts.plot import Map
from sinasec.web.published.chosen import Chosen
from sinasec.web.regions import REGION_NAMES
from sinasec.web.risk.districts import districts
from sinasec.web.risk.hexes import figure, key, mark, title, units

MARK: Final = 1 / 900  # of the drawing's longer side, for each unit of a mark about ten wide
NAME: Final = "limites"
Drawn = tuple[Outline, Mapping[str, Any]]


def region_outlines(chosen: Chosen, code: str) -> Figure | None:
    """None when no boundaries are active for the region."""
    known = units(chosen)
    drawn: list[Drawn] = [
        (outline, known[outline.code])
        for outline in active_outlines("dist", [code])
        if outline.code in known and known[outline.code]["region"] == code
    ]
    if not drawn:
        return None
    left, top, right, bottom = extent([outline.path for outline, _row in drawn])
    wide, high = right - left, bottom - top
    parts = _links(drawn, chosen, max(wide, high) * MARK)
    return figure(
        chosen,
        NAME,
        _("de {region}").format(region=REGION_NAMES.get(code, code)),
        Map(parts, (left, top, wide, high), key(chosen), linked=True),
        districts(chosen.publication).filter(pl.col("region") == code),
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
    sign = mark(row["zone"], row["step"])
    if not sign:
        return ""
    place = f"translate({outline.x:g} {outline.y:g}) scale({scale:.3g})"
    return f'<g transform="{place}">{sign}</g>'
