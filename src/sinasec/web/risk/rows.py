"""Rows of the lists of districts, each with its interval drawn on the scale of the list."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from django.utils.safestring import SafeString

from sinasec.web.charts import marks
from sinasec.web.charts.scale import Scale, ranks
from sinasec.web.words import number


def listed(table: pl.DataFrame, k: int) -> dict[str, Any]:
    """`rows` with `line` (rank and median on the interval, cut at k), and `regla`, their axis."""
    scale = ranks([*table["rank_high"], *table["rank"]], 2 * k)
    return {
        "rows": [row | {"line": rank_line(row, scale, k)} for row in table.iter_rows(named=True)],
        "regla": rank_ruler(scale, k),
    }


def rank_line(row: Mapping[str, Any], scale: Scale, k: int) -> SafeString:
    return marks.interval(
        scale, row["rank_low"], row["rank"], row["rank_high"], k + 0.5, row["rank_median"]
    )


def rank_ruler(scale: Scale, k: int) -> SafeString:
    """First place, k, and the last place of the scale."""
    ticks = [(1.0, "1"), (scale.high, number(round(scale.high)))]
    if 12 < scale.at(k) < 85:
        ticks.append((float(k), number(k)))
    return marks.ruler(scale, ticks)
