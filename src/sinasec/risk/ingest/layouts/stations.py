"""Police stations with their coordinates; how many a district has is an indicator of it."""

from typing import Final

import polars as pl

from sinasec.risk.data.located import located
from sinasec.risk.ingest import cell_kinds as kinds
from sinasec.risk.ingest.checks import Check
from sinasec.risk.ingest.columns import Asked, Column, raw, raw_name
from sinasec.risk.ingest.known_units import districts
from sinasec.risk.ingest.layout import Found, Layout
from sinasec.risk.ingest.place_names import name_checks
from sinasec.risk.ingest.sentences import sentence
from sinasec.spreadsheets.faults import Fault

NAMES: Final = (("department", 2), ("province", 4), ("district", 6))
NO_YEAR: Final = Fault(
    "",
    None,
    "",
    "falta-el-anio",
    "El archivo no dice de qué año es la lista: dígalo con --year, o en «Año» si usa la mesa de "
    "trabajo.",
)


def inspect(rows: pl.DataFrame, asked: Asked) -> Found:
    names, faults = name_checks(rows, "unit", NAMES)
    rows, column = _placed(rows, asked)
    checks = [*names, *([_outside(column)] if column else [])]
    notes = (
        () if column else ("Sin límites activos no se comprobó en qué distrito cae cada punto.",)
    )
    no_year = () if asked.year else (NO_YEAR,)
    return Found((*faults, *no_year), tuple(checks), notes, rows)


def _placed(rows: pl.DataFrame, asked: Asked) -> tuple[pl.DataFrame, str]:
    """The district of each point, from the file or else from the boundaries; and its column.

    Without either nothing is known, and the column is "".
    """
    if rows[raw_name("point_unit")].null_count() < rows.height:
        return rows, "point_unit"
    paths = asked.outlines()
    if not paths:
        return rows, ""
    points = rows.select("unit", "longitude", "latitude")
    known = points.select(pl.all_horizontal(pl.all().is_not_null())).to_series()
    falls = iter(located(points.filter(known).rows(), paths))
    units = [next(falls) if each else None for each in known]
    return rows.with_columns(point_unit=pl.Series(units, dtype=pl.String)), "latitude"


def _outside(column: str) -> Check:
    falls = pl.col("point_unit")
    says = sentence(
        "La comisaría «{}» es del distrito {} y su punto cae en {}.",
        "name",
        "unit",
        falls.fill_null("ningún distrito (mar, río o fuera del límite)"),
    )
    wrong = falls.is_null() | (falls != pl.col("unit"))
    return Check("punto-fuera", column, wrong & pl.col("latitude").is_not_null(), says)


def build(rows: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    return rows.select(
        pl.coalesce("code", sentence("fila-{}", "row")).alias("code"),
        pl.col("name").str.replace_all(r"\s+", " "),
        "kind",
        "unit",
        "point_unit",
        "longitude",
        "latitude",
        year=pl.lit(asked.year, pl.Int32),
        source=raw("source"),
    )


def summary(rows: pl.DataFrame) -> list[str]:
    have = rows["unit"].n_unique()
    return [
        f"{rows.height} comisarías en {have} distritos; {len(districts()) - have} no tienen ninguna"
    ]


LAYOUT: Final = Layout(
    name="comisarias",
    title="Comisarías con sus coordenadas",
    dataset="comisarias",
    columns=(
        Column("code", "cod_cpnp", kinds.text(), ("código",), required=False, blank=True),
        Column("name", "comisaria", kinds.text(), ("nombre",)),
        Column("kind", "tipo", kinds.text(), required=False, blank=True),
        Column("department", "departamento", kinds.text(), required=False, blank=True),
        Column("province", "provincia", kinds.text(), required=False, blank=True),
        Column("district", "distrito", kinds.text(), required=False, blank=True),
        Column("unit", "ubigeo", kinds.code(districts())),
        Column("point_unit", "ubigeo_punto", kinds.code(districts()), required=False, blank=True),
        Column("latitude", "lat", kinds.number(-19, 0.5), ("latitud",)),
        Column("longitude", "lon", kinds.number(-82, -68), ("longitud",)),
        Column("source", "fuente", kinds.text(), required=False, blank=True),
    ),
    build=build,
    keys=("code",),
    value=("name", "unit"),
    inspect=inspect,
    summary=summary,
)
