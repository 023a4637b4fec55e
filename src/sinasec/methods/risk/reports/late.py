"""Late registrations: what a newer edition of the reports says of months that were already there.

Both tables are REPORTS. A month *still grows* when the newer edition has at least `GROWTH` more
reports for it (ours, *ejemplo*); the last `YOUNG` months of an edition are taken to be so even when
there is nothing to compare them with.
"""

from typing import Final

import polars as pl

from sinasec.methods.risk.shaping import shaped

GROWTH: Final = 0.01
YOUNG: Final = 3  # months

BY_MONTH: Final = pl.Schema(
    {
        "year": pl.Int32,
        "month": pl.Int32,
        "kind": pl.String,
        "before": pl.Int64,  # null: the edition before did not reach that month
        "after": pl.Int64,
        "change": pl.Int64,
    }
)
BY_DISTRICT: Final = pl.Schema(
    {"unit": pl.String, "before": pl.Int64, "after": pl.Int64, "change": pl.Int64}
)
ROWS: Final = pl.Schema({"what": pl.String, "rows": pl.Int64, "reports": pl.Int64})
GROWING: Final = pl.Schema(
    {
        "year": pl.Int32,
        "month": pl.Int32,
        "before": pl.Int64,
        "after": pl.Int64,
        "growth": pl.Float64,  # share of what it was; null with nothing to compare with
        "growing": pl.Boolean,
    }
)
_KEYS: Final = ("unit", "year", "month", "kind")


def by_month(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """What grew or shrank, by year, month and kind (BY_MONTH); what stayed equal is left out."""
    return _changed(before, after, ("year", "month", "kind"), BY_MONTH)


def by_district(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """What grew or shrank, by district, over the months that both have (BY_DISTRICT)."""
    months = before.select("year", "month").unique()
    same = after.join(months, on=["year", "month"], how="semi")
    return _changed(before, same, ("unit",), BY_DISTRICT)


def rows_changed(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Rows and reports that are equal, grew, shrank, are new or vanished (ROWS)."""
    both = before.join(after, on=list(_KEYS), how="full", coalesce=True, suffix="_after")
    old, new = pl.col("count"), pl.col("count_after")
    what = (
        pl.when(old.is_null())
        .then(pl.lit("nuevas"))
        .when(new.is_null())
        .then(pl.lit("desaparecidas"))
        .when(new > old)
        .then(pl.lit("crecieron"))
        .when(new < old)
        .then(pl.lit("bajaron"))
        .otherwise(pl.lit("iguales"))
    )
    moved = both.select(what=what, change=new.fill_null(0) - old.fill_null(0))
    counted = moved.group_by("what").agg(pl.len().alias("rows"), pl.col("change").sum())
    named = counted.rename({"change": "reports"}).sort("what")
    return shaped(named, ROWS)


def growing(after: pl.DataFrame, before: pl.DataFrame | None = None) -> pl.DataFrame:
    """Each month of the newer edition, and whether it is still growing (GROWING)."""
    new = _sums(after, ("year", "month"), "after")
    old = _sums(after.clear() if before is None else before, ("year", "month"), "before")
    told = new.join(old, on=["year", "month"], how="left", maintain_order="left")
    at = pl.col("year") * 12 + pl.col("month")
    growth = pl.col("after") / pl.col("before") - 1
    young = at > at.max() - YOUNG
    marked = told.with_columns(growth=growth, growing=young | (growth >= GROWTH).fill_null(False))
    return shaped(marked.sort("year", "month"), GROWING)


def months_growing(told: pl.DataFrame) -> list[str]:
    """The months of GROWING that are, as "2024-03"."""
    months = told.filter("growing").select("year", "month")
    return [f"{year}-{month:02}" for year, month in months.iter_rows()]


def _changed(
    before: pl.DataFrame, after: pl.DataFrame, keys: tuple[str, ...], schema: pl.Schema
) -> pl.DataFrame:
    both = _sums(before, keys, "before").join(
        _sums(after, keys, "after"), on=list(keys), how="full", coalesce=True
    )
    change = pl.col("after").fill_null(0) - pl.col("before").fill_null(0)
    moved = both.with_columns(change=change).filter(pl.col("change") != 0).sort(keys)
    return shaped(moved, schema)


def _sums(reports: pl.DataFrame, keys: tuple[str, ...], name: str) -> pl.DataFrame:
    return reports.group_by(keys).agg(pl.col("count").sum().alias(name))
