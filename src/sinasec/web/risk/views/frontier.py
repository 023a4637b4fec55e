"""The contested border: who is in it, with what probability, and what decides it."""

from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse

from sinasec.risk.published import reading
from sinasec.web.parameters import reads
from sinasec.web.risk import marks
from sinasec.web.risk.asked import Asked
from sinasec.web.risk.curve import curve
from sinasec.web.risk.districts import districts
from sinasec.web.risk.kept import published
from sinasec.web.risk.page import page
from sinasec.web.risk.sensitivity import factors, ruler
from sinasec.web.risk.zones import tally


@reads("publicacion")
@published()
def frontier(request: HttpRequest, asked: Asked) -> HttpResponse:
    table = districts(asked.publication)
    k = reading.top(asked.publication)
    border = table.filter(pl.col("zone") == "frontera").sort("p_top", "unit", descending=True)
    counted = tally(table)
    return page(
        request,
        "frontera.html",
        asked,
        tally=counted,
        places=k - counted.dentro,
        drawing=curve(table, k, reading.edition(asked.publication).uncertainty.contested),
        rows=[_row(row) for row in border.iter_rows(named=True)],
        factors=factors(asked.publication),
        regla=ruler(),
        variants=reading.table(asked.publication, "variantes").to_dicts(),
    )


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"bar": marks.share(row["p_top"])}
