"""Results of packages of any age: a column that came later is null in those before it.

But for what can be counted again from what was published: the places that a variant gives among
the districts ranked in both, and the months that had come of each year.
"""

from dataclasses import replace

import polars as pl

from sinasec.methods.composite import among_both
from sinasec.methods.risk.reports.quality import months_come
from sinasec.publications.packages.canonical import read_csv
from sinasec.publications.packages.table import Table, with_every_column


def read_result(table: Table, data: bytes) -> pl.DataFrame:
    """`table` from its CSV, with every column it has today. Raises `UnreadableTable`."""
    return with_every_column(table, read_csv(_as_of_then(table, data), data))


def _as_of_then(table: Table, data: bytes) -> Table:
    """`table` without the columns that the header lacks."""
    header = data.split(b"\n", 1)[0].decode(errors="replace").split(",")
    had = pl.Schema({name: kind for name, kind in table.schema.items() if name in header})
    return replace(table, schema=had) if set(table.keys) <= set(header) else table


def with_places_of_both(ranks: pl.DataFrame, districts: pl.DataFrame) -> pl.DataFrame:
    """VARIANT_RANKS with `before` and `after`, also of older packages. `districts`: DISTRICTS."""
    if ranks.is_empty() or ranks["before"].is_not_null().any():
        return ranks
    published = districts.select("unit", published="rank").drop_nulls()
    variants = ranks.partition_by("variant", maintain_order=True)
    joined = (one.join(published, on="unit", how="left", maintain_order="left") for one in variants)
    return pl.concat(among_both(one, "published", "rank") for one in joined).select(ranks.columns)


def with_months_come(quality: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """QUALITY with `come`, also of older packages. `reports`: those of the package."""
    joined = quality.drop("come").join(
        months_come(reports), on="year", how="left", maintain_order="left"
    )
    return joined.select(quality.columns)
