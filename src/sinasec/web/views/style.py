"""Every drawing and part of the pages in each of its states, with invented data: SIMULADO."""

from typing import Any, Final

import polars as pl
from django.http import HttpRequest, HttpResponse

from sinasec.translation import gettext as _
from sinasec.web.charts import samples
from sinasec.web.charts.figure import Figure
from sinasec.web.charts.plot import Map
from sinasec.web.parameters import reads
from sinasec.web.risk import curve
from sinasec.web.risk import hexes as tones
from sinasec.web.risk.words import ZONES
from sinasec.web.semaforo import hexes
from sinasec.web.semaforo.lights import MARKS, SHOWN
from sinasec.web.views.page import page

INK: Final = (  # class of the sheet, and what it is for
    ("c-acento", _("Acento: enlaces, lo que se mira")),
    ("c-verde", _("Verde")),
    ("c-ambar", _("Ámbar")),
    ("c-rojo", _("Rojo")),
    ("c-gris", _("Sin información")),
    ("z-frontera", _("En duda")),
)

CONTESTED: Final = (0.05, 0.95)
LAND: Final = "M-14 58h250v30h-250z"
ID: Final = "semaforo-2026-12-31-0a1b2c3d"


@reads()
def style(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        "estilo.html",
        None,
        figures=[*samples.figures().values(), _border(), _cells()],
        rows=samples.rows().values(),
        lights=SHOWN,
        zones=ZONES,
        ink=INK,
        tones=range(1, 6),
        id=ID,
    )


def _border() -> Figure:
    """Twenty-four districts, their chances falling from the first place on."""
    places = range(1, 25)
    chances = [min(1.0, max(0.0, (20 - place) / 18)) for place in places]
    table = pl.DataFrame(
        {
            "unit": [f"{place:06}" for place in places],
            "rank": list(places),
            "p_top": chances,
            "zone": [_zone(chance) for chance in chances],
        }
    )
    return Figure(
        "frontera",
        _("Solo de los dos primeros se sabe que están entre los diez; del tercero al 19, no"),
        _("Parte de los cálculos en que cada distrito inventado está entre los diez primeros"),
        _("Dibujo de muestra, con datos inventados."),
        samples.source(),
        curve.points(table, 10, CONTESTED),
    )


def _zone(chance: float) -> str:
    low, high = CONTESTED
    return "dentro" if chance > high else "fuera" if chance < low else "frontera"


def _cells() -> Figure:
    """The cells of both maps, each light and each zone on each tone."""
    drawn = [*_lights(), *_tones()]
    land = (
        f'<path class="fondo" d="{LAND}"/><path class="contorno" d="{LAND}"/>'
        '<path class="r-3 limite" d="M8 62h52v22h-52z"/><text class="rotulo" x="70" y="78">'
        f"{_('Tierra y límites')}</text>"
    )
    said = _("Dibujo de muestra, con datos inventados.")
    return Figure(
        "celdas",
        _("Cada celda dice su luz o su zona con una forma, además del color"),
        _("Celdas de los dos mapas: comités arriba, distritos abajo"),
        said,
        samples.source(),
        Map("".join([*drawn, land]), (-16, -16, 260, 108), fixed=True),
    )


def _lights() -> list[str]:
    return [
        _at(22 * at, 0, f'<path class="m-{MARKS[one]}" d="{hexes.CELL}"/>{hexes.MARKS[MARKS[one]]}')
        for at, one in enumerate(SHOWN)
    ]


def _tones() -> list[str]:
    cells: list[Any] = [(0, "sin_informacion")]
    cells += [(tone, zone) for tone in range(1, 6) for zone in ("dentro", "frontera")]
    return [
        _at(22 * at, 26, f'<path class="r-{tone}" d="{hexes.CELL}"/>{tones.mark(zone, tone)}')
        for at, (tone, zone) in enumerate(cells)
    ]


def _at(x: float, y: float, drawn: str) -> str:
    return f'<g transform="translate({x} {y})">{drawn}</g>'
