"""One district: its score and what makes it, its place with the doubt of it, and its data."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sinasec.publications.catalogue import reply_by
from sinasec.risk.priority import reading as priority_reading
from sinasec.risk.published import reading
from sinasec.web.origin import whole_addresses
from sinasec.web.parameters import reads
from sinasec.web.risk import marks, words
from sinasec.web.risk.around import around
from sinasec.web.risk.asked import Asked
from sinasec.web.risk.bridge import committee_code, committee_of
from sinasec.web.risk.csv_table import index_csv
from sinasec.web.risk.district import own_scale, rates, variants, years
from sinasec.web.risk.districts import district_or_404, districts
from sinasec.web.risk.drivers import drivers, highest, indicators, lowest, sentence
from sinasec.web.risk.elements import elements
from sinasec.web.risk.kept import published
from sinasec.web.risk.moves import moves
from sinasec.web.risk.page import page
from sinasec.web.risk.peers import peers
from sinasec.web.risk.rows import rank_line, rank_ruler
from sinasec.web.risk.scale import Scale

MOST_NAMED = 5
TABLES = ("contribuciones", "tasas", "espacial", "variantes_puestos", "calidad")


@reads("publicacion")
@published()
@whole_addresses
def district(request: HttpRequest, asked: Asked, unit: str) -> HttpResponse:
    row = district_or_404(asked.publication, unit)
    path = reverse("risk-district", args=[unit])
    context = {
        "d": row,
        "why": words.WHY.get(row["why"], ""),
        "to_do": words.WHAT_TO_DO.get(row["why"], ""),
        "peers": peers(asked.publication, row),
        "rates": rates(asked.publication, unit),
        "years": years(asked.publication, unit),
        "flags": words.FLAGS,
        "around": around(asked.publication, unit),
        "committee": committee_of(unit),
        "replies": _replies(asked, unit),
        "reply_by": reply_by(asked.publication),
        "listed": priority_reading.is_listed(unit, simulated=asked.publication.simulated),
        "permalink": request.build_absolute_uri(asked.permalink(path)),
        "of": districts(asked.publication)["rank"].count(),
    }
    ranked = _ranked(asked, row) if row["rank"] is not None else {}
    return page(request, "distrito.html", asked, **context, **ranked)


def _ranked(asked: Asked, row: dict[str, Any]) -> dict[str, Any]:
    """What only a district with a score has."""
    unit, k = row["unit"], reading.top(asked.publication)
    rows = indicators(asked.publication, unit)
    scale = own_scale(asked.publication, row)
    most = min(MOST_NAMED, len(rows) // 2)
    return {
        "parts": drivers(asked.publication, unit, row["score"]),
        "drives": sentence(rows, row["score"]),
        "moves": moves(asked.publication, row),
        "worst": highest(rows, most),
        "best": lowest(rows, most),
        "variants": variants(asked.publication, row),
        "whole": marks.step(Scale(0, max(row["score"], 1e-9)), 0, row["score"], "g-barra-2"),
        "line": rank_line(row, scale, k),
        "regla": rank_ruler(scale, k),
        "imputed": [one for one in rows if one["imputed"]],
    }


def _replies(asked: Asked, unit: str) -> list[Any]:
    """Replies to this publication by the committee that answers for the district."""
    return reading.replies(asked.publication, committee_code(unit))


@reads("publicacion")
@published()
def contributions_csv(request: HttpRequest, asked: Asked, unit: str) -> HttpResponse:
    """CONTRIBUTIONS of one district with the names of its elements and the publication."""
    district_or_404(asked.publication, unit)
    known = elements(asked.publication)
    columns = reading.table(asked.publication, "contribuciones").columns
    rows = reading.rows_of(asked.publication, "contribuciones", unit)
    named = ([*row.values(), known[row["element"]]["name"]] for row in rows)
    return index_csv([*columns, "nombre"], named, asked.publication)


@reads("publicacion")
@published()
def district_json(request: HttpRequest, asked: Asked, unit: str) -> HttpResponse:
    """Everything published of one district, table by table."""
    row = district_or_404(asked.publication, unit)
    [own] = reading.rows_of(asked.publication, "distritos", unit)
    body = {
        "publicacion": asked.publication.id,
        "simulado": asked.publication.simulated,
        "distrito": own | {"sobre_el_puesto": row["apart"]},
        **{name: reading.rows_of(asked.publication, name, unit) for name in TABLES},
    }
    text = json.dumps(body, ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json; charset=utf-8")
