"""Spending of a budget programme by region and month. It is of the region and of no district."""

from typing import Final

import polars as pl

from sinasec.intake.bulk import cell_kinds as kinds
from sinasec.intake.bulk.checks import ColumnCheck
from sinasec.intake.bulk.columns import BulkColumn, CellKind, FileTerms, unread
from sinasec.intake.bulk.known_units import regions
from sinasec.intake.bulk.layout import BulkLayout, Inspected
from sinasec.intake.bulk.place_names import NAME_FAULTS, name_checks
from sinasec.intake.bulk.sentences import sentence
from sinasec.intake.fault_kinds import FaultKind
from sinasec.methods.risk.shaping import shaped
from sinasec.risk.data.datasets import INDICATORS

INDICATOR: Final = "gasto_pp0030"
SOURCE: Final = "MEF, programa presupuestal 0030, devengado por departamento y mes"
REST_OF_LIMA: Final = "15R"  # the region of Lima without its capital province


def region() -> CellKind:
    """Code of a region of the system; Lima Metropolitana is 1501 and the rest of Lima, 15."""

    def value(cell: pl.Expr, asked: FileTerms) -> pl.Expr:
        given = pl.when(cell == REST_OF_LIMA).then(pl.lit("15")).otherwise(cell.str.zfill(2))
        return pl.when(given.is_in(sorted(regions()))).then(given)

    says = "«{}» no es el código de un departamento ni 1501 (Lima Metropolitana)."
    return CellKind(value, lambda column, asked: [unread(column, "codigo-desconocido", says)])


def inspect(rows: pl.DataFrame, asked: FileTerms) -> Inspected:
    names, faults = name_checks(rows, "unit", (("department", 2),))
    says = sentence("devengado_soles: {} es negativo; se sumó como está.", "value")
    negative = ColumnCheck("valor-negativo", "value", pl.col("value") < 0, says)
    return Inspected(tuple(faults), (*names, negative), _incomplete(rows))


def _months(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.drop_nulls("year").group_by("year").agg(pl.col("month").n_unique()).sort("year")


def _incomplete(rows: pl.DataFrame) -> tuple[str, ...]:
    return tuple(
        f"{year}: el archivo trae {months} meses; no se suma como año."
        for year, months in _months(rows).iter_rows()
        if months < 12
    )


def build(rows: pl.DataFrame, asked: FileTerms) -> pl.DataFrame:
    """Soles of each whole year."""
    whole = _months(rows).filter(pl.col("month") == 12)["year"]
    summed = (
        rows.filter(pl.col("year").is_in(whole.implode()))
        .group_by("unit", "year")
        .agg(pl.col("value").sum().round(2))
    )
    given = {
        "level": pl.lit("region"),
        "indicator": pl.lit(INDICATOR),
        "low": pl.lit(None),
        "high": pl.lit(None),
        "source": pl.lit(SOURCE),
    }
    return shaped(summed.with_columns(**given), INDICATORS)


def summary(rows: pl.DataFrame) -> list[str]:
    by_year = rows.group_by("year").agg(pl.col("value").sum(), pl.col("unit").n_unique())
    told = [
        f"{year}: S/ {soles:.2f} en {units} regiones"
        for year, soles, units in by_year.sort("year").iter_rows()
    ]
    return [*told, "Es gasto de la región: no entra como dato de ningún distrito"]


FAULTS: Final = {
    **NAME_FAULTS,
    "valor-negativo": FaultKind("Un valor negativo (anulación de gasto)", blocks=False),
}

LAYOUT: Final = BulkLayout(
    name="gasto-pp0030",
    title="Gasto del programa presupuestal 0030 por departamento y mes",
    dataset="indicadores",
    columns=(
        BulkColumn("year", "anio", kinds.year(), ("Año",)),
        BulkColumn("month", "mes", kinds.month()),
        BulkColumn("unit", "ambito", region(), ("departamento código",)),
        BulkColumn(
            "department", "departamento_fuente", kinds.text(), ("departamento",), False, True
        ),
        BulkColumn("value", "devengado_soles", kinds.number(), ("devengado",)),
    ),
    build=build,
    keys=("unit", "year", "month"),
    value=("value",),
    inspect=inspect,
    summary=summary,
    fault_kinds=FAULTS,
)
