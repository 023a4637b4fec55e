"""What can be trusted in a series of reports before it is used: coverage, silences, breaks.

A month without reports is zero or not covered, and nothing in the reports says which. A district
that never reported is *sin información*.

A break is a lasting change of level. For each district, its monthly share of the reports of the
country (so that what moves the country is no break) is tried with Pettitt's test (A. N. Pettitt,
1979, Applied Statistics 28:126-135): ranks only, so that single odd months weigh little. The change
is sought at least `EDGE` months from either end; p is Pettitt's approximation and is held by the
false-discovery rate (Benjamini and Hochberg, 1995) at `FDR` over the districts tried. As months are
not independent and p is then too small, only a median that at least doubles or halves (`RATIO`) is
called a break. Districts with fewer than `BUSY` reports a month on average are not tried. The four
bounds are ours (*ejemplo*).
"""

from collections.abc import Collection
from typing import Final

import polars as pl

from sinasec.methods.rates import false_discovery
from sinasec.methods.risk import frames
from sinasec.methods.risk.shaping import shaped

EDGE: Final = 12  # months
FDR: Final = 0.01
RATIO: Final = 2.0
BUSY: Final = 1.0  # reports a month

BREAKS: Final = pl.Schema(
    {
        "unit": pl.String,
        "year": pl.Int32,  # with `month`, the first of the new level
        "month": pl.Int32,
        "before": pl.Float64,  # median share of the reports of the country, per 10,000
        "after": pl.Float64,
        "ratio": pl.Float64,  # after over before; infinite when it was silent before
        "p": pl.Float64,
        "q": pl.Float64,
    }
)
COVERAGE: Final = pl.Schema(
    {
        "year": pl.Int32,
        "month": pl.Int32,
        "reporting": pl.Int32,  # districts with at least one report
        "silent": pl.Int32,  # the others of the list
        "reports": pl.Int64,
    }
)
TOTALS: Final = pl.Schema(
    {"year": pl.Int32, "kind": pl.String, "reports": pl.Int64, "units": pl.Int32}
)
IMPOSSIBLE: Final = pl.Schema(
    {"unit": pl.String, "year": pl.Int32, "reports": pl.Int64, "population": pl.Int64}
)


def quality_table(
    reports: pl.DataFrame, units: Collection[str] | pl.Series, years: Collection[int]
) -> pl.DataFrame:
    """Months and reports of each unit and year, and what to know of it (QUALITY).

    `reports`: REPORTS. Of several flags, the first of: nunca_reporto (in none of the years),
    quiebre (that year begins a new level), parcial (months without reports, of those that the
    series has come to).
    """
    chosen = reports.filter(pl.col("year").is_in(list(years)) & (pl.col("count") > 0))
    counted = chosen.group_by("unit", "year").agg(
        pl.col("month").n_unique().alias("months"), pl.col("count").sum().alias("reports")
    )
    broken = breaks(chosen, units).select("unit", "year", broken=pl.lit(True))
    grid = _grid(units, pl.DataFrame({"year": sorted(years)}, schema={"year": pl.Int32}))
    come = months_come(reports)
    told = (
        grid.join(counted, on=["unit", "year"], how="left", maintain_order="left")
        .join(broken, on=["unit", "year"], how="left", maintain_order="left")
        .join(come, on="year", how="left", maintain_order="left")
        .with_columns(pl.col("months", "reports").fill_null(0))
    )
    never = pl.col("reports").sum().over("unit") == 0
    flag = (
        pl.when(never)
        .then(pl.lit("nunca_reporto"))
        .when(pl.col("broken"))
        .then(pl.lit("quiebre"))
        .when(pl.col("months") < pl.col("come"))
        .then(pl.lit("parcial"))
        .otherwise(pl.lit(""))
    )
    return shaped(told.with_columns(flag=flag), frames.QUALITY)


def months_come(reports: pl.DataFrame) -> pl.DataFrame:
    """year, come: how many of its months stand between the first and the last of the series."""
    return _months(reports).group_by("year").agg(pl.len().cast(pl.Int32).alias("come")).sort("year")


def coverage(reports: pl.DataFrame, units: Collection[str] | pl.Series) -> pl.DataFrame:
    """How many units report each month, from the first to the last month there is (COVERAGE)."""
    listed = _listed(units)
    found = reports.filter((pl.col("count") > 0) & pl.col("unit").is_in(listed.implode()))
    counted = found.group_by("year", "month").agg(
        pl.col("unit").n_unique().alias("reporting"), pl.col("count").sum().alias("reports")
    )
    told = _months(reports).join(counted, on=["year", "month"], how="left", maintain_order="left")
    filled = told.with_columns(pl.col("reporting", "reports").fill_null(0))
    return shaped(filled.with_columns(silent=listed.len() - pl.col("reporting")), COVERAGE)


