"""The parts of a district's page that are tables of its own: variants, rates and years."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.utils.safestring import SafeString

from sinasec.publications.models import Publication
from sinasec.risk.published import reading
from sinasec.web.charts import marks
from sinasec.web.charts.scale import Scale, from_zero, ranks
from sinasec.web.risk.elements import elements


def own_scale(publication: Publication, row: dict[str, Any]) -> Scale:
    """From the first place to beyond the last it may have, in the index or in a variant."""
    mine = reading.variants_of(publication, row["unit"])
    places = (row["rank"] - one["shift"] for one in mine if one["shift"] is not None)
    return ranks([row["rank_high"], row["rank"], *places], 2 * reading.top(publication))


# -- variants


@dataclass(frozen=True, slots=True)
class InVariant:
    """The place of a district under one other choice, among the `compared`: those ranked in both.

    `compared`: None when it could not be tried. The rest is None without a rank in it.
    """

    title: str
    changes: str
    compared: int | None
    before: int | None
    after: int | None
    shift: int | None
    line: SafeString


def variants(publication: Publication, row: dict[str, Any]) -> list[InVariant]:
    """Of a ranked district. Drawn: the published rank moved by the shift, so that dot and interval
    are places of one and the same list."""
    k = reading.top(publication)
    scale = own_scale(publication, row)
    return [
        InVariant(
            one["title"],
            one["changes"],
            one["compared"],
            one["before"],
            one["after"],
            one["shift"],
            _moved_line(scale, row, one["shift"], k),
        )
        for one in reading.variants_of(publication, row["unit"])
    ]


def _moved_line(scale: Scale, row: dict[str, Any], shift: int | None, k: int) -> SafeString:
    if shift is None:
        return SafeString("")
    return marks.interval(scale, row["rank_low"], row["rank"] - shift, row["rank_high"], k + 0.5)


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
        | {
            "line": marks.months(row["months"] or 0, row["come"]),
            "bar": marks.magnitude(scale, row["reports"]),
        }
        for row in rows
    ]
