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

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.reading import Tally
from sinasec.territories.hexmap import RADIUS, REGION_RADIUS, Cell, HexMap, layout
from sinasec.translation import gettext as _
from sinasec.web.charts.figure import Figure
from sinasec.web.charts.lights import SIGNS
from sinasec.web.charts.plot import Map
from sinasec.web.regions import REGION_NAMES
from sinasec.web.semaforo.chosen import ChosenDay
from sinasec.web.semaforo.lights import MARKS as CLASSES
from sinasec.web.semaforo.lights import SHOWN, SHOWN_WORDS
from sinasec.web.semaforo.source import source
from sinasec.web.words import BREACH_WORDS, day_words, number

CELL: Final = "M0-9.3 8.05-4.65V4.65L0 9.3-8.05 4.65V-4.65z"
MARKS: Final = {
    "verde": "",
    "ambar": '<path class="m-marca" d="M0-4.6 4.7 3.6h-9.4z"/>',
    "rojo": '<path class="m-marca" d="M-3.4-3.4h6.8v6.8h-6.8z"/>',
    "gris": '<circle class="m-anillo" r="3.2"/>',
    "exento": '<path class="m-guion" d="M-4 0h8"/>',
}
MARGIN: Final = 14
NAME: Final = "mapa"
Rows = Mapping[str, Mapping[str, Any]]


def national_map(chosen: ChosenDay) -> Figure:
    """The country, with how many of its committees show each light."""
    tally = reading.national(chosen.publication, chosen.day, chosen.breach)["total"]
    return _figure(chosen, tally, _("del Perú"), national_cells(chosen))


def region_map(chosen: ChosenDay, code: str) -> Figure | None:
    """One region; None when it has no committees that day."""
    tally = reading.region_tally(chosen.publication, chosen.day, chosen.breach, code)
    name = REGION_NAMES.get(code, code)
    cells = region_cells(chosen, code)
    whose = _("de {region}").format(region=name)
    return _figure(chosen, tally, whose, cells, code) if cells and tally.total else None


def _figure(chosen: ChosenDay, tally: Tally, whose: str, cells: Map, region: str = "") -> Figure:
    return Figure(
        NAME,
        said_of(tally, whose),
        _("{light}, el {day}. Cada hexágono es un comité, todos del mismo tamaño.").format(
            light=BREACH_WORDS[chosen.breach], day=day_words(chosen.day)
        ),
        _("Un hexágono por comité, con la forma de su luz. Las mismas luces están en las tablas."),
        source(chosen, region=region),
        cells,
    )


def said_of(tally: Tally, whose: str) -> str:
    """How many of the committees are green, and how many red."""
    return _("De {total} comités {whose}, {green} en verde y {red} en rojo").format(
        total=number(tally.total), whose=whose, green=number(tally.verde), red=number(tally.rojo)
    )


def key() -> tuple[tuple[str, str], ...]:
    """What each sign means, for a file that has no list beside."""
    return tuple((SIGNS[CLASSES[one]], SHOWN_WORDS[one]) for one in SHOWN)


def national_cells(chosen: ChosenDay) -> Map:
    """The country: every cell, the regions outlined, the inset of CORESEC, and CONASEC."""
    chart = layout()
    units = shown_units(chosen)
    return _drawing(
        (0, 0, chart.width, chart.height),
        f'<path class="fondo" d="{chart.land}"/>',
        _districts(chart, units, chosen.query()),
        "".join(f'<path class="contorno" d="{path}"/>' for path in chart.regions.values()),
        _inset(chart, units, chosen.query()),
    )


def region_cells(chosen: ChosenDay, region: str) -> Map | None:
    """The cells of one region, larger, with its provinces outlined; None of one without cells."""
    chart = layout()
    cells = [cell for cell in chart.cells if cell.region == region]
    if not cells:
        return None
    provinces = {cell.province for cell in cells}
    return _drawing(
        box_of(cells),
        _districts(chart, shown_units(chosen), chosen.query(), region),
        "".join(
            f'<path class="contorno" d="{path}"/>'
            for code, path in chart.provinces.items()
            if code in provinces
        ),
    )


def box_of(cells: Iterable[Cell]) -> tuple[float, float, float, float]:
    """The part of the map that holds the cells, with a margin: left, top, width, height."""
    across, down = zip(*((cell.x, cell.y) for cell in cells), strict=True)
    left, top = min(across) - MARGIN, min(down) - MARGIN
    return left, top, max(across) + MARGIN - left, max(down) + MARGIN - top


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


def _drawing(box: tuple[float, float, float, float], *parts: str) -> Map:
    symbols = "".join(
        f'<g id="h-{name}"><path class="m-{name}" d="{CELL}"/>{mark}</g>'
        for name, mark in MARKS.items()
    )
    return Map(f"<defs>{symbols}</defs>{''.join(parts)}", box, key(), linked=True)


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