def totals(reports: pl.DataFrame) -> pl.DataFrame:
    """Reports and units by year and kind (TOTALS)."""
    summed = reports.group_by("year", "kind").agg(
        pl.col("count").sum().alias("reports"),
        pl.col("unit").filter(pl.col("count") > 0).n_unique().alias("units"),
    )
    return shaped(summed.sort("year", "kind"), TOTALS)


def never_reported(reports: pl.DataFrame, units: Collection[str] | pl.Series) -> list[str]:
    """The units of the list that have no report at all."""
    seen = reports.filter(pl.col("count") > 0)["unit"].unique()
    listed = _listed(units)
    return listed.filter(~listed.is_in(seen.implode())).sort().to_list()


def impossible(reports: pl.DataFrame, population: pl.DataFrame) -> pl.DataFrame:
    """Units and years with more reports than people (IMPOSSIBLE). `population`: POPULATION."""
    summed = reports.group_by("unit", "year").agg(pl.col("count").sum().alias("reports"))
    both = summed.join(population, on=["unit", "year"], how="inner")
    return shaped(
        both.filter(pl.col("reports") > pl.col("population")).sort("unit", "year"), IMPOSSIBLE
    )


def breaks(reports: pl.DataFrame, units: Collection[str] | pl.Series) -> pl.DataFrame:
    """Lasting changes of level (BREAKS), the surest first; none with under two years of months."""
    shares = _shares(reports, units)
    months = shares["at"].n_unique()
    if months < 2 * EDGE:
        return BREAKS.to_frame()
    found = _pettitt(shares, months)
    tried = found.with_columns(q=pl.Series(false_discovery(found["p"].to_numpy())))
    ratio = pl.col("after") / pl.col("before")  # NaN, above all for Polars, if both are zero
    moved = ((ratio >= RATIO) | (ratio <= 1 / RATIO)) & ratio.is_not_nan()
    broken = tried.with_columns(ratio=ratio).filter((pl.col("q") <= FDR) & moved)
    return shaped(broken.sort("q", "unit"), BREAKS)


def _shares(reports: pl.DataFrame, units: Collection[str] | pl.Series) -> pl.DataFrame:
    """Unit, month and its share per 10,000 of the reports of the country, of units busy enough."""
    counted = reports.group_by("unit", "year", "month").agg(pl.col("count").sum())
    every = counted.group_by("year", "month").agg(pl.col("count").sum().alias("country"))
    months = (
        _months(reports)
        .join(every, on=["year", "month"], how="inner")
        .filter(pl.col("country") > 0)
        .sort("year", "month")
        .with_row_index("at", offset=1)
    )
    grid = _grid(units, months).join(
        counted, on=["unit", "year", "month"], how="left", maintain_order="left"
    )
    filled = grid.with_columns(pl.col("count").fill_null(0), pl.col("at").cast(pl.Int64))
    busy = filled.filter(pl.col("count").mean().over("unit") >= BUSY)
    return busy.with_columns(share=10_000 * pl.col("count") / pl.col("country"))


def _pettitt(shares: pl.DataFrame, months: int) -> pl.DataFrame:
    """For each unit the likeliest last month of its first level, its p, and both medians."""
    rank = pl.col("share").rank("average").over("unit")
    statistic = 2 * rank.cum_sum().over("unit", order_by="at") - pl.col("at") * (months + 1)
    tried = shares.with_columns(statistic=statistic.abs())
    inside = tried.filter(pl.col("at").is_between(EDGE, months - EDGE))
    last = inside.group_by("unit").agg(
        pl.col("at").sort_by("statistic", "at", descending=[True, False]).first().alias("last"),
        pl.col("statistic").max(),
    )
    split = tried.drop("statistic").join(last, on="unit", how="inner")
    before = pl.col("at") <= pl.col("last")
    first = pl.col("at") == pl.col("last") + 1
    p = 2 * (-6 * pl.col("statistic") ** 2 / (months**3 + months**2)).exp()
    return split.group_by("unit").agg(
        pl.col("share").filter(before).median().alias("before"),
        pl.col("share").filter(~before).median().alias("after"),
        pl.col("year").filter(first).first(),
        pl.col("month").filter(first).first(),
        p.first().clip(0, 1).alias("p"),
    )


def _months(reports: pl.DataFrame) -> pl.DataFrame:
    """Every year and month from the first to the last there is."""
    if reports.is_empty():
        return pl.DataFrame(schema={"year": pl.Int32, "month": pl.Int32})
    at = reports.select(at=pl.col("year") * 12 + pl.col("month") - 1)
    every = at.select(at=pl.int_range(pl.col("at").min(), pl.col("at").max() + 1, dtype=pl.Int32))
    return every.select(year=pl.col("at") // 12, month=pl.col("at") % 12 + 1)


def _listed(units: Collection[str] | pl.Series) -> pl.Series:
    return pl.Series("unit", list(units), dtype=pl.String).unique(maintain_order=True)


def _grid(units: Collection[str] | pl.Series, times: pl.DataFrame) -> pl.DataFrame:
    return _listed(units).to_frame().join(times, how="cross", maintain_order="left_right")
