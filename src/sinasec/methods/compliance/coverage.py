"""Whether the register was declared complete: without it, no omission can be affirmed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from sinasec.methods.compliance.intervals.merged import merged

ALL_KINDS = "*"
ONE_DAY: Final = timedelta(days=1)


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
    declared: Iterable[Mapping[str, Any]], kinds: Sequence[str], first: date, last: date
) -> bool:
    """The same for one window of one committee, without tables. declared: its COMPLETENESS rows."""
    return declared_to(declared, kinds, first) >= last


def declared_to(declared: Iterable[Mapping[str, Any]], kinds: Sequence[str], first: date) -> date:
    """The last day until which every kind of act was declared complete without a gap from `first`;
    the eve of it, when not even that day. declared, kinds: as above, of one committee."""
    rows = sorted(declared, key=lambda row: row["day_from"])
    return min(
        _reach((row for row in rows if row["kind"] in (kind, ALL_KINDS)), first) for kind in kinds
    )


def _reach(rows: Iterable[Mapping[str, Any]], first: date) -> date:
    """The last day declared without a gap from `first`; the eve of it, when not even that day."""
    reach = first - ONE_DAY
    for row in rows:
        if row["day_from"] <= reach + ONE_DAY:
            reach = max(reach, row["day_to"])
    return reach
