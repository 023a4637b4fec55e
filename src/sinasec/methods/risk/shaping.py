"""Tables brought to the columns of a schema, and columns to the order of the units."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray


def shaped(frame: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    """The columns of the schema, in its order and of its types."""
    return frame.select(pl.col(name).cast(kind) for name, kind in schema.items())


def over_units(
    units: Sequence[str], table: pl.DataFrame, name: str, key: str = "unit"
) -> NDArray[np.float64]:
    """(U,): a column of the table, which has a row a unit, in the order of the units.

    NaN for a unit without a row and for a null.
    """
    held = dict(table.select(key, pl.col(name).cast(pl.Float64)).iter_rows())
    found = (held.get(unit) for unit in units)
    return np.array([np.nan if each is None else each for each in found], np.float64)
