"""The map of the index: A's hexagons, one a district, in five steps of one hue.

The step is the score; the mark says what the step cannot: a dot is a district surely among the
first k, a ring one of the contested border, a hollow hatched cell one without information. Cells
are reached by pointer; by keyboard the filters and the tables do it.
"""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Final

import polars as pl
from django.urls import reverse

from sinasec.risk.published import reading
from sinasec.territories.hexmap import Cell, layout
from sinasec.translation import gettext as _
from sinasec.web.charts.figure import Figure
from sinasec.web.charts.plot import Map
from sinasec.web.published.chosen import Chosen
from sinasec.web.regions import REGION_NAMES
from sinasec.web.risk.districts import districts, steps
from sinasec.web.risk.source import source
from sinasec.web.risk.words import ZONE_WORDS, decimal
from sinasec.web.risk.zones import tally
from sinasec.web.semaforo.hexes import CELL, NAME, box_of
from sinasec.web.words import number

MARKS: Final = {
    "dentro": '<circle class="r-punto{}" r="3.1"/>',
    "frontera": '<circle class="r-anillo{}" r="4"/>',
    "fuera": "",
    "sin_informacion": '<path class="r-raya" d="M-4 4 4-4"/>',
}
NAMES: Final = {"dentro": "d", "frontera": "f", "fuera": "", "sin_informacion": ""}
PALE_FROM: Final = 4  # the step whose tone is darker than the ink on it
Rows = Mapping[str, Mapping[str, Any]]


def national_map(chosen: Chosen) -> Figure:
    chart = layout()
    cells = _drawing(
        chosen,
        (0, 0, chart.width, chart.height),
        f'<path class="fondo" d="{chart.land}"/>',
        _links(chart.cells, units(chosen), chosen),
        _outlined(chart.regions.values()),
    )
    return figure(chosen, NAME, _("del Perú"), cells, districts(chosen.publication))


def region_map(chosen: Chosen, code: str) -> Figure | None:
    """The cells of one region, larger, with its provinces outlined; None of one without any."""
    table = districts(chosen.publication).filter(pl.col("region") == code)
    chart = layout()
    cells = [cell for cell in chart.cells if cell.region == code]
    if table.is_empty() or not cells:
        return None
    provinces = {cell.province for cell in cells}
    drawn = _drawing(
        chosen,
        box_of(cells),
        _links(cells, units(chosen), chosen),
        _outlined(path for code, path in chart.provinces.items() if code in provinces),
    )
    name = REGION_NAMES.get(code, code)
    return figure(chosen, NAME, _("de {region}").format(region=name), drawn, table)


def figure(chosen: Chosen, name: str, whose: str, drawn: Map, table: pl.DataFrame) -> Figure:
    """A map of the districts of a table."""
    found = tally(table)
    return Figure(
        name,
        _("De {total} distritos {whose}, {inside} casi siempre entre los {k} de más riesgo").format(
            total=number(found.total),
            whose=whose,
            inside=number(found.dentro),
            k=number(reading.top(chosen.publication)),
        ),
        _(
            "Cada tono tiene la quinta parte de los distritos con puntaje: más puntaje, más "
            "intenso."
        ),
        _(
            "{border} en la frontera, {none} sin información. Las cifras están en las tablas."
        ).format(border=number(found.frontera), none=number(found.sin_informacion)),
        source(chosen),
        drawn,
    )


def key(chosen: Chosen) -> tuple[tuple[str, str], ...]:
    """What each tone and each sign means, for a file that has no list beside."""
    tones = tuple(
        (
            f'<path class="r-{step.number}" d="{CELL}"/>',
            f"{decimal(step.low)} a {decimal(step.high)}",
        )
        for step in steps(chosen.publication).steps
    )
    signs = ("dentro", "frontera", "sin_informacion")
    return (*tones, *((mark(zone, 0), ZONE_WORDS[zone]) for zone in signs))


def mark(zone: str, step: int) -> str:
    """The sign of a zone on a cell of that tone: pale on the dark ones."""
    return MARKS[zone].format("-claro" if step >= PALE_FROM else "")


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


def _drawing(chosen: Chosen, box: tuple[float, float, float, float], *parts: str) -> Map:
    return Map(f"<defs>{_symbols()}</defs>{''.join(parts)}", box, key(chosen), linked=True)


def _symbols() -> str:
    none = f'<g id="r0"><path class="r-0" d="{CELL}"/>{mark("sin_informacion", 0)}</g>'
    return none + "".join(
        f'<g id="r{step}{NAMES[zone]}"><path class="r-{step}" d="{CELL}"/>{mark(zone, step)}</g>'
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
