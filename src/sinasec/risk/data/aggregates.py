"""What the index asks of the editions in the warehouse, as the small tables of `frames.INPUTS`."""

from collections.abc import Collection, Iterable
from typing import Final

import polars as pl

from sinasec.methods.risk import frames
from sinasec.methods.risk.shaping import shaped
from sinasec.warehouse import Edition, read

STATIONS: Final = "comisarias"  # code of the indicator that counts them
PER_YEAR: Final = ("unit", "year", "kind")


def reports(edition: Edition, years: Collection[int]) -> pl.DataFrame:
    """Reports of those years by district, month and kind (REPORTS)."""
    rows = read(edition).filter(pl.col("year").is_in(list(years)))
    return _shaped(rows, frames.REPORTS)


def reports_by_year(edition: Edition, years: Collection[int] = ()) -> pl.DataFrame:
    """Reports by district, year and kind: unit, year, kind, count; every year when none is said."""
    rows = read(edition)
    if years:
        rows = rows.filter(pl.col("year").is_in(list(years)))
    summed = rows.group_by(PER_YEAR).agg(pl.col("count").sum()).sort(PER_YEAR)
    return summed.collect(engine="streaming")


def population(edition: Edition, years: Collection[int]) -> pl.DataFrame:
    """Population of those years by district (POPULATION)."""
    rows = read(edition).filter(pl.col("year").is_in(list(years)))
    return _shaped(rows, frames.POPULATION)


def indicators(edition: Edition) -> pl.DataFrame:
    """Indicators of districts (INDICATORS); those of a department are no district's."""
    return _shaped(read(edition).filter(pl.col("level") == "dist"), frames.INDICATORS)


def station_counts(edition: Edition, units: Iterable[str]) -> pl.DataFrame:
    """Police stations of each unit as an indicator (INDICATORS), zero where the list has none.

    The list is national: a district that it does not name has none.
    """
    rows = read(edition).collect()
    counts = rows.group_by("unit").agg(pl.len().cast(pl.Float64).alias("value"))
    every = pl.DataFrame({"unit": list(units)}, schema={"unit": pl.String})
    told = every.join(counts, on="unit", how="left", maintain_order="left").with_columns(
        pl.col("value").fill_null(0.0),
        indicator=pl.lit(STATIONS),
        year=pl.lit(rows["year"].max(), pl.Int32),
        low=pl.lit(None, pl.Float64),
        high=pl.lit(None, pl.Float64),
        source=pl.lit(edition.cited()),
    )
    return shaped(told, frames.INDICATORS)


def reporting(edition: Edition) -> pl.DataFrame:
    """Share of victims who report, by kind (REPORTING)."""
    return _shaped(read(edition), frames.REPORTING)


def _shaped(rows: pl.LazyFrame, schema: pl.Schema) -> pl.DataFrame:
    return rows.select(pl.col(name).cast(kind) for name, kind in schema.items()).collect()
