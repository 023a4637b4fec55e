"""The committees as the table that methods read; no database needed."""

from functools import cache

import polars as pl

from sinasec.committees.registry import committees
from sinasec.methods.compliance.frames import COMMITTEES


@cache
def committees_frame() -> pl.DataFrame:
    """Every committee, sorted by code, in the shape COMMITTEES."""
    rows = [{column: getattr(row, _field(column)) for column in COMMITTEES} for row in committees()]
    return pl.DataFrame(rows, schema=COMMITTEES).sort("committee")


def _field(column: str) -> str:
    return "code" if column == "committee" else column
