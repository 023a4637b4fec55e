"""The audit of a publication as rows for a page: weights, correlations, removals, quality."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from sinasec.methods.composite import dropped
from sinasec.methods.risk.editions.words import flat_arguments, said_argument, said_value
from sinasec.methods.risk.index_tables import GROUP
from sinasec.publications.models import Publication
from sinasec.risk.published import reading
from sinasec.territories.reference import region_of
from sinasec.web.charts import marks
from sinasec.web.charts.scale import from_zero
from sinasec.web.regions import REGION_NAMES
from sinasec.web.risk.elements import available, elements, index_of
from sinasec.web.risk.words import STEP_WORDS
from sinasec.web.words import number, sorting

SHADES: Final = 5
_WORD: Final = re.compile(r"\w[\w-]*")
_COUNT: Final = re.compile(r"(?<![\w.,-])(?!(?:19|20)\d\d\b)\d{4,}(?![\w-]|[.,]\d)")
_TABLES: Final = {  # what this program calls its tables and columns
    "iData": "la tabla de datos",
    "iMeta": "la tabla de indicadores",
    GROUP: "la clase de municipalidad",
}


def weights(publication: Publication) -> list[dict[str, Any]]:
    """EFFECTIVE_WEIGHTS with names, those of a level together, the heaviest first.

    `against`: it goes down where the index goes up, which a share of squares does not tell.
    """
    known, pairs = elements(publication), _pairs(publication)
    root = index_of(publication)["element"]
    table = reading.table(publication, "pesos_efectivos").filter(
        pl.col("level") < index_of(publication)["level"]
    )
    scale = from_zero([*table["nominal"], *table["effective"]])
    rows = table.sort("level", "nominal", "element", descending=[True, True, False])
    return [
        row
        | {
            "name": known[row["element"]]["name"],
            "against": _is_negative(pairs.get((row["element"], root))),
            "nominal_bar": marks.magnitude(scale, row["nominal"], "g-barra"),
            "effective_bar": marks.magnitude(scale, row["effective"], "g-barra-2"),
        }
        for row in rows.iter_rows(named=True)
    ]


def out_of_index(weights: list[dict[str, Any]]) -> str:
    """Which of the rows of `weights` weigh nothing in the index, in a sentence; "" when none."""
    return dropped(row["name"] for row in weights if row["nominal"] == 0)


def correlations(publication: Publication) -> list[dict[str, Any]]:
    """One row an indicator: its correlation with each indicator, and the shade that repeats it."""
    pairs = _pairs(publication)
    codes = [row["element"] for row in available(publication, 1)]
    known = elements(publication)
    return [
        {"name": known[a]["name"], "code": a, "cells": [_cell(pairs.get((a, b))) for b in codes]}
        for a in codes
    ]


def _pairs(publication: Publication) -> Mapping[tuple[str, str], dict[str, Any]]:
    rows = reading.table(publication, "correlaciones").to_dicts()
    return {pair: row for row in rows for pair in ((row["a"], row["b"]), (row["b"], row["a"]))}


def _is_negative(row: dict[str, Any] | None) -> bool:
    return row is not None and row["pearson"] is not None and row["pearson"] < 0


def _cell(row: dict[str, Any] | None) -> dict[str, Any]:
    if row is None or row["pearson"] is None:
        return {"value": None, "shade": "", "flag": ""}
    strength = min(SHADES, int(abs(row["pearson"]) * SHADES + 0.5))
    kind = "p" if row["pearson"] > 0 else "q"
    shade = f"{kind}{strength}" if strength else ""
    return {"value": row["pearson"], "shade": shade, "flag": row["flag"]}


def flagged(publication: Publication) -> list[dict[str, Any]]:
    """Pairs that say the same or cancel each other, with names, the strongest first.

    `turned`: one of the two goes down as risk goes up, and so the sign is not that of their values.
    """
    known = elements(publication)
    rows = reading.table(publication, "correlaciones").filter(pl.col("flag") != "")
    return [
        row
        | {
            "name_a": known[row["a"]]["name"],
            "name_b": known[row["b"]]["name"],
            "turned": known[row["a"]]["direction"] != known[row["b"]]["direction"],
        }
        for row in rows.sort(pl.col("pearson").abs(), descending=True).iter_rows(named=True)
        if row["a"] in known and row["b"] in known
    ]


def named(publication: Publication, table: str) -> list[dict[str, Any]]:
    """A table by element with its names."""
    known = elements(publication)
    rows = reading.table(publication, table).iter_rows(named=True)
    return [
        row | {"name": known.get(row["element"], {}).get("name", row["element"])} for row in rows
    ]


def recipe_steps(publication: Publication) -> list[dict[str, Any]]:
    """STEPS with their name in Spanish and their arguments one by one."""
    rows = reading.table(publication, "pasos").sort("order").iter_rows(named=True)
    names = {code: f"«{one['name']}»" for code, one in elements(publication).items()} | _TABLES
    return [
        row
        | {
            "title": STEP_WORDS.get(row["step"], row["step"]),
            "what": said_plainly(row["what"], names),
            "given": [
                (said_plainly(name, names), said_plainly(value, names))
                for name, value in _arguments(row["arguments"])
            ],
            "file": f"pasos/{row['order']:02d}-{row['step']}.csv",
        }
        for row in rows
    ]


def said_plainly(text: str, names: Mapping[str, str]) -> str:
    """What a step published, with names for codes and its thousands apart; a year is no count."""
    named = _WORD.sub(lambda found: names.get(found[0], found[0]), text)
    named = named.replace("««", "«").replace("»»", "»")  # a code that was in quotes already
    return _COUNT.sub(lambda found: number(int(found[0])), named)


def _arguments(text: str) -> list[tuple[str, str]]:
    return [
        (said_argument(path), _number(said_value(path, value)))
        for path, value in flat_arguments(json.loads(text)).items()
    ]


def _number(value: Any) -> str:
    if not isinstance(value, float):
        return str(value)
    return str(int(value)) if value.is_integer() else str(value).replace(".", ",")


def series(publication: Publication) -> list[dict[str, Any]]:
    """One row a year: months it has, districts with reports, those with reports in all of its
    months, and reports; drawn by reports."""
    table = (
        reading.table(publication, "calidad")
        .group_by("year")
        .agg(
            pl.col("reports").sum(),
            (pl.col("months") > 0).sum().alias("with_reports"),
            (pl.col("months") >= pl.col("come")).sum().alias("whole"),
            pl.col("come").first(),
            (pl.col("flag") == "quiebre").sum().alias("breaks"),
            pl.len().alias("units"),
        )
        .sort("year")
    )
    scale = from_zero(table["reports"].to_list())
    return [
        row | {"bar": marks.magnitude(scale, row["reports"])} for row in table.iter_rows(named=True)
    ]


def coverage(publication: Publication) -> tuple[list[int], list[dict[str, Any]]]:
    """Years, and one row a region: share of its district-months with reports, each year."""
    table = reading.table(publication, "calidad").with_columns(
        pl.col("unit").map_elements(region_of, return_dtype=pl.String).alias("region")
    )
    found = table.group_by("region", "year").agg(
        (pl.col("months").sum() / pl.col("come").sum()).alias("share")
    )
    years = sorted(table["year"].unique())
    shares = {(row["region"], row["year"]): row["share"] for row in found.to_dicts()}
    rows = [
        {
            "code": region,
            "name": REGION_NAMES.get(region, region),
            "cells": [_shade(shares.get((region, year))) for year in years],
        }
        for region in table["region"].unique()
    ]
    return years, sorted(rows, key=lambda row: sorting(row["name"]))


def _shade(share: float | None) -> dict[str, Any]:
    strength = "" if share is None else f"p{max(1, min(SHADES, int(share * SHADES)))}"
    return {"value": share, "shade": strength if share else ""}


def verdict(publication: Publication) -> dict[str, Any]:
    """What the audit comes to: how many variants were tried, from and up to what they move, and
    how many of the first k are sure. Empty when none was tried."""
    tried = reading.table(publication, "variantes").drop_nulls("mean_shift")
    zones = reading.table(publication, "distritos")["zone"]
    return (
        {
            "tried": tried.height,
            "least": tried["mean_shift"].min(),
            "most": tried["mean_shift"].max(),
            "enter": tried["enter"].max(),
            "sure": (zones == "dentro").sum(),
            "doubtful": (zones == "frontera").sum(),
        }
        if tried.height
        else {}
    )
