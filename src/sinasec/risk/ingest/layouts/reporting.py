"""Of those who suffered an offence, the share who reported it, as a survey estimates it."""

from typing import Final

import polars as pl

from sinasec.intake.bulk import cell_kinds as kinds
from sinasec.intake.bulk.columns import BulkColumn, CellKind, FileTerms
from sinasec.intake.bulk.intervals import interval_check
from sinasec.intake.bulk.layout import BulkLayout, Inspected
from sinasec.intake.fault_kinds import FaultKind
from sinasec.intake.words import plain
from sinasec.risk.data.datasets import REPORTING
from sinasec.risk.ingest.report_kinds import known_name
from sinasec.spreadsheets.faults import Fault

ALL: Final = "*"
WORDS_FOR_ALL: Final = frozenset({"", "todas", "todos", "total"})  # "*" is bare of letters
MIXED: Final = Fault(
    "",
    None,
    "",
    "unidades-mezcladas",
    "Unas tasas pasan de 1 y otras no: escríbalas todas en porcentaje o todas en proporción.",
)


def kind() -> CellKind:
    """A kind by the name of the reports that it corrects, or "*" for all."""

    def name(written: str) -> str:
        return ALL if plain(written) in WORDS_FOR_ALL else known_name(written)

    return CellKind(
        lambda cell, asked: cell.map_elements(name, return_dtype=pl.String),
        lambda column, asked: [],
    )


def inspect(rows: pl.DataFrame, asked: FileTerms) -> Inspected:
    over = rows["rate"].drop_nulls() > 1
    mixed = (MIXED,) if over.any() and not over.all() else ()
    notes = ("Las tasas se leyeron como porcentajes.",) if over.any() else ()
    return Inspected(mixed, (interval_check("rate", "low", "high", "tasa"),), notes)


def build(rows: pl.DataFrame, asked: FileTerms) -> pl.DataFrame:
    """Rates as shares from 0 to 1."""
    scale = 100.0 if (rows["rate"] > 1).any() else 1.0
    shares = rows.with_columns(pl.col(name) / scale for name in ("rate", "low", "high"))
    schema = REPORTING
    return shares.select(pl.col(name).cast(type_) for name, type_ in schema.items())


def summary(rows: pl.DataFrame) -> list[str]:
    return [
        f"{kind}: denuncia el {100 * rate:.1f} % de las víctimas ({period})"
        for kind, rate, period in rows.select("kind", "rate", "period").sort("kind").iter_rows()
    ]


FAULTS: Final = {
    "unidades-mezcladas": FaultKind("Hay proporciones y porcentajes mezclados", row=False),
}

LAYOUT: Final = BulkLayout(
    name="tasas-de-denuncia",
    title="Proporción de víctimas que denuncia, según una encuesta",
    dataset="tasas_de_denuncia",
    columns=(
        BulkColumn(
            "kind", "modalidad", kind(), ("hecho", "delito"),
            help="Modalidad de las denuncias que corrige, o «*» para todas.",
        ),
        BulkColumn(
            "rate", "tasa", kinds.number(0, 100, percent=True), ("tasa de denuncia",),
            help="Proporción de víctimas que denunció, de 0 a 1, o porcentaje.",
        ),
        BulkColumn(
            "low", "inferior", kinds.number(0, 100, percent=True), required=False, blank=True,
            help="Extremo inferior de su intervalo al 95 %.",
        ),
        BulkColumn(
            "high", "superior", kinds.number(0, 100, percent=True), required=False, blank=True,
            help="Extremo superior de su intervalo al 95 %.",
        ),
        BulkColumn("period", "periodo", kinds.text(), help="A qué meses o año se refiere."),
        BulkColumn("source", "fuente", kinds.text(), help="Qué encuesta, de quién y de cuándo."),
    ),
    build=build,
    keys=("kind", "period", "source"),
    value=("rate",),
    inspect=inspect,
    summary=summary,
    fault_kinds=FAULTS,
    example=(
        {"kind": "*", "rate": "0.15", "period": "2023", "source": "Nombre de la encuesta"},
    ),
)  # fmt: skip
