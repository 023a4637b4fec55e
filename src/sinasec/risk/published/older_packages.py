"""Results of packages of any age: a column that came later is null in those before it."""

from dataclasses import replace

import polars as pl

from sinasec.publications.canonical import read_csv
from sinasec.publications.table import Table


def read_result(table: Table, data: bytes) -> pl.DataFrame:
    """`table` from its CSV, with every column it has today. Raises `UnreadableTable`."""
    return _with_every_column(table, read_csv(_as_of_then(table, data), data))


def _as_of_then(table: Table, data: bytes) -> Table:
    """`table` without the columns that the header lacks."""
    header = data.split(b"\n", 1)[0].decode(errors="replace").split(",")
    had = pl.Schema({name: kind for name, kind in table.schema.items() if name in header})
    return replace(table, schema=had) if set(table.keys) <= set(header) else table


def _with_every_column(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    came_later = [
        pl.lit(None, kind).alias(name)
        for name, kind in table.schema.items()
        if name not in frame.columns
    ]
    return frame.with_columns(came_later).select(list(table.schema))
