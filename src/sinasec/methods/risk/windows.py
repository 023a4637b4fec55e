"""The months that an index looks at: which were loaded, which each district covers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from sinasec.methods.words import MONTHS as MONTH_NAMES

MONTHS: Final = 12
UNLIKELY: Final = 0.01  # a month without reports less likely than this was not covered

COVERAGE: Final = pl.Schema(
    {
        "unit": pl.String,
        "year": pl.Int32,
        "reports": pl.Int64,
        "months": pl.Int32,  # with at least one row, be it 0
        "loaded": pl.Int32,  # months of that year in which some district of the country reported
        "counted": pl.Int32,  # months that count as lived, by the reading of `missing_months`
    }
)


class NotLoaded(ValueError):
    """There are no reports for what is asked; the sentence says which years there are."""


@dataclass(frozen=True, slots=True)
class Window:
    """`years`: those of the window that are loaded, in order. `asked`: how many were wanted.

    `last_month`: of the last year, until when the reports go. `loaded`: months there are in all.
    """

    years: tuple[int, ...]
    asked: int
    last_month: int = MONTHS
    loaded: int = 0

    @property
    def period(self) -> str:
        first, last = self.years[0], self.years[-1]
        return str(last) if first == last else f"{first}-{last}"

    @property
    def told(self) -> str:
        """The period of the reports, and until which month they go when the year is not whole."""
        if self.last_month == MONTHS:
            return self.period
        last = MONTH_NAMES[self.last_month - 1]
        if len(self.years) > 1:
            return f"{self.period} (hasta {last})"
        months = last if self.last_month == 1 else f"{MONTH_NAMES[0]} a {last}"
        return f"{self.period} ({months})"


def window_of(reports: pl.DataFrame, year: int, years: int) -> Window:
    """The window that ends in `year`. Raises NotLoaded when that year has no reports."""
    loaded: Sequence[int] = reports["year"].unique().sort().to_list()
    if year not in loaded:
        known = ", ".join(map(str, loaded)) or "ninguno"
        raise NotLoaded(f"No hay denuncias cargadas de {year}. Años cargados: {known}.")
    inside = tuple(each for each in loaded if year - years < each <= year)
    months = reports.select("year", "month").unique().filter(pl.col("year").is_in(inside))
    last = months.filter(pl.col("year") == year)["month"].max()
    return Window(inside, years, int(str(last)), months.height)


def coverage(reports: pl.DataFrame, missing_months: str) -> pl.DataFrame:
    """COVERAGE of every district and year with reports.

    A month without reports is zero, or was not covered. `zero`: it counts as lived. `uncovered`:
    it does not. `likely`: it does unless a district that reports as often as this one does in its
    other months would almost never (UNLIKELY, Poisson) have a month without any. A row that says
    0 is a month declared calm, and is covered. A year without a single row is never read as
    zeros: the district is not in the table.
    """
    loaded = reports.group_by("year").agg(pl.col("month").n_unique().cast(pl.Int32).alias("loaded"))
    by_year = reports.group_by("unit", "year").agg(
        pl.col("count").sum().alias("reports"),
        pl.col("month").n_unique().cast(pl.Int32).alias("months"),
    )
    joined = by_year.join(loaded, on="year").with_columns(counted=_counted(missing_months))
    return joined.select(list(COVERAGE)).cast(COVERAGE).sort("unit", "year")


def _counted(missing_months: str) -> pl.Expr:
    if missing_months == "zero":
        return pl.col("loaded")
    if missing_months == "uncovered":
        return pl.col("months")
    no_report = (-pl.col("reports") / pl.col("months")).exp()
    return pl.when(no_report < UNLIKELY).then(pl.col("months")).otherwise(pl.col("loaded"))


def months_of(covered: pl.DataFrame, window: Window) -> pl.DataFrame:
    """unit, months_covered: months of the window with a report, and `loaded` for all of them."""
    inside = covered.filter(pl.col("year").is_in(window.years))
    loaded = int(inside.unique("year")["loaded"].sum())
    return inside.group_by("unit").agg(
        pl.col("months").sum().cast(pl.Int32).alias("months_covered"),
        pl.lit(loaded, pl.Int32).alias("loaded"),
    )
