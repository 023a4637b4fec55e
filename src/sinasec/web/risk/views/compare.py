"""Districts side by side. A name typed is looked up; nothing is asked of a script."""

from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sinasec.risk.published import reading
from sinasec.web.origin import whole_addresses
from sinasec.web.parameters import reads
from sinasec.web.risk.asked import Asked
from sinasec.web.risk.compare import MOST, chosen, parts, verdicts
from sinasec.web.risk.districts import districts
from sinasec.web.risk.filters import LONGEST, Filter, select
from sinasec.web.risk.kept import published
from sinasec.web.risk.page import page
from sinasec.web.risk.rows import listed

OFFERED = 12


@reads("publicacion", "q", many=["d"])
@published("d")
@whole_addresses
def compare(request: HttpRequest, asked: Asked) -> HttpResponse:
    rows = chosen(asked, request.GET.getlist("d"))
    text = request.GET.get("q", "").strip()[:LONGEST]
    found = _matches(asked, text, rows)
    if found.height == 1 and len(rows) < MOST:
        rows, text = [*rows, *found.to_dicts()], ""
    codes = [row["unit"] for row in rows]
    path = reverse("risk-compare")
    return page(
        request,
        "comparar.html",
        asked,
        chosen=rows,
        codes=codes,
        room=MOST - len(rows),
        text=text,
        offered=[_offer(asked, row, codes) for row in found.head(OFFERED).to_dicts()],
        found=found.height,
        without={code: asked.query(d=[c for c in codes if c != code]) for code in codes},
        permalink=request.build_absolute_uri(asked.permalink(path, d=codes)),
        **(_side_by_side(asked, rows) if len(rows) > 1 else {}),
    )


def _matches(asked: Asked, text: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    table = districts(asked.publication)
    if not text:
        return table.head(0)
    there = [row["unit"] for row in rows]
    return select(table.filter(~pl.col("unit").is_in(there)), Filter(text=text, order="nombre"))


def _offer(asked: Asked, row: dict[str, Any], codes: list[str]) -> dict[str, Any]:
    return row | {"query": asked.query(d=[*codes, row["unit"]])}


def _side_by_side(asked: Asked, rows: list[dict[str, Any]]) -> dict[str, Any]:
    table = districts(asked.publication).filter(pl.col("unit").is_in([r["unit"] for r in rows]))
    return {
        "verdicts": verdicts(rows),
        "parts": parts(asked, rows),
        **listed(table.sort("rank", "unit", nulls_last=True), reading.top(asked.publication)),
    }
