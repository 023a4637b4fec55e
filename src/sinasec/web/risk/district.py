"""The parts of a district's page that are tables of its own: variants, rates and years."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.utils.safestring import SafeString

from sinasec.publications.models import Publication
from sinasec.risk.published import reading
from sinasec.web.risk import marks
from sinasec.web.risk.elements import elements
from sinasec.web.risk.scale import Scale, from_zero, ranks


def own_scale(publication: Publication, row: dict[str, Any]) -> Scale:
    """From the first place to beyond the last it may have, in the index or in a variant."""
    mine = reading.rows_of(publication, "variantes_puestos", row["unit"])
    return ranks(
        [row["rank_high"], row["rank"], *(one["rank"] for one in mine)],
        2 * reading.top(publication),
    )


# -- variants


@dataclass(frozen=True, slots=True)
class InVariant:
    """The rank of a district under one other choice."""

    title: str
    changes: str
    rank: int
    shift: int
    line: SafeString


def variants(publication: Publication, row: dict[str, Any]) -> list[InVariant]:
    """Of a ranked district; the interval of the edition is drawn behind each rank."""
    k = reading.top(publication)
    told = {r["variant"]: r for r in reading.table(publication, "variantes").to_dicts()}
    mine = reading.rows_of(publication, "variantes_puestos", row["unit"])
    scale = own_scale(publication, row)
    return [
        InVariant(
            told[one["variant"]]["title"],
            told[one["variant"]]["changes"],
            one["rank"],
            one["shift"],
            marks.interval(scale, row["rank_low"], one["rank"], row["rank_high"], k + 0.5),
        )
        for one in mine
        if one["rank"] is not None and one["variant"] in told
    ]


# -- rates


def rates(publication: Publication, unit: str) -> list[dict[str, Any]]:
    """Raw and smoothed rates with their intervals, and that of all the districts together."""
    known = elements(publication)
    national = _national(publication)
    return [
        row
        | {
            "name": known[row["element"]]["name"] if row["element"] in known else row["element"],
            "treatment": known.get(row["element"], {}).get("treatment", ""),
            "national": national[row["element"]],
            "line": _rate_line(row, national[row["element"]]),
        }
        for row in reading.rows_of(publication, "tasas", unit)
    ]


def _national(publication: Publication) -> dict[str, float]:
    """Element -> the rate of all districts with one put together, for the upright line."""
    per = reading.edition(publication).rate_per
    table = reading.table(publication, "tasas")
    sums = table.group_by("element").agg(pl.col("events").sum(), pl.col("exposure").sum())
    return {
        row["element"]: per * row["events"] / row["exposure"] if row["exposure"] else 0.0
        for row in sums.iter_rows(named=True)
    }


def _rate_line(row: Mapping[str, Any], national: float) -> SafeString:
    scale = from_zero([row["high"], row["smoothed_high"], row["raw"], national * 1.1])
    raw = (row["low"], row["raw"], row["high"])
    smoothed = (row["smoothed_low"], row["smoothed"], row["smoothed_high"])
    return marks.two_intervals(scale, raw, smoothed, national)


# -- data, year by year


def years(publication: Publication, unit: str) -> list[dict[str, Any]]:
    """QUALITY of the district, its months and its reports drawn."""
    rows = sorted(reading.rows_of(publication, "calidad", unit), key=lambda row: row["year"])
    scale = from_zero([row["reports"] for row in rows])
    return [
        row
        | {"line": marks.months(row["months"] or 0), "bar": marks.magnitude(scale, row["reports"])}
        for row in rows
    ]
