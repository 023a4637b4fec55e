"""The map of the index: A's hexagons, one a district, in five steps of one hue.

The step is the score; the mark says what the step cannot: a dot is a district surely among the
first k, a ring one of the contested border, a hollow hatched cell one without information. Cells
are reached by pointer; by keyboard the filters and the tables do it.
"""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from sinasec.territories.hexmap import Cell, layout
from sinasec.web.published.chosen import Chosen
from sinasec.web.risk.districts import districts
from sinasec.web.risk.words import ZONE_WORDS
from sinasec.web.semaforo.hexes import CELL, viewbox_of

MARKS: Final = {
    "dentro": '<circle class="r-punto" r="3.1"/>',
    "frontera": '<circle class="r-anillo" r="4"/>',
    "fuera": "",
    "sin_informacion": '<path class="r-raya" d="M-4 4 4-4"/>',
}
NAMES: Final = {"dentro": "d", "frontera": "f", "fuera": "", "sin_informacion": ""}
Rows = Mapping[str, Mapping[str, Any]]


def national_map(chosen: Chosen) -> SafeString:
    chart = layout()
    return _drawing(
        chart.viewbox,
        "Mapa del Perú: un hexágono por distrito, más oscuro cuanto mayor es su puntaje",
        f'<path class="fondo" d="{chart.land}"/>',
        _links(chart.cells, units(chosen), chosen),
        _outlined(chart.regions.values()),
    )


def region_map(chosen: Chosen, region: str, name: str) -> SafeString:
    """The cells of one region, larger, with its provinces outlined."""
    chart = layout()
    cells = [cell for cell in chart.cells if cell.region == region]
    provinces = {cell.province for cell in cells}
    return _drawing(
        viewbox_of(cells),
        f"Mapa de {name}: un hexágono por distrito",
        _links(cells, units(chosen), chosen),
        _outlined(path for code, path in chart.provinces.items() if code in provinces),
    )


def units(chosen: Chosen) -> dict[str, dict[str, Any]]:
    """Code -> the district, with what its cell shows."""
    wanted = districts(chosen.publication).select(
        "unit",
        "name",
        "region",
        "zone",
        "step",
        "rank",
        "rank_low",
        "rank_median",
        "rank_high",
        "apart",
    )
    return {row["unit"]: row for row in wanted.iter_rows(named=True)}


def symbol(row: Mapping[str, Any]) -> str:
    """Name of the drawing of its cell: r4, r5d, r3f, r0."""
    return f"r{row['step']}{NAMES[row['zone']]}"


def title(row: Mapping[str, Any]) -> str:
    """'Yunguyo: puesto 41, mediano 44 (30 a 55), dentro'; and when it falls outside of those."""
    if row["rank"] is None:
        return f"{row['name']}: sin información"
    between = f"{row['rank_low']} a {row['rank_high']}"
    said = f"{row['name']}: puesto {row['rank']}, mediano {row['rank_median']} ({between})"
    outside = "; el puesto queda fuera de su intervalo" if row["apart"] else ""
    return f"{said}, {ZONE_WORDS[row['zone']].lower()}{outside}"


def _drawing(viewbox: str, label: str, *parts: str) -> SafeString:
    return mark_safe(  # every name is escaped where it is written
        f'<svg viewBox="{viewbox}" role="group" aria-label="{escape(label)}">'
        f"<defs>{_symbols()}</defs>{''.join(parts)}</svg>"
    )


def _symbols() -> str:
    none = f'<g id="r0"><path class="r-0" d="{CELL}"/>{MARKS["sin_informacion"]}</g>'
    return none + "".join(
        f'<g id="r{step}{NAMES[zone]}" class="r-en{step}"><path class="r-{step}" d="{CELL}"/>'
        f"{MARKS[zone]}</g>"
        for step in range(1, 6)
        for zone in ("dentro", "frontera", "fuera")
    )


def _links(cells: Iterable[Cell], units: Rows, chosen: Chosen) -> str:
    base = reverse("risk-district", args=["X"]).removesuffix("X/")
    tail = escape("/" + chosen.query())
    spots = ((units.get(cell.district), cell) for cell in cells)
    return "".join(
        f'<a href="{base}{row["unit"]}{tail}" tabindex="-1"><title>{escape(title(row))}</title>'
        f'<use href="#{symbol(row)}" x="{cell.x:g}" y="{cell.y:g}"/></a>'
        for row, cell in spots
        if row
    )


def _outlined(paths: Iterable[str]) -> str:
    return "".join(f'<path class="contorno" d="{path}"/>' for path in paths)
