"""Any indicator of the districts, one value a row: the layout of the template."""

from typing import Final

import polars as pl

from sinasec.intake.bulk import cell_kinds as kinds
from sinasec.intake.bulk.columns import BulkColumn, CellKind, FileTerms, unread
from sinasec.intake.bulk.intervals import interval_check
from sinasec.intake.bulk.known_units import districts
from sinasec.intake.bulk.layout import BulkLayout, Inspected
from sinasec.intake.fault_kinds import FaultKind
from sinasec.methods.risk.shaping import shaped
from sinasec.risk.data.datasets import INDICATORS


def slug() -> CellKind:
    """A short code: small letters without accents, digits and low lines."""

    def value(cell: pl.Expr, asked: FileTerms) -> pl.Expr:
        code = cell.str.to_lowercase().str.replace_all(r"[\s-]+", "_")
        return pl.when(code.str.contains(r"^[a-z][a-z0-9_]{0,59}$")).then(code)

    says = "«{}»: use letras sin tilde, cifras y guion bajo, como «agua_potable»."
    return CellKind(value, lambda column, asked: [unread(column, "indicador-ilegible", says)])


def inspect(rows: pl.DataFrame, asked: FileTerms) -> Inspected:
    return Inspected(checks=(interval_check("value", "low", "high", "valor"),))


def build(rows: pl.DataFrame, asked: FileTerms) -> pl.DataFrame:
    return shaped(rows.with_columns(level=pl.lit("dist")), INDICATORS)


def summary(rows: pl.DataFrame) -> list[str]:
    counts = rows.group_by("indicator", "year").agg(pl.len()).sort("indicator", "year")
    known = len(districts())
    return [
        f"{code} {year}: {count} distritos; {known - count} sin dato"
        for code, year, count in counts.iter_rows()
    ]


FAULTS: Final = {
    "indicador-ilegible": FaultKind("El código del indicador no se puede usar"),
}

LAYOUT: Final = BulkLayout(
    name="indicadores",
    title="Indicadores de los distritos, un dato por fila",
    dataset="indicadores",
    columns=(
        BulkColumn(
            "unit", "ubigeo", kinds.code(districts()), help="Código INEI del distrito, seis cifras."
        ),
        BulkColumn(
            "indicator", "indicador", slug(),
            help="Nombre corto del indicador, siempre el mismo: agua_potable.",
        ),
        BulkColumn("year", "anio", kinds.year(), ("Año",), help="Año al que se refiere el dato."),
        BulkColumn(
            "value", "valor", kinds.number(), help="El dato. Si no se sabe, no ponga la fila.",
        ),
        BulkColumn(
            "low", "inferior", kinds.number(), required=False, blank=True,
            help="Extremo inferior de su intervalo al 95 %, si la fuente lo da.",
        ),
        BulkColumn(
            "high", "superior", kinds.number(), required=False, blank=True,
            help="Extremo superior de su intervalo al 95 %, si la fuente lo da.",
        ),
        BulkColumn("source", "fuente", kinds.text(), help="Quién publica el dato y cuándo."),
    ),
    build=build,
    keys=("unit", "indicator", "year"),
    value=("value",),
    inspect=inspect,
    summary=summary,
    fault_kinds=FAULTS,
    example=(
        {"unit": "150101", "indicator": "agua_potable", "year": "2017", "value": "97.3",
         "source": "Nombre de la fuente"},
    ),
)  # fmt: skip
