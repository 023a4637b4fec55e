"""A table as a CSV file of results."""

from pathlib import Path

import polars as pl

from sinasec.spreadsheets.delimited import armed


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """UTF-8, commas, null as an empty cell; no text nor header can be taken for a formula."""
    guarded = frame.with_columns(
        pl.col(pl.String).map_elements(armed, return_dtype=pl.String, skip_nulls=True)
    )
    guarded.rename(armed).write_csv(path)
