"""Police stations with their coordinates; how many a district has is an indicator of it."""

from typing import Final

import polars as pl

from sinasec.intake.bulk import cell_kinds as kinds
from sinasec.intake.bulk.checks import ColumnCheck
from sinasec.intake.bulk.columns import BulkColumn, FileTerms, raw, raw_name
from sinasec.intake.bulk.known_units import districts
from sinasec.intake.bulk.layout import BulkLayout, Inspected
from sinasec.intake.bulk.place_names import NAME_FAULTS, name_checks
from sinasec.intake.bulk.sentences import sentence
from sinasec.intake.fault_kinds import FaultKind
from sinasec.spreadsheets.faults import Fault
from sinasec.territories.locating import Borders
from sinasec.translation import gettext as _

NAMES: Final = (("department", 2), ("province", 4), ("district", 6))
NO_YEAR: Final = Fault(
    "",
    None,
    "",
    "falta-el-anio",
    "El archivo no dice de qué año es la lista: dígalo con --year, o en «Año» si usa la mesa de "
    "trabajo.",
)


def inspect(rows: pl.DataFrame, asked: FileTerms) -> Inspected:
    names, faults = name_checks(rows, "unit", NAMES)
    rows, column = _placed(rows, asked)
    checks = [*names, *([_outside(column)] if column else [])]
    notes = (
        () if column else ("Sin límites activos no se comprobó en qué distrito cae cada punto.",)
    )
    no_year = () if asked.year else (NO_YEAR,)
    return Inspected((*faults, *no_year), tuple(checks), notes, rows)


def _placed(rows: pl.DataFrame, asked: FileTerms) -> tuple[pl.DataFrame, str]:
    """The district of each point, from the file or else from the boundaries; and its column.

    Without either nothing is known, and the column is "".
    """
    if rows[raw_name("point_unit")].null_count() < rows.height:
        return rows.with_columns(far=pl.lit("")), "point_unit"
    borders = asked.borders()
    if borders is None:
        return rows, ""
    points = (rows["longitude"], rows["latitude"])
    falls = borders.unit_at(*points)
    far = [_how_far(borders, *each) for each in zip(rows["unit"], falls, *points, strict=True)]
    placed = rows.with_columns(point_unit=pl.Series(falls, dtype=pl.String), far=pl.Series(far))
    return placed, "latitude"


def _outside(column: str) -> ColumnCheck:
    falls = pl.col("point_unit")
    says = sentence(
        _("La comisaría «{}» es del distrito {} y su punto cae en {}{}."),
        "name",
        "unit",
        falls.fill_null(_("ningún distrito (mar, río o fuera del límite)")),
        "far",
    )
    wrong = falls.is_null() | (falls != pl.col("unit"))
    return ColumnCheck("punto-fuera", column, wrong & pl.col("latitude").is_not_null(), says)


def _how_far(borders: Borders, unit: str | None, falls: str | None, *point: float | None) -> str:
    """From its own district to a point outside it, as it is said; "" where that is not known."""
    longitude, latitude = point
    if unit is None or falls == unit or longitude is None or latitude is None:
        return ""
    km = borders.km_from(unit, longitude, latitude)
    return "" if km is None else _(", a {km} km de él").format(km=f"{km:.2f}".replace(".", ","))


def build(rows: pl.DataFrame, asked: FileTerms) -> pl.DataFrame:
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


FAULTS: Final = {
    **NAME_FAULTS,
    "falta-el-anio": FaultKind("No se sabe de qué año son los datos", row=False),
    "punto-fuera": FaultKind("El punto cae fuera de su distrito", blocks=False),
}

LAYOUT: Final = BulkLayout(
    name="comisarias",
    title="Comisarías con sus coordenadas",
    dataset="comisarias",
    columns=(
        BulkColumn("code", "cod_cpnp", kinds.text(), ("código",), required=False, blank=True),
        BulkColumn("name", "comisaria", kinds.text(), ("nombre",)),
        BulkColumn("kind", "tipo", kinds.text(), required=False, blank=True),
        BulkColumn("department", "departamento", kinds.text(), required=False, blank=True),
        BulkColumn("province", "provincia", kinds.text(), required=False, blank=True),
        BulkColumn("district", "distrito", kinds.text(), required=False, blank=True),
        BulkColumn("unit", "ubigeo", kinds.code(districts())),
        BulkColumn(
            "point_unit", "ubigeo_punto", kinds.code(districts()), required=False, blank=True
        ),
        BulkColumn("latitude", "lat", kinds.number(-19, 0.5), ("latitud",)),
        BulkColumn("longitude", "lon", kinds.number(-82, -68), ("longitud",)),
        BulkColumn("source", "fuente", kinds.text(), required=False, blank=True),
    ),
    build=build,
    keys=("code",),
    value=("name", "unit"),
    inspect=inspect,
    summary=summary,
    fault_kinds=FAULTS,
)
