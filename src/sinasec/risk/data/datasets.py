"""The datasets of the index, each with the shape of its rows.

`unit` is the INEI code of a district as text. What is not known is null, never zero.
"""

from typing import Final

import polars as pl

from sinasec.warehouse import Dataset

REPORTS: Final = pl.Schema(
    {
        "unit": pl.String,
        "year": pl.Int32,
        "month": pl.Int32,
        "kind": pl.String,
        "count": pl.Int64,
    }
)
POPULATION: Final = pl.Schema(
    {"unit": pl.String, "year": pl.Int32, "population": pl.Int64, "source": pl.String}
)
INDICATORS: Final = pl.Schema(
    {
        "unit": pl.String,  # of a department or a region of the system when `level` says so
        "level": pl.String,  # dist | dept
        "indicator": pl.String,
        "year": pl.Int32,
        "value": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "source": pl.String,
    }
)
STATIONS: Final = pl.Schema(
    {
        "code": pl.String,
        "name": pl.String,
        "kind": pl.String,
        "unit": pl.String,  # the district the list gives it
        "point_unit": pl.String,  # the district in which its point falls; null when not known
        "longitude": pl.Float64,
        "latitude": pl.Float64,
        "year": pl.Int32,  # of the list
        "source": pl.String,
    }
)
REPORTING: Final = pl.Schema(
    {
        "kind": pl.String,
        "rate": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "period": pl.String,
        "source": pl.String,
    }
)

DATASETS: Final = (
    Dataset("denuncias", "Denuncias policiales", REPORTS, ("unit", "year", "month", "kind")),
    Dataset("poblacion", "Población por distrito y año", POPULATION, ("unit", "year")),
    Dataset(
        "indicadores",
        "Indicadores de los distritos",
        INDICATORS,
        ("unit", "indicator", "year"),
        parts=("indicator", "year"),
    ),
    Dataset("comisarias", "Comisarías con su ubicación", STATIONS, ("code", "unit", "name")),
    Dataset(
        "tasas_de_denuncia",
        "Proporción de víctimas que denuncia",
        REPORTING,
        ("source", "period", "kind"),
        parts=("source", "period"),
    ),
)
