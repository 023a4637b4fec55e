"""Any indicator of the districts, one value a row: the layout of the template."""

from typing import Final

import polars as pl

from sinasec.methods.risk.shaping import shaped
from sinasec.risk.ingest import cell_kinds as kinds
from sinasec.risk.ingest.columns import Asked, Column, Kind, unread
from sinasec.risk.ingest.intervals import interval_check
from sinasec.risk.ingest.known_units import districts
from sinasec.risk.ingest.layout import Found, Layout
from sinasec.warehouse import DATASETS


def slug() -> Kind:
    """A short code: small letters without accents, digits and low lines."""

    def value(cell: pl.Expr, asked: Asked) -> pl.Expr:
        code = cell.str.to_lowercase().str.replace_all(r"[\s-]+", "_")
        return pl.when(code.str.contains(r"^[a-z][a-z0-9_]{0,59}$")).then(code)

    says = "«{}»: use letras sin tilde, cifras y guion bajo, como «agua_potable»."
    return Kind(value, lambda column, asked: [unread(column, "indicador-ilegible", says)])


def inspect(rows: pl.DataFrame, asked: Asked) -> Found:
    return Found(checks=(interval_check("value", "low", "high", "valor"),))


def build(rows: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    return shaped(rows.with_columns(level=pl.lit("dist")), DATASETS["indicadores"].schema)


def summary(rows: pl.DataFrame) -> list[str]:
    counts = rows.group_by("indicator", "year").agg(pl.len()).sort("indicator", "year")
    known = len(districts())
    return [
        f"{code} {year}: {count} distritos; {known - count} sin dato"
        for code, year, count in counts.iter_rows()
    ]


LAYOUT: Final = Layout(
    name="indicadores",
    title="Indicadores de los distritos, un dato por fila",
    dataset="indicadores",
    columns=(
        Column(
            "unit", "ubigeo", kinds.code(districts()), help="Código INEI del distrito, seis cifras."
        ),
        Column(
            "indicator", "indicador", slug(),
            help="Nombre corto del indicador, siempre el mismo: agua_potable.",
        ),
        Column("year", "anio", kinds.year(), ("Año",), help="Año al que se refiere el dato."),
        Column("value", "valor", kinds.number(), help="El dato. Si no se sabe, no ponga la fila."),
        Column(
            "low", "inferior", kinds.number(), required=False, blank=True,
            help="Extremo inferior de su intervalo al 95 %, si la fuente lo da.",
        ),
        Column(
            "high", "superior", kinds.number(), required=False, blank=True,
            help="Extremo superior de su intervalo al 95 %, si la fuente lo da.",
        ),
        Column("source", "fuente", kinds.text(), help="Quién publica el dato y cuándo."),
    ),
    build=build,
    keys=("unit", "indicator", "year"),
    value=("value",),
    inspect=inspect,
    summary=summary,
    example=(
        {"unit": "150101", "indicator": "agua_potable", "year": "2017", "value": "97.3",
         "source": "Nombre de la fuente"},
    ),
)  # fmt: skip
