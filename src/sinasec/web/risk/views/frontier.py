"""The contested border: who is in it, with what probability, and what decides it."""

from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse

from sinasec.risk.published import reading
from sinasec.web.charts import marks
from sinasec.web.published.chosen import Chosen
from sinasec.web.published.page_cache import published
from sinasec.web.risk.chosen import INDEX_PAGES
from sinasec.web.risk.curve import curve
from sinasec.web.risk.districts import districts
from sinasec.web.risk.page import page
from sinasec.web.risk.sensitivity import factors, ruler
from sinasec.web.risk.zones import tally


@published(INDEX_PAGES)
def frontier(request: HttpRequest, chosen: Chosen) -> HttpResponse:
    table = districts(chosen.publication)
    k = reading.top(chosen.publication)
    border = table.filter(pl.col("zone") == "frontera").sort("p_top", "unit", descending=True)
    counted = tally(table)
    return page(
        request,
        "frontera.html",
        chosen,
        tally=counted,
        places=k - counted.dentro,
        curve=curve(chosen),
        rows=[_row(row) for row in border.iter_rows(named=True)],
        factors=factors(chosen.publication),
        regla=ruler(),
        variants=reading.table(chosen.publication, "variantes").to_dicts(),
    )


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"bar": marks.share(row["p_top"])}
