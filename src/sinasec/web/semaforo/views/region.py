"""One region, or one of its provinces: the light of its committee and those below it."""

from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.reading import Tally
from sinasec.web import words
from sinasec.web.kept import published
from sinasec.web.parameters import SHOWN, reads
from sinasec.web.regions import REGION_NAMES, no_region
from sinasec.web.semaforo.bars import stacked
from sinasec.web.semaforo.committee import unit
from sinasec.web.semaforo.doubted import meaning
from sinasec.web.semaforo.hexes import region_map
from sinasec.web.semaforo.lights import SHOWN as LIGHTS
from sinasec.web.semaforo.outlines import region_outlines
from sinasec.web.shown import Shown
from sinasec.web.views.page import page


@reads(*SHOWN)
@published
def region(request: HttpRequest, asked: Shown, code: str) -> HttpResponse:
    own = unit(asked.publication, f"CORESEC-{code}")
    if own is None:
        raise Http404(no_region(code))
    shown = reading.shown(asked.publication, asked.day, asked.breach)
    name = REGION_NAMES.get(code, str(own["name"]))
    members = [row for row in _units(asked, pl.col("region") == code) if row["committee"] in shown]
    tally = _tally(members, shown)
    rollup = reading.edition(asked.publication).rollup
    return page(
        request,
        "region.html",
        asked,
        code=code,
        members=[row | {"shown": shown[row["committee"]]} for row in members],
        whole=reading.light_of(tally, rollup),
        informed=tally.verde + tally.ambar + tally.rojo,
        bands=rollup.region_bands,
        least=rollup.region_min_informed,
        name=name,
        own=own | {"shown": shown.get(own["committee"], "no_exigible")},
        tally=tally,
        provinces=_provinces(members, shown),
        drawing=region_map(asked, code, name),
        outlines=region_outlines(asked, _province_codes(members), name),
        meaning=meaning(reading.edition(asked.publication), asked.breach, asked.day),
    )


@reads(*SHOWN)
@published
def province(request: HttpRequest, asked: Shown, code: str) -> HttpResponse:
    own = unit(asked.publication, f"COPROSEC-{code}")
    if own is None:
        raise Http404(
            f"No hay una provincia con el código «{code}» en esta publicación. "
            "Los códigos de provincia del INEI tienen cuatro cifras (2101 es Puno)."
        )
    shown = reading.shown(asked.publication, asked.day, asked.breach)
    rows = _units(asked, pl.col("parent") == own["committee"])
    districts = [
        row | {"shown": shown[row["committee"]]} for row in rows if row["committee"] in shown
    ]
    return page(
        request,
        "province.html",
        asked,
        code=code,
        own=own | {"shown": shown.get(own["committee"], "no_exigible")},
        region_code=own["region"],
        region_name=REGION_NAMES.get(own["region"], own["region"]),
        districts=districts,
        tally=_tally(districts, shown),
        meaning=meaning(reading.edition(asked.publication), asked.breach, asked.day),
    )


def _units(asked: Shown, where: pl.Expr) -> list[dict[str, Any]]:
    found = reading.units(asked.publication).filter(where).iter_rows(named=True)
    return sorted(found, key=lambda row: words.sorting(row["name"]))


def _provinces(members: list[dict[str, Any]], shown: dict[str, str]) -> list[dict[str, Any]]:
    """One dict a province: its committee's light and its district committees by light."""
    rows = []
    for row in members:
        if row["level"] != "COPROSEC":
            continue
        tally = _tally([m for m in members if m["parent"] == row["committee"]], shown)
        rows.append(
            row
            | {"code": row["committee"].removeprefix("COPROSEC-"), "shown": shown[row["committee"]]}
            | {"tally": tally, "bar": stacked(tally)}
        )
    return rows


def _province_codes(members: list[dict[str, Any]]) -> list[str]:
    codes = (row["committee"] for row in members if row["level"] == "COPROSEC")
    return [code.removeprefix("COPROSEC-") for code in codes]


def _tally(rows: list[dict[str, Any]], shown: dict[str, str]) -> Tally:
    found = [shown[row["committee"]] for row in rows]
    return Tally(**{name: found.count(name) for name in LIGHTS})
