"""The made-up country as the files that people load: same layouts, same gaps, all SIMULADO."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import numpy as np
import polars as pl

from sinasec.methods.risk.reports.truth import KINDS, Ints, Truth
from sinasec.risk.simulation.country import places
from sinasec.territories import reference

MARK: Final = "SIMULADO"
FIRST_KNOWN: Final = datetime(2026, 1, 31, 12, tzinfo=UTC)  # the late reports are not yet in
LAST_KNOWN: Final = datetime(2026, 4, 30, 12, tzinfo=UTC)
POVERTY_YEAR: Final = 2018
DEVELOPMENT_YEAR: Final = 2019
PLACE_SOURCE: Final = f"{MARK}: celda del mapa, no es la posición del distrito"
# Of victims, how many report: kind, share, 95 % interval. Round figures of no survey.
REPORTING: Final = (
    ("*", 0.15, 0.13, 0.17),
    ("Robo", 0.20, 0.18, 0.22),
    ("Hurto", 0.13, 0.11, 0.15),
    ("Estafa", 0.08, 0.06, 0.10),
    ("Extorsión", 0.25, 0.20, 0.30),
)


@dataclass(frozen=True, slots=True)
class File:
    """A file ready to load. `known`: the day it would have been loaded; `year`: of its data, if
    they do not say theirs; `cited`: its source, as pages cite it."""

    name: str
    layout: str
    known: datetime
    cited: str
    rows: pl.DataFrame
    year: int | None = None

    @property
    def content(self) -> bytes:
        buffer = io.BytesIO()
        self.rows.write_csv(buffer)
        return buffer.getvalue()


def files(made: Truth) -> tuple[File, ...]:
    """Every file in the order of loading: of the reports, the older edition first."""
    cited = f"{MARK}, cifras inventadas para la demostración"
    last = made.years[-1]
    return (
        File("poblacion.csv", "poblacion", LAST_KNOWN, cited, population(made)),
        File("denuncias-1.csv", "denuncias", FIRST_KNOWN, cited, reports(made, made.first_counts)),
        File("denuncias-2.csv", "denuncias", LAST_KNOWN, cited, reports(made, made.counts)),
        File("indicadores.csv", "indicadores", LAST_KNOWN, cited, indicators(made)),
        File("comisarias.csv", "comisarias", LAST_KNOWN, cited, stations(made), last),
        File("tasas.csv", "tasas-de-denuncia", LAST_KNOWN, cited, reporting(last)),
    )


def reports(made: Truth, counts: Ints) -> pl.DataFrame:
    """The layout of the ministry's open file: only what was reported, codes without their zero."""
    year, month, unit, kind = np.nonzero(counts.transpose(1, 2, 0, 3))
    named = reference.by_code()
    headers = (("DPTO_HECHO_NEW", 2), ("PROV_HECHO", 4), ("DIST_HECHO", 6))
    names = {
        header: pl.Series([named[code[:digits]].name.upper() for code in made.units]).gather(unit)
        for header, digits in headers
    }
    return pl.DataFrame(
        {
            "ANIO": np.array(made.years)[year],
            "MES": month + 1,
            **names,
            "UBIGEO_HECHO": np.array([int(code) for code in made.units])[unit],
            "P_MODALIDADES": pl.Series([kind.name for kind in KINDS]).gather(kind),
            "cantidad": counts[unit, year, month, kind],
        }
    )


def population(made: Truth) -> pl.DataFrame:
    years = len(made.years)
    return pl.DataFrame(
        {
            "ubigeo": np.repeat(made.units, years),
            "anio": np.tile(made.years, len(made.units)),
            "poblacion": made.population.ravel(),
            "fuente": [MARK] * (len(made.units) * years),
        }
    )


def indicators(made: Truth) -> pl.DataFrame:
    """Poverty with its interval, human development, area, capacity, homicides and places."""
    half = 1.96 * made.poverty_error
    low, high = np.clip(made.poverty_seen - half, 0, 100), np.clip(made.poverty_seen + half, 0, 100)
    last = made.years[-1]
    spot = _spots(made)
    tables = [
        _indicator(made, "pobreza", POVERTY_YEAR, made.poverty_seen.round(2), low, high),
        _indicator(made, "idh", DEVELOPMENT_YEAR, made.development.round(4)),
        _indicator(made, "superficie", last, made.area.round(2)),
        _indicator(made, "serenos", last, made.guards),
        _indicator(made, "gasto_seguridad", last, made.spending.round(2)),
        *(
            _indicator(made, "homicidios", year, made.homicides[:, place].astype(float))
            for place, year in enumerate(made.years)
        ),
        *(
            _indicator(made, name, last, spot[column].to_numpy(), source=PLACE_SOURCE)
            for name, column in (("longitud", "longitude"), ("latitud", "latitude"))
        ),
    ]
    return pl.concat(tables)


def _spots(made: Truth) -> pl.DataFrame:
    """The places of the districts, in their order."""
    return pl.DataFrame({"unit": made.units}).join(
        places(), on="unit", how="left", maintain_order="left"
    )


def _indicator(
    made: Truth,
    code: str,
    year: int,
    value: np.ndarray,
    low: np.ndarray | None = None,
    high: np.ndarray | None = None,
    source: str = MARK,
) -> pl.DataFrame:
    """One indicator of one year; a district that does not say has no row."""
    nothing = np.full(len(made.units), np.nan)
    return (
        pl.DataFrame(
            {
                "ubigeo": made.units,
                "indicador": [code] * len(made.units),
                "anio": [year] * len(made.units),
                "valor": value,
                "inferior": nothing if low is None else low.round(2),
                "superior": nothing if high is None else high.round(2),
                "fuente": [source] * len(made.units),
            }
        )
        .fill_nan(None)
        .drop_nulls("valor")
    )


def stations(made: Truth) -> pl.DataFrame:
    """A row for each police station, about the place of its district."""
    unit = np.repeat(np.arange(len(made.units)), made.stations)
    number = np.concatenate([np.arange(1, many + 1) for many in made.stations])
    spot = _spots(made)
    named = reference.by_code()
    codes = [made.units[place] for place in unit]
    return pl.DataFrame(
        {
            "cod_cpnp": [f"S{code}{which:02d}" for code, which in zip(codes, number, strict=True)],
            "comisaria": list(_station_names(codes, number, named)),
            "tipo": [MARK] * len(codes),
            "ubigeo": codes,
            "lat": spot["latitude"].to_numpy()[unit],
            "lon": spot["longitude"].to_numpy()[unit],
            "fuente": [MARK] * len(codes),
        }
    )


def _station_names(
    codes: list[str], numbers: np.ndarray, named: dict[str, reference.UnitRow]
) -> Iterable[str]:
    for code, number in zip(codes, numbers, strict=True):
        yield f"Comisaría {number} de {named[code].name} ({MARK})"


def reporting(year: int) -> pl.DataFrame:
    rows = [(kind, rate, low, high, str(year), MARK) for kind, rate, low, high in REPORTING]
    header = ["modalidad", "tasa", "inferior", "superior", "periodo", "fuente"]
    return pl.DataFrame(rows, schema=header, orient="row")
