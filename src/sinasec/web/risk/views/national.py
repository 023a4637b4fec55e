"""The country, a region and the list of districts by the index."""

from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from sinasec.risk.published import reading
from sinasec.web.published.chosen import Chosen
from sinasec.web.published.page_cache import published
from sinasec.web.regions import REGION_NAMES
from sinasec.web.risk.chosen import INDEX_PAGES
from sinasec.web.risk.districts import districts, peer_names, steps
from sinasec.web.risk.filters import NAMES, ORDERS, Filter, cut, read, said, select
from sinasec.web.risk.hexes import national_map
from sinasec.web.risk.hexes import region_map as hexagons
from sinasec.web.risk.outlines import region_outlines
from sinasec.web.risk.page import described, page
from sinasec.web.risk.rows import listed
from sinasec.web.risk.words import ZONE_WORDS, ZONES, zone_meaning
from sinasec.web.risk.zones import Tally, by_region, tally
from sinasec.web.words import number, sorting

IN_DOUBT = 12  # districts of the border shown on the first page


@published(INDEX_PAGES)
def national(request: HttpRequest, chosen: Chosen) -> HttpResponse:
    table = districts(chosen.publication)
    counted = tally(table)
    k = reading.top(chosen.publication)
    return page(
        request,
        "mapa.html",
        chosen,
        titular=headline(counted, k),
        figures=figures(chosen, counted),
        steps=steps(chosen.publication).steps,
        map=national_map(chosen),
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


def figures(chosen: Chosen, counted: Tally) -> list[tuple[str, int, str]]:
    """Zone, how many, and what the zone means."""
    meaning = zone_meaning(described(chosen.publication)["edition"].uncertainty.contested)
    return [(zone, getattr(counted, zone), meaning[zone]) for zone in ZONES]


def _in_doubt(table: pl.DataFrame) -> pl.DataFrame:
    """The border, nearest to an even chance first."""
    border = table.filter(pl.col("zone") == "frontera")
    return border.sort((pl.col("p_top") - 0.5).abs(), "unit").head(IN_DOUBT)


def region_or_404(chosen: Chosen, code: str) -> pl.DataFrame:
    """The districts of a region. Raises Http404, with the codes that there are."""
    table = districts(chosen.publication).filter(pl.col("region") == code)
    if table.is_empty():
        raise Http404(
            "No hay distritos de esa región en esta publicación del índice. Los códigos son los "
            "del INEI (21 es Puno); 1501 es Lima Metropolitana."
        )
    return table


@published(INDEX_PAGES)
def region(request: HttpRequest, chosen: Chosen, code: str) -> HttpResponse:
    table = region_or_404(chosen, code)
    counted, name = tally(table), REGION_NAMES.get(code, code)
    return page(
        request,
        "region.html",
        chosen,
        code=code,
        name=name,
        tally=counted,
        figures=figures(chosen, counted),
        steps=steps(chosen.publication).steps,
        map=hexagons(chosen, code),
        outlines=region_outlines(chosen, code),
        **listed(table.sort("zone", "by_name"), reading.top(chosen.publication)),
    )


@published(INDEX_PAGES, *NAMES)
def ranking(request: HttpRequest, chosen: Chosen) -> HttpResponse:
    peers = peer_names(chosen.publication)
    wanted = read(request.GET, peers)
    found = select(districts(chosen.publication), wanted)
    rows, pages = cut(found, wanted)
    return page(
        request,
        "distritos.html",
        chosen,
        accion=reverse("risk-districts"),
        paginas=pages,
        dicho=said(wanted, peers),
        orden_dicho=f"Por {ORDERS[wanted.order]}.",
        **filter_context(wanted, peers),
        **listed(rows, reading.top(chosen.publication)),
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
