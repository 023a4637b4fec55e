"""What stops being current when a file is loaded: the times that the edition before had."""

from dataclasses import asdict, dataclass
from typing import Any, Final

import polars as pl

from sinasec.warehouse.datasets import Dataset, datasets
from sinasec.warehouse.edition import BrokenEdition, check_edition
from sinasec.warehouse.editions import current, read
from sinasec.warehouse.keep import joined_parts

TIME: Final = ("year", "month")


@dataclass(frozen=True, slots=True)
class Gone:
    """`years`: of which nothing stays. `months`: (year, month) of those of which something does.

    `kinds`: of which nothing stays in the years that are replaced. `rows`: of the edition before
    that go; `total`: what they add up to, where they are counts.
    """

    edition: str
    years: tuple[int, ...]
    months: tuple[tuple[int, int], ...]
    kinds: tuple[str, ...]
    rows: int
    total: int | None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def gone(dataset: str, rows: pl.DataFrame, *, simulated: bool, join: bool | None) -> Gone | None:
    """What the current edition has and would no longer be current; None when nothing.

    Nothing is said of a dataset that is no series, nor of an edition that someone spoiled.
    """
    kind = datasets()[dataset]
    now = current(dataset, simulated=simulated)
    if now is None or "year" not in kind.keys:
        return None
    try:
        check_edition(now)
    except BrokenEdition:
        return None
    replaced = read(now).collect()
    after = rows.select(pl.col(name).cast(kind.schema[name]) for name in (*kind.keys,))
    if parts := joined_parts(kind, join):
        replaced = replaced.join(after.select(parts).unique(), on=parts, how="semi")
    return _told(now.id, kind, replaced, after)


def _told(edition: str, kind: Dataset, replaced: pl.DataFrame, after: pl.DataFrame) -> Gone | None:
    times = [name for name in TIME if name in kind.keys]
    kinds = [] if "kind" not in kind.keys else _absent(replaced, after, "kind")
    is_kind = pl.col("kind").is_in(kinds) if kinds else pl.lit(False)
    marked = after.select(times).unique().with_columns(stays=pl.lit(True))
    left = replaced.join(marked, on=times, how="left").filter(pl.col("stays").is_null() | is_kind)
    if left.is_empty():
        return None
    years = _absent(replaced, after, "year")
    late = left.filter(pl.col("stays").is_null() & ~pl.col("year").is_in(years))
    months = sorted(late.select("year", "month").unique().iter_rows()) if "month" in times else []
    total = int(left["count"].sum()) if "count" in left.columns else None
    return Gone(edition, tuple(years), tuple(months), tuple(kinds), left.height, total)


def _absent(before: pl.DataFrame, after: pl.DataFrame, column: str) -> list[Any]:
    return sorted(set(before[column].unique()) - set(after[column].unique()))
