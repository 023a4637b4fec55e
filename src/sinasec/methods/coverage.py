"""Whether the register was declared complete: without it, no omission can be affirmed."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from sinasec.methods.merged import merged

ALL_KINDS = "*"


def complete_days(completeness: pl.DataFrame, kinds: Sequence[str]) -> pl.DataFrame:
    """Days declared complete, per committee and kind: c, kind, day_from, day_to, merged.

    completeness: c, kind ("*" for all), day_from, day_to. What is declared for all kinds is
    repeated for each of `kinds`.
    """
    spans = completeness.select("c", "kind", "day_from", "day_to")
    whole = merged(spans.filter(pl.col("kind") == ALL_KINDS).drop("kind"), ["c"])
    each = pl.DataFrame({"kind": sorted(set(kinds))}, schema={"kind": pl.String})
    repeated = whole.join(each, how="cross").select("c", "kind", "day_from", "day_to")
    own = spans.filter(pl.col("kind") != ALL_KINDS)
    return merged(pl.concat([repeated, own]), ["c", "kind"])


def is_covered(windows: pl.DataFrame, days: pl.DataFrame, kinds: pl.DataFrame) -> pl.Series:
    """For each window, whether all kinds of act it asks for were complete on all its days.

    windows: c, kind_set, opens, due. days: see `complete_days`. kinds: kind_set, kind.
    """
    if days.is_empty() or windows.is_empty():
        return pl.repeat(False, windows.height, dtype=pl.Boolean, eager=True)
    asked = windows.select("c", "kind_set", "opens", "due").with_row_index("row")
    latest = (
        asked.join(kinds, on="kind_set")
        .sort("opens")
        .join_asof(
            days.sort("day_from"),
            left_on="opens",
            right_on="day_from",
            by=["c", "kind"],
            strategy="backward",
            check_sortedness=False,
        )
    )
    covered = (pl.col("day_to") >= pl.col("due")).fill_null(False)
    per_row = latest.group_by("row").agg(covered.all().alias("covered"))
    return (
        asked.select("row")
        .join(per_row, on="row", how="left", maintain_order="left")["covered"]
        .fill_null(False)
    )


def is_declared_complete(
    completeness: pl.DataFrame, kinds: Sequence[str], first: date, last: date
) -> bool:
    """The same for one window of one committee. completeness: COMPLETENESS, only its own."""
    days = complete_days(completeness.with_columns(c=pl.lit(0)), kinds)
    holds = (pl.col("day_from") <= first) & (pl.col("day_to") >= last)
    return set(kinds) <= set(days.filter(holds)["kind"])
