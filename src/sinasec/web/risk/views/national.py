"""The country, a region and the list of districts by the index."""

from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from sinasec.risk.published import reading
from sinasec.web.parameters import reads
from sinasec.web.regions import REGION_NAMES
from sinasec.web.risk.asked import Asked
from sinasec.web.risk.districts import districts, peer_names, steps
from sinasec.web.risk.filters import NAMES, ORDERS, Filter, cut, read, said, select
from sinasec.web.risk.hexes import national_map
from sinasec.web.risk.hexes import region_map as hexagons
from sinasec.web.risk.kept import published
from sinasec.web.risk.outlines import region_outlines
from sinasec.web.risk.page import described, page
from sinasec.web.risk.rows import listed
from sinasec.web.risk.words import ZONE_WORDS, ZONES, zone_meaning
from sinasec.web.risk.zones import Tally, by_region, tally
from sinasec.web.words import number, sorting

IN_DOUBT = 12  # districts of the border shown on the first page


@reads("publicacion")
@published()
def national(request: HttpRequest, asked: Asked) -> HttpResponse:
    table = districts(asked.publication)
    counted = tally(table)
    k = reading.top(asked.publication)
    return page(
        request,
        "mapa.html",
        asked,
        titular=headline(counted, k),
        figures=figures(asked, counted),
        steps=steps(asked.publication).steps,
        drawing=national_map(asked),
        regions=by_region(table),
        thin=int(table["thin"].sum()),
        **listed(_in_doubt(table), k),
    )


def headline(counted: Tally, k: int) -> str:
    """The answer of the index in two sentences."""
    return (
        f"De {number(counted.total)} distritos, {number(counted.dentro)} están casi siempre entre "
        f"los {number(k)} de mayor puntaje y otros {number(counted.frontera)} podrían estarlo o "
        f"no: los datos no alcanzan para decirlo. De {number(counted.sin_informacion)} no hay "
        "información."
    )


def figures(asked: Asked, counted: Tally) -> list[tuple[str, int, str]]:
    """Zone, how many, and what the zone means."""
    meaning = zone_meaning(described(asked.publication)["edition"].uncertainty.contested)
    return [(zone, getattr(counted, zone), meaning[zone]) for zone in ZONES]


def _in_doubt(table: pl.DataFrame) -> pl.DataFrame:
    """The border, nearest to an even chance first."""
    border = table.filter(pl.col("zone") == "frontera")
    return border.sort((pl.col("p_top") - 0.5).abs(), "unit").head(IN_DOUBT)


@reads("publicacion")
@published()
def region(request: HttpRequest, asked: Asked, code: str) -> HttpResponse:
    table = districts(asked.publication).filter(pl.col("region") == code)
    if table.is_empty():
        raise Http404(
            "No hay distritos de esa región en esta publicación del índice. Los códigos son los "
            "del INEI (21 es Puno); 1501 es Lima Metropolitana."
        )
    counted, name = tally(table), REGION_NAMES.get(code, code)
    return page(
        request,
        "region.html",
        asked,
        code=code,
        name=name,
        tally=counted,
        figures=figures(asked, counted),
        steps=steps(asked.publication).steps,
        drawing=hexagons(asked, code, name),
        outlines=region_outlines(asked, code, name),
        **listed(table.sort("zone", "by_name"), reading.top(asked.publication)),
    )


@reads("publicacion", *NAMES)
@published(*NAMES)
def ranking(request: HttpRequest, asked: Asked) -> HttpResponse:
    peers = peer_names(asked.publication)
    wanted = read(request.GET, peers)
    found = select(districts(asked.publication), wanted)
    rows, pages = cut(found, wanted)
    return page(
        request,
        "distritos.html",
        asked,
        accion=reverse("risk-districts"),
        paginas=pages,
        dicho=said(wanted, peers),
        orden_dicho=f"Por {ORDERS[wanted.order]}.",
        **filter_context(wanted, peers),
        **listed(rows, reading.top(asked.publication)),
    )


def filter_context(wanted: Filter, peers: dict[str, str]) -> dict[str, Any]:
    """What the form of filters offers."""
    regions = sorted(REGION_NAMES.items(), key=lambda pair: sorting(pair[1]))
    return {
        "filtro": wanted,
        "regiones": regions,
        "tipos": peers,
        "zonas": ZONE_WORDS,
        "ordenes": ORDERS,
    }
