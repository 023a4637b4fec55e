"""Keys and days packed in one 64-bit number, so that one sort of integers orders both.

Of a national semáforo of ten years there are millions: strings and windows of Polars over so many
small groups cost several times what the sort does.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
DAYS: Final = 1 << 16  # days since 1970 fit below this until the year 2149
NEVER: Final = DAYS - 2  # stands for no last day


def numbered(rows: pl.DataFrame, by: Sequence[str]) -> tuple[Ints, pl.DataFrame]:
    """The number of each row's key in the order of the keys, (n,); and the keys, sorted.

    Rows of one key mostly come together: only the first of each run is looked up.
    """
    first = rows.select(
        pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in by)
        | (pl.int_range(pl.len()) == 0)
    ).to_series()
    heads = rows.select(by).filter(first)
    keys = heads.unique().sort(by)
    numbers = heads.join(keys.with_row_index("number"), on=by, maintain_order="left")["number"]
    return numbers.to_numpy().astype(np.int64)[np.cumsum(first.to_numpy()) - 1], keys


def days_of(rows: pl.DataFrame, name: str, missing: int = 0) -> Ints:
    """The days of a column of dates since 1970; `missing` where there is none."""
    return rows[name].to_physical().fill_null(missing).to_numpy().astype(np.int64)


def dates(days: Ints) -> pl.Series:
    return pl.Series(days.astype(np.int32)).cast(pl.Date)


def begins(values: NDArray[Any]) -> Ints:
    """The places of the first of each run of equal values."""
    if not values.size:
        return np.empty(0, np.int64)
    return np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))


def ends(starts: Ints, size: int) -> Ints:
    """The places of the last of each run. starts: see `begins`. size: of all."""
    return np.concatenate([starts[1:], [size]])[: starts.size] - 1
