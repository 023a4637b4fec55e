"""Changes of level in the reports of a kind, in the country or a region, against their own past.

What moves the whole country is no break of any district (`quality.breaks`), and yet it may be the
recording that changed. Each kind is looked at by itself, in the country and in each region. For
every month with a whole year behind it and a whole one from it, the twelve months from it are set
against the same months of the year before: d = ln((after + 1/2) / (before + 1/2)), which takes the
season away. The shift is the median of the twelve d less the median of the d of before: the trend
that the series already had. It is tried against the spread that the d have about their medians
(median absolute deviation, never under that of counts, Poisson) as a normal deviate, and held by
the false-discovery rate at `FDR` over the series and months tried: of each series the largest
shifts, a year apart. As neighbouring d are not independent, only a shift that at least multiplies
or divides by `RATIO`, to one side in `MONTHS` of the twelve, is told. The bounds are ours
(*ejemplo*).
"""

from collections.abc import Iterator, Mapping
from math import erfc, sqrt
from typing import Final

import numpy as np
import polars as pl
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from sinasec.methods.rates import false_discovery
from sinasec.methods.risk.shaping import shaped

YEAR: Final = 12
FDR: Final = 0.01
RATIO: Final = 1.5
MONTHS: Final = 11  # of the twelve, that move to the same side
BUSY: Final = 10.0  # reports a month, on average
COUNTRY: Final = ""
_TO_DEVIATION: Final = 1.4826  # of a median absolute deviation, for normal values
_OF_MEDIAN: Final = 1.2533  # times that of a mean, for normal values

SHIFTS: Final = pl.Schema(
    {
        "region": pl.String,  # "" for the country
        "kind": pl.String,
        "year": pl.Int32,  # with `month`, the first of the new level
        "month": pl.Int32,
        "before": pl.Int64,  # reports of the twelve months before
        "after": pl.Int64,  # and of the twelve from it
        "ratio": pl.Float64,  # the median of the twelve months over those of the year before
        "months": pl.Int32,  # of the twelve, that moved to the same side
        "p": pl.Float64,
        "q": pl.Float64,
    }
)
_FOUND: Final = tuple(name for name in SHIFTS if name != "q")

Floats = NDArray[np.float64]


def shifts(reports: pl.DataFrame, regions: Mapping[str, str]) -> pl.DataFrame:
    """The shifts of level (SHIFTS), the surest first. `regions`: unit -> its region."""
    found = [one for series in _series(reports, regions) for one in _largest(*series)]
    if not found:
        return SHIFTS.to_frame()
    tried = pl.DataFrame(found, schema=list(_FOUND), orient="row")
    held = tried.with_columns(q=pl.Series(false_discovery(tried["p"].to_numpy())))
    moved = (pl.col("ratio") >= RATIO) | (pl.col("ratio") <= 1 / RATIO)
    told = held.filter(moved & (pl.col("months") >= MONTHS) & (pl.col("q") <= FDR))
    return shaped(told.sort("q", "region", "kind"), SHIFTS)


def _series(
    reports: pl.DataFrame, regions: Mapping[str, str]
) -> Iterator[tuple[str, str, int, Floats]]:
    """Region, kind, the first month (as months since year 0) and the reports of each month."""
    at = pl.col("year").cast(pl.Int64) * YEAR + pl.col("month") - 1
    monthly = reports.with_columns(
        at=at, region=pl.col("unit").replace_strict(dict(regions), default=None)
    )
    if monthly.is_empty():
        return
    every = monthly["at"].to_numpy()
    first, last = int(every.min()), int(every.max())
    country = monthly.with_columns(region=pl.lit(COUNTRY))
    both = pl.concat([country, monthly.drop_nulls("region")])
    summed = both.group_by("region", "kind", "at").agg(pl.col("count").sum())
    for (region, kind), rows in summed.sort("region", "kind", "at").group_by(
        "region", "kind", maintain_order=True
    ):
        counts = np.zeros(last - first + 1)
        counts[rows["at"].to_numpy() - first] = rows["count"].to_numpy()
        if counts.mean() >= BUSY:
            yield str(region), str(kind), first, counts


def _largest(region: str, kind: str, first: int, counts: Floats) -> Iterator[tuple[object, ...]]:
    """The largest shifts of a series, at least a year apart, as rows of `_FOUND`.

    One at least, however small, for it was tried; none without two whole years.
    """
    moves = np.log((counts[YEAR:] + 0.5) / (counts[:-YEAR] + 0.5))
    if moves.size < YEAR:
        return
    levels = sliding_window_view(moves, YEAR).mean(axis=1)  # of a median, where is not so sharp
    trends = np.array([_trend(moves, start) for start in range(levels.size)])
    left = np.abs(levels - trends)
    while True:
        start = int(np.argmax(left))
        yield _row(region, kind, first, counts, moves, start)
        left[max(0, start - YEAR + 1) : start + YEAR] = 0.0
        if left.max() < np.log(RATIO):
            return


def _trend(moves: Floats, start: int) -> float:
    """The change from year to year that the series had before; none when a year is not known."""
    return float(np.median(moves[:start])) if start >= YEAR else 0.0


def _row(
    region: str, kind: str, first: int, counts: Floats, moves: Floats, start: int
) -> tuple[object, ...]:
    window, trend = moves[start : start + YEAR], _trend(moves, start)
    shift = float(np.median(window)) - trend
    rest = np.concatenate([window - np.median(window), moves[:start] - trend])
    both = counts[start : start + 2 * YEAR]
    chance = float(np.sqrt(2 / max(float(both.mean()), 1.0)))
    spread = max(_TO_DEVIATION * float(np.median(np.abs(rest))), chance)
    deviate = shift / (_OF_MEDIAN * spread / np.sqrt(YEAR))
    months = int((np.sign(window - trend) == np.sign(shift)).sum())
    before, after = int(both[:YEAR].sum()), int(both[YEAR:].sum())
    at, p = first + YEAR + start, erfc(abs(deviate) / sqrt(2))
    return region, kind, at // YEAR, at % YEAR + 1, before, after, float(np.exp(shift)), months, p
