"""One district: its score and what makes it, its place with the doubt of it, and its data."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sinasec.publications.afterwards.reading import answered, errata
from sinasec.publications.afterwards.words import erratum_words
from sinasec.publications.catalogue import reply_by
from sinasec.risk.priority import reading as priority_reading
from sinasec.risk.published import reading
from sinasec.web.charts import marks
from sinasec.web.charts.scale import Scale
from sinasec.web.origin import whole_addresses
from sinasec.web.published.chosen import Chosen
from sinasec.web.published.page_cache import published
from sinasec.web.risk import words
from sinasec.web.risk.around import around
from sinasec.web.risk.bridge import committee_code, committee_of
from sinasec.web.risk.chosen import INDEX_PAGES
from sinasec.web.risk.csv_table import index_csv
from sinasec.web.risk.district import own_scale, rates, variants, years
from sinasec.web.risk.districts import district_or_404, districts
from sinasec.web.risk.drivers import drivers, figure, highest, indicators, lowest, sentence
from sinasec.web.risk.elements import elements
from sinasec.web.risk.moves import moves
from sinasec.web.risk.page import page
from sinasec.web.risk.peers import peers
from sinasec.web.risk.rows import rank_line, rank_ruler

MOST_NAMED = 5
TABLES = ("contribuciones", "tasas", "espacial", "variantes_puestos", "calidad")


@published(INDEX_PAGES)
@whole_addresses
def district(request: HttpRequest, chosen: Chosen, unit: str) -> HttpResponse:
    row = district_or_404(chosen.publication, unit)
    path = reverse("risk-district", args=[unit])
    context = {
        "d": row,
        "why": words.WHY.get(row["why"], ""),
        "to_do": words.WHAT_TO_DO.get(row["why"], ""),
        "peers": peers(chosen.publication, row),
        "rates": rates(chosen.publication, unit),
        "years": years(chosen.publication, unit),
        "flags": words.FLAGS,
        "around": around(chosen.publication, unit),
        "committee": committee_of(unit),
        "errata": [*map(erratum_words, errata(chosen.publication, committee_code(unit)))],
        "replies": _replies(chosen, unit),
        "reply_by": reply_by(chosen.publication),
        "listed": priority_reading.is_listed(unit, simulated=chosen.publication.simulated),
        "permalink": request.build_absolute_uri(chosen.permalink(path)),
        "of": districts(chosen.publication)["rank"].count(),
    }
    ranked = _ranked(chosen, row) if row["rank"] is not None else {}
    return page(request, "distrito.html", chosen, **context, **ranked)


def _ranked(chosen: Chosen, row: dict[str, Any]) -> dict[str, Any]:
    """What only a district with a score has."""
    unit, k = row["unit"], reading.top(chosen.publication)
    rows = indicators(chosen.publication, unit)
    scale = own_scale(chosen.publication, row)
    most = min(MOST_NAMED, len(rows) // 2)
    return {
        "sum_figure": figure(chosen, unit),
        "parts": drivers(chosen.publication, unit, row["score"]),
        "drives": sentence(rows, row["score"]),
        "moves": moves(chosen.publication, row),
        "worst": highest(rows, most),
        "best": lowest(rows, most),
        "variants": variants(chosen.publication, row),
        "whole": marks.step(Scale(0, max(row["score"], 1e-9)), 0, row["score"], "g-barra-2"),
        "line": rank_line(row, scale, k),
        "regla": rank_ruler(scale, k),
        "imputed": [one for one in rows if one["imputed"]],
    }


def _replies(chosen: Chosen, unit: str) -> list[Any]:
    """Replies to this publication by the committee that answers for the district."""
    return answered(reading.replies(chosen.publication, committee_code(unit)))


@published(INDEX_PAGES)
def contributions_csv(request: HttpRequest, chosen: Chosen, unit: str) -> HttpResponse:
    """CONTRIBUTIONS of one district with the names of its elements and the publication."""
    district_or_404(chosen.publication, unit)
    known = elements(chosen.publication)
    columns = reading.table(chosen.publication, "contribuciones").columns
    rows = reading.rows_of(chosen.publication, "contribuciones", unit)
    named = ([*row.values(), known[row["element"]]["name"]] for row in rows)
    return index_csv([*columns, "nombre"], named, chosen.publication)


@published(INDEX_PAGES)
def district_json(request: HttpRequest, chosen: Chosen, unit: str) -> HttpResponse:
    """Everything published of one district, table by table."""
    row = district_or_404(chosen.publication, unit)
    [own] = reading.rows_of(chosen.publication, "distritos", unit)
    body = {
        "publicacion": chosen.publication.id,
        "simulado": chosen.publication.simulated,
        "distrito": own | {"sobre_el_puesto": row["apart"]},
        **{name: reading.rows_of(chosen.publication, name, unit) for name in TABLES},
    }
    text = json.dumps(body, ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json; charset=utf-8")
