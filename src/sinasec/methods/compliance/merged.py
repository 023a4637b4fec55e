"""Merge day intervals that touch or overlap."""

from collections.abc import Sequence

import polars as pl

ONE_DAY = pl.duration(days=1)


def merged(spans: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Days covered, per key: `by`, day_from, day_to with no two rows touching, sorted.

    In: `by` columns, day_from, day_to (Date, no nulls). Rows that end before they start
    cover nothing and are dropped.
    """
    rows = spans.filter(pl.col("day_from") <= pl.col("day_to")).sort(*by, "day_from")
    reach = pl.col("day_to").cum_max().shift(1).over(by)
    starts = (reach.is_null() | (pl.col("day_from") > reach + ONE_DAY)).cum_sum()
    return (
        rows.with_columns(island=starts)
        .group_by("island", maintain_order=True)
        .agg(
            *(pl.col(name).first() for name in by), pl.col("day_from").min(), pl.col("day_to").max()
        )
        .select(*by, "day_from", "day_to")
    )
