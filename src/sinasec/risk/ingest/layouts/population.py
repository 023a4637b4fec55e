"""Population by district and year: a row for each year, or a column for each."""

from dataclasses import replace
from typing import Final

import polars as pl

from sinasec.counted import ROWS, counted
from sinasec.intake.bulk import cell_kinds as kinds
from sinasec.intake.bulk.columns import BulkColumn, FileTerms
from sinasec.intake.bulk.known_units import districts
from sinasec.intake.bulk.layout import BulkLayout, Inspected
from sinasec.intake.fault_kinds import FaultKind
from sinasec.spreadsheets.faults import Fault

UNIT: Final = BulkColumn("unit", "ubigeo", kinds.code(districts()), ("inei", "codigo inei"))
YEAR: Final = BulkColumn("year", "anio", kinds.year(ahead=50), ("Año",))
VALUE: Final = BulkColumn("value", "poblacion", kinds.count(), ("habitantes", "población total"))
SOURCE: Final = BulkColumn("source", "fuente", kinds.text(), ("serie",), required=False, blank=True)


def inspect(rows: pl.DataFrame, asked: FileTerms) -> Inspected:
    """Of a file with several series, the one that was asked for."""
    spans = (
        rows.drop_nulls("source")
        .group_by("source")
        .agg(pl.col("year").min().alias("first"), pl.col("year").max().alias("last"), pl.len())
        .sort("source")
    )
    series = spans["source"].to_list()
    if asked.series and asked.series in series:
        left = rows.height - rows.filter(pl.col("source") == asked.series).height
        note = f"Se leyó la serie «{asked.series}»; las otras tienen {counted(left, *ROWS)}."
        return Inspected(notes=(note,), rows=rows.filter(pl.col("source") == asked.series))
    if len(series) < 2 and not asked.series:
        return Inspected()
    listed = "; ".join(
        f"«{name}» ({first} a {last}, {counted(count, *ROWS)})"
        for name, first, last, count in spans.iter_rows()
    )
    asks = (
        f"El archivo trae {len(series)} series: {listed or 'ninguna'}. Diga cuál con --series, "
        "o en «Serie» si usa la mesa de trabajo."
    )
    return Inspected((Fault("", None, "", "varias-fuentes", asks),))


def build(rows: pl.DataFrame, asked: FileTerms) -> pl.DataFrame:
    return rows.select("unit", "year", pl.col("value").alias("population"), "source")


def summary(rows: pl.DataFrame) -> list[str]:
    by_year = rows.group_by("year").agg(pl.col("population").sum(), pl.col("unit").n_unique())
    known = len(districts())
    return [
        f"{year}: {people} habitantes en {units} distritos; {known - units} sin dato"
        for year, people, units in by_year.sort("year").iter_rows()
    ]


FAULTS: Final = {
    "varias-fuentes": FaultKind("El archivo trae varias series", row=False),
}

LONG: Final = BulkLayout(
    name="poblacion",
    title="Población por distrito y año, una fila por año",
    dataset="poblacion",
    columns=(UNIT, YEAR, VALUE, SOURCE),
    build=build,
    keys=("unit", "year"),
    value=("value",),
    inspect=inspect,
    summary=summary,
    fault_kinds=FAULTS,
)
WIDE: Final = BulkLayout(
    name="poblacion",
    title="Población por distrito, una columna por año (pob_2018, pob_2019…)",
    dataset="poblacion",
    columns=(UNIT, replace(YEAR, required=False), replace(VALUE, required=False), SOURCE),
    build=build,
    keys=("unit", "year"),
    value=("value",),
    inspect=inspect,
    summary=summary,
    fault_kinds=FAULTS,
    years=r"(?:pob|poblacion|p)?((?:19|20)\d\d)",
)
