"""Two to five districts side by side: their places, and what each score is made of."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any, Final

import polars as pl
from django.utils.safestring import SafeString

from sinasec.risk.published import reading
from sinasec.web.charts import marks
from sinasec.web.charts.scale import from_zero
from sinasec.web.published.chosen import BadAsking, Chosen
from sinasec.web.risk.districts import district_or_404
from sinasec.web.risk.elements import available, elements, index_of

LEAST, MOST = 2, 5
CODE: Final = 6


def side_by_side(chosen: Chosen, codes: Sequence[str]) -> list[dict[str, Any]]:
    """The districts named in the address, each once, in its order.

    Raises BadAsking beyond five, Http404 for a code that is not there.
    """
    known = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    if len(known) > MOST:
        raise BadAsking(f"Se comparan de {LEAST} a {MOST} distritos. Quite alguno de la dirección.")
    return [district_or_404(chosen.publication, code) for code in known]


def verdicts(rows: Sequence[dict[str, Any]]) -> list[str]:
    """What can be said of each pair; nothing when an interval is missing."""
    ranked = [row for row in rows if row["rank"] is not None]
    ordered = sorted(ranked, key=lambda row: (row["rank"], row["unit"]))
    return [_verdict(first, second) for first, second in combinations(ordered, 2)]


def _verdict(first: dict[str, Any], second: dict[str, Any]) -> str:
    if first["rank_high"] < second["rank_low"]:
        return (
            f"{first['name']} tiene más puntaje que {second['name']}: sus intervalos no se tocan."
        )
    return (
        f"Solo por sus intervalos, {first['name']} y {second['name']} no se distinguen: se cruzan, "
        f"aunque {first['name']} tenga un puesto más alto."
    )


def parts(chosen: Chosen, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row an element below the index: the points it gives each district, and its values."""
    units = [row["unit"] for row in rows]
    table = reading.table(chosen.publication, "contribuciones")
    mine = table.filter(pl.col("unit").is_in(units)).iter_rows(named=True)
    points = {(row["element"], row["unit"]): row for row in mine}
    levels = _levels(chosen)
    scale = from_zero([points[key]["contribution"] for key in points if key[0] in levels[0]])
    return [
        {
            "element": element,
            "level": element["level"],
            "cells": [
                _cell(points.get((element["element"], unit)), scale, element) for unit in units
            ],
        }
        for element in _in_order(chosen, levels)
    ]


def _levels(chosen: Chosen) -> tuple[set[str], set[str]]:
    """Codes of the elements right below the index, and of the indicators."""
    top = index_of(chosen.publication)["level"]
    below = {row["element"] for row in available(chosen.publication, top - 1)}
    return below, {row["element"] for row in available(chosen.publication, 1)}


def _in_order(chosen: Chosen, levels: tuple[set[str], set[str]]) -> list[dict[str, Any]]:
    """Each element below the index followed by its indicators, the heaviest first."""
    known = elements(chosen.publication)
    found: list[dict[str, Any]] = []
    for code in sorted(levels[0], key=lambda code: (-known[code]["share"], code)):
        found.append(known[code])
        inside = [known[one] for one in levels[1] - levels[0] if _under(one, code, known)]
        found += sorted(inside, key=lambda row: (-row["share"], row["element"]))
    return found


def _under(code: str, ancestor: str, known: Any) -> bool:
    while code in known and code != ancestor:
        code = known[code]["parent"]
    return code == ancestor


def _cell(row: dict[str, Any] | None, scale, element: dict[str, Any]) -> dict[str, Any]:
    if row is None:
        return {"points": None, "value": None, "drawing": SafeString("")}
    style = "g-barra" if element["level"] == 1 else "g-barra-2"
    drawing = marks.magnitude(scale, row["contribution"], style)
    return {"points": row["contribution"], "value": row["value"], "drawing": drawing}
