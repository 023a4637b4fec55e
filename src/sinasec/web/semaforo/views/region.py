"""One region, or one of its provinces: the light of its committee and those below it."""

from collections.abc import Set
from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.reading import Tally
from sinasec.web import words
from sinasec.web.published.page_cache import published
from sinasec.web.regions import REGION_NAMES, no_region
from sinasec.web.semaforo import trend
from sinasec.web.semaforo.bars import stacked
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES, ChosenDay
from sinasec.web.semaforo.committee import unit
from sinasec.web.semaforo.doubted import meaning
from sinasec.web.semaforo.hexes import region_map
from sinasec.web.semaforo.lights import SHOWN as LIGHTS
from sinasec.web.semaforo.outlines import region_outlines
from sinasec.web.views.page import page


@published(SEMAFORO_PAGES)
def region(request: HttpRequest, chosen: ChosenDay, code: str) -> HttpResponse:
    own = own_or_404(chosen, code)
    shown = reading.shown(chosen.publication, chosen.day, chosen.breach)
    probable = reading.probable(chosen.publication, chosen.day, chosen.breach)
    name = REGION_NAMES.get(code, str(own["name"]))
    members = [row for row in _units(chosen, pl.col("region") == code) if row["committee"] in shown]
    tally = _tally(members, shown)
    rollup = reading.edition(chosen.publication).rollup
    return page(
        request,
        "region.html",
        chosen,
        code=code,
        members=[_lit(row, shown, probable) for row in members],
        whole=reading.light_of(tally, rollup),
        informed=tally.verde + tally.ambar + tally.rojo,
        bands=rollup.region_bands,
        least=rollup.region_min_informed,
        name=name,
        own=_lit(own, shown, probable),
        tally=tally,
        provinces=_provinces(members, shown, probable),
        map=region_map(chosen, code),
        trend=trend.regional(chosen, code),
        outlines=region_outlines(chosen, code),
        meaning=meaning(reading.edition(chosen.publication), chosen.breach, chosen.day),
    )


def own_or_404(chosen: ChosenDay, code: str) -> dict[str, Any]:
    """The row of the committee of a region. Raises Http404, with the codes that there are."""
    own = unit(chosen.publication, f"CORESEC-{code}")
    if own is None:
        raise Http404(no_region(code))
    return own


@published(SEMAFORO_PAGES)
def province(request: HttpRequest, chosen: ChosenDay, code: str) -> HttpResponse:
    own = unit(chosen.publication, f"COPROSEC-{code}")
    if own is None:
        raise Http404(
            f"No hay una provincia con el código «{code}» en esta publicación. "
            "Los códigos de provincia del INEI tienen cuatro cifras (2101 es Puno)."
        )
    shown = reading.shown(chosen.publication, chosen.day, chosen.breach)
    probable = reading.probable(chosen.publication, chosen.day, chosen.breach)
    rows = _units(chosen, pl.col("parent") == own["committee"])
    districts = [_lit(row, shown, probable) for row in rows if row["committee"] in shown]
    return page(
        request,
        "province.html",
        chosen,
        code=code,
        own=_lit(own, shown, probable),
        region_code=own["region"],
        region_name=REGION_NAMES.get(own["region"], own["region"]),
        districts=districts,
        tally=_tally(districts, shown),
        meaning=meaning(reading.edition(chosen.publication), chosen.breach, chosen.day),
    )


def _units(chosen: ChosenDay, where: pl.Expr) -> list[dict[str, Any]]:
    found = reading.units(chosen.publication).filter(where).iter_rows(named=True)
    return sorted(found, key=lambda row: words.sorting(row["name"]))


def _lit(row: dict[str, Any], shown: dict[str, str], probable: Set[str]) -> dict[str, Any]:
    """A committee with its light, and whether that rests on a reading."""
    code = row["committee"]
    return row | {"shown": shown.get(code, "no_exigible"), "probable": code in probable}


def _provinces(
    members: list[dict[str, Any]], shown: dict[str, str], probable: Set[str]
) -> list[dict[str, Any]]:
    """One dict a province: its committee's light and its district committees by light."""
    rows = []
    for row in members:
        if row["level"] != "COPROSEC":
            continue
        tally = _tally([m for m in members if m["parent"] == row["committee"]], shown)
        rows.append(
            _lit(row, shown, probable)
            | {"code": row["committee"].removeprefix("COPROSEC-")}
            | {"tally": tally, "bar": stacked(tally)}
        )
    return rows


def _tally(rows: list[dict[str, Any]], shown: dict[str, str]) -> Tally:
    found = [shown[row["committee"]] for row in rows]
    return Tally(**{name: found.count(name) for name in LIGHTS})
