"""The equal-cell map as inline SVG: one hexagon a committee, each a link with a title.

Strings are joined in Python (1,900 links in a few milliseconds). The light is a mark inside the
cell as well as a colour: nothing for verde, a triangle for ámbar, a square for rojo, a ring for
«sin información», a dash on a pale cell for «no exigible». Cells are reached by pointer; by
keyboard the search and the tables do it, so the 1,900 links stay out of the tab order.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from sinasec.compliance.semaforo import reading
from sinasec.territories.hexmap import RADIUS, REGION_RADIUS, Cell, HexMap, layout
from sinasec.web.semaforo.chosen import ChosenDay
from sinasec.web.semaforo.lights import MARKS as CLASSES
from sinasec.web.semaforo.lights import SHOWN_WORDS

CELL: Final = "M0-9.3 8.05-4.65V4.65L0 9.3-8.05 4.65V-4.65z"
MARKS: Final = {
    "verde": "",
    "ambar": '<path class="m-marca" d="M0-4.6 4.7 3.6h-9.4z"/>',
    "rojo": '<path class="m-marca" d="M-3.4-3.4h6.8v6.8h-6.8z"/>',
    "gris": '<circle class="m-anillo" r="3.2"/>',
    "exento": '<path class="m-guion" d="M-4 0h8"/>',
}
MARGIN: Final = 14
Rows = Mapping[str, Mapping[str, Any]]


def national_map(chosen: ChosenDay) -> SafeString:
    """The country: every cell, the regions outlined, the inset of CORESEC, and CONASEC."""
    chart = layout()
    units = shown_units(chosen)
    label = "Mapa del Perú: un hexágono por comité, un recuadro con los 26 regionales y el CONASEC"
    return _drawing(
        chart.viewbox,
        label,
        f'<path class="fondo" d="{chart.land}"/>',
        _districts(chart, units, chosen.query()),
        "".join(f'<path class="contorno" d="{path}"/>' for path in chart.regions.values()),
        _inset(chart, units, chosen.query()),
    )


def region_map(chosen: ChosenDay, region: str, name: str) -> SafeString:
    """The cells of one region, larger, with its provinces outlined."""
    chart = layout()
    cells = [cell for cell in chart.cells if cell.region == region]
    provinces = {cell.province for cell in cells}
    return _drawing(
        viewbox_of(cells),
        f"Mapa de {name}: un hexágono por comité",
        _districts(chart, shown_units(chosen), chosen.query(), region),
        "".join(
            f'<path class="contorno" d="{path}"/>'
            for code, path in chart.provinces.items()
            if code in provinces
        ),
    )


def viewbox_of(cells: Iterable[Cell]) -> str:
    """The part of the map that holds the cells, with a margin."""
    across, down = zip(*((cell.x, cell.y) for cell in cells), strict=True)
    left, top = min(across) - MARGIN, min(down) - MARGIN
    wide, high = max(across) + MARGIN - left, max(down) + MARGIN - top
    return f"{left:g} {top:g} {wide:g} {high:g}"


def shown_units(chosen: ChosenDay) -> dict[str, dict[str, Any]]:
    """Code -> the unit and what it shows, for committees that existed that day."""
    shown = reading.shown(chosen.publication, chosen.day, chosen.breach)
    return {
        unit["committee"]: unit | {"shown": shown.get(unit["committee"], "no_exigible")}
        for unit in reading.units(chosen.publication).iter_rows(named=True)
        if _exists(unit, chosen.day)
    }


def _exists(unit: Mapping[str, Any], day: date) -> bool:
    return unit["valid_from"] <= day and (unit["valid_to"] is None or day <= unit["valid_to"])


def _drawing(viewbox: str, label: str, *parts: str) -> SafeString:
    symbols = "".join(
        f'<g id="h-{name}"><path class="m-{name}" d="{CELL}"/>{mark}</g>'
        for name, mark in MARKS.items()
    )
    return mark_safe(  # every name is escaped where it is written
        f'<svg viewBox="{viewbox}" role="group" aria-label="{escape(label)}">'
        f"<defs>{symbols}</defs>{''.join(parts)}</svg>"
    )


def _districts(chart: HexMap, units: Rows, query: str, region: str = "") -> str:
    cells = (cell for cell in chart.cells if region in ("", cell.region))
    spots = ((answering(cell.district, cell.province, units), cell.x, cell.y) for cell in cells)
    return _links(((unit, x, y, 1.0) for unit, x, y in spots if unit), query)


def answering(district: str, province: str, units: Rows) -> Mapping[str, Any] | None:
    """The committee of the cell that day: its CODISEC, or in a capital the COPROSEC."""
    return units.get(f"CODISEC-{district}") or units.get(f"COPROSEC-{province}")


def _inset(chart: HexMap, units: Rows, query: str) -> str:
    scale = REGION_RADIUS / RADIUS
    spots: list[tuple[Mapping[str, Any], float, float, float]] = [
        (units[f"CORESEC-{cell.region}"], cell.x, cell.y, scale)
        for cell in chart.inset
        if f"CORESEC-{cell.region}" in units
    ]
    if "CONASEC" in units:
        spots.append((units["CONASEC"], *chart.conasec, scale))
    x, y = chart.conasec
    names = (
        f'<text class="rotulo" x="{x + 22:g}" y="{y + 5:g}">CONASEC</text>'
        f'<text class="rotulo" x="{x - 16:g}" y="{y + 31:g}">CORESEC</text>'
    )
    return _links(spots, query) + names


def _links(spots: Iterable[tuple[Mapping[str, Any], float, float, float]], query: str) -> str:
    base = reverse("committee", args=["X"]).removesuffix("X/")
    tail = escape("/" + query)
    return "".join(
        f'<a href="{base}{unit["committee"]}{tail}" tabindex="-1">'
        f"<title>{escape(unit['name'])}: {SHOWN_WORDS[unit['shown']].lower()}</title>"
        f'<use href="#h-{CLASSES[unit["shown"]]}" {_at(x, y, scale)}/></a>'
        for unit, x, y, scale in spots
    )


def _at(x: float, y: float, scale: float) -> str:
    if scale == 1:
        return f'x="{x:g}" y="{y:g}"'
    return f'transform="translate({x:g} {y:g}) scale({scale:g})"'
