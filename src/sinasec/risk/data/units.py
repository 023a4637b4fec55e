"""The districts of the reference tables, with the coordinates that are known."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from sinasec.methods.risk import frames
from sinasec.territories import reference

LONGITUDE: Final = "longitud"
LATITUDE: Final = "latitud"

Places = Mapping[str, tuple[float, float]]  # unit -> longitude, latitude in degrees


def districts(places: Places) -> pl.DataFrame:
    """Every district in being (UNITS)."""
    named = reference.by_code()
    rows = [
        (
            unit.code,
            unit.name,
            named[unit.code[:4]].name,
            named[unit.code[:2]].name,
            reference.is_capital(unit.code),
            *places.get(unit.code, (None, None)),
        )
        for unit in reference.units()
        if unit.kind == "dist"
    ]
    return pl.DataFrame(rows, schema=frames.UNITS, orient="row")


def places_in(indicators: pl.DataFrame) -> dict[str, tuple[float, float]]:
    """The coordinates that a table of districts brought among its indicators (INDICATORS)."""
    latest = indicators.filter(pl.col("indicator").is_in([LONGITUDE, LATITUDE])).sort("year")
    wide = latest.pivot("indicator", index="unit", values="value", aggregate_function="last")
    if not {LONGITUDE, LATITUDE} <= set(wide.columns):
        return {}
    known = wide.drop_nulls([LONGITUDE, LATITUDE])
    return {unit: (x, y) for unit, x, y in known.select("unit", LONGITUDE, LATITUDE).iter_rows()}
