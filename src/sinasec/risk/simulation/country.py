"""The real districts as the simulation needs them: codes, groups, and a place for each."""

from functools import cache
from typing import Final

import numpy as np
import polars as pl

from sinasec.methods.risk.reports.truth import Country
from sinasec.territories import hexmap, reference

# Degrees of the corners of a box about Peru: west, east, north, south.
BOX: Final = (-81.3, -68.7, 0.0, -18.4)


@cache
def country() -> Country:
    """Every district of the reference tables, by its code."""
    units = tuple(unit.code for unit in reference.units() if unit.kind == "dist")
    return Country.of(units, np.array([reference.is_capital(unit) for unit in units]))


@cache
def places() -> pl.DataFrame:
    """unit, longitude, latitude: the cell of the map stretched over the country.

    The reference tables have no coordinates. Near cells are near districts and no more can be
    said: only for SIMULADO inputs, whose source says so.
    """
    west, east, north, south = BOX
    layout = hexmap.layout()
    return pl.DataFrame(
        [
            (
                cell.district,
                west + (east - west) * cell.x / layout.width,
                north + (south - north) * cell.y / layout.height,
            )
            for cell in layout.cells
        ],
        schema={"unit": pl.String, "longitude": pl.Float64, "latitude": pl.Float64},
        orient="row",
    ).with_columns(pl.col("longitude", "latitude").round(4))
