"""The simulated country as inputs of the index, written straight from its truth: no warehouse."""

import numpy as np
import polars as pl

from sinasec.methods.risk import frames
from sinasec.methods.risk.reports.truth import KINDS, Truth
from sinasec.methods.risk.values import RiskInputs
from sinasec.risk.data.units import districts, places_in
from sinasec.risk.simulation import files


def inputs_of(made: Truth) -> RiskInputs:
    told = indicators(made)
    return RiskInputs(
        units=districts(places_in(told)).filter(pl.col("unit").is_in(list(made.units))),
        reports=reports(made),
        population=population(made),
        indicators=pl.concat([told, stations(made)]),
        neighbours=frames.NEIGHBOURS.to_frame(),
        reporting=files.reporting(made.years[-1])
        .rename({"modalidad": "kind", "tasa": "rate", "inferior": "low", "superior": "high"})
        .rename({"periodo": "period", "fuente": "source"})
        .cast(dict(frames.REPORTING)),
        sources={},
        simulated=True,
    )


def reports(made: Truth) -> pl.DataFrame:
    unit, year, month, kind = np.nonzero(made.counts)
    columns = {
        "unit": np.array(made.units)[unit],
        "year": np.array(made.years)[year],
        "month": month + 1,
        "kind": np.array([kind.name for kind in KINDS])[kind],
        "count": made.counts[unit, year, month, kind],
    }
    return pl.DataFrame(columns).cast(dict(frames.REPORTS))


def population(made: Truth) -> pl.DataFrame:
    columns = {
        "unit": np.repeat(made.units, len(made.years)),
        "year": np.tile(made.years, len(made.units)),
        "population": made.population.ravel(),
    }
    return pl.DataFrame(columns).cast(dict(frames.POPULATION))


def indicators(made: Truth) -> pl.DataFrame:
    names = ("unit", "indicator", "year", "value", "low", "high", "source")
    told = files.indicators(made)
    return told.rename(dict(zip(told.columns, names, strict=True))).cast(dict(frames.INDICATORS))


def stations(made: Truth) -> pl.DataFrame:
    size = len(made.units)
    columns = {
        "unit": made.units,
        "indicator": ["comisarias"] * size,
        "year": [made.years[-1]] * size,
        "value": made.stations,
        "low": [None] * size,
        "high": [None] * size,
        "source": [files.MARK] * size,
    }
    return pl.DataFrame(columns).cast(dict(frames.INDICATORS))
