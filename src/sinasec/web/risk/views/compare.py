"""Districts side by side. A name typed is looked up; nothing is asked of a script."""

from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sinasec.risk.published import reading
from sinasec.web.origin import whole_addresses
from sinasec.web.published.chosen import Chosen
from sinasec.web.published.page_cache import published
from sinasec.web.risk.chosen import INDEX_PAGES
from sinasec.web.risk.compare import MOST, parts, side_by_side, verdicts
from sinasec.web.risk.districts import districts
from sinasec.web.risk.filters import LONGEST, Filter, select
from sinasec.web.risk.page import page
from sinasec.web.risk.rows import listed

OFFERED = 12


@published(INDEX_PAGES, "q", many=["d"])
@whole_addresses
def compare(request: HttpRequest, chosen: Chosen) -> HttpResponse:
    rows = side_by_side(chosen, request.GET.getlist("d"))
    text = request.GET.get("q", "").strip()[:LONGEST]
    found = _matches(chosen, text, rows)
    if found.height == 1 and len(rows) < MOST:
        rows, text = [*rows, *found.to_dicts()], ""
    codes = [row["unit"] for row in rows]
    path = reverse("risk-compare")
    return page(
        request,
        "comparar.html",
        chosen,
        picked=rows,
        codes=codes,
        room=MOST - len(rows),
        text=text,
        offered=[_offer(chosen, row, codes) for row in found.head(OFFERED).to_dicts()],
        found=found.height,
        without={code: chosen.query(d=[c for c in codes if c != code]) for code in codes},
        permalink=request.build_absolute_uri(chosen.permalink(path, d=codes)),
        **(_side_by_side(chosen, rows) if len(rows) > 1 else {}),
    )


def _matches(chosen: Chosen, text: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    table = districts(chosen.publication)
    if not text:
        return table.head(0)
    there = [row["unit"] for row in rows]
    return select(table.filter(~pl.col("unit").is_in(there)), Filter(text=text, order="nombre"))


def _offer(chosen: Chosen, row: dict[str, Any], codes: list[str]) -> dict[str, Any]:
    return row | {"query": chosen.query(d=[*codes, row["unit"]])}


def _side_by_side(chosen: Chosen, rows: list[dict[str, Any]]) -> dict[str, Any]:
    table = districts(chosen.publication).filter(pl.col("unit").is_in([r["unit"] for r in rows]))
    return {
        "verdicts": verdicts(rows),
        "parts": parts(chosen, rows),
        **listed(table.sort("rank", "unit", nulls_last=True), reading.top(chosen.publication)),
    }
