"""Merge day intervals that touch or overlap."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl

from sinasec.methods.compliance.intervals.packed import dates, days_of, ends, numbered

SPAN: Final = 1 << 24  # of days, with 1970 in the middle: what stands for no end fits too


def merged(spans: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Days covered, per key: `by`, day_from, day_to with no two rows touching, sorted.

    In: `by` columns, day_from, day_to (Date, no nulls). Rows that end before they start
    cover nothing and are dropped.
    """
    rows = spans.filter(pl.col("day_from") <= pl.col("day_to"))
    number, _ = numbered(rows, by)
    key = number * SPAN + SPAN // 2
    order = np.argsort(key + days_of(rows, "day_from"), kind="stable")
    rows, key = rows[order], key[order]
    # The key stands above the day: the running maximum begins again with each key.
    reach = np.maximum.accumulate(key + days_of(rows, "day_to"))
    apart = (key + days_of(rows, "day_from"))[1:] > reach[:-1] + 1
    starts = np.flatnonzero(np.append(True, apart)[: key.size])
    last = ends(starts, key.size)
    return rows.select(*by, "day_from")[starts].with_columns(day_to=dates((reach - key)[last]))
