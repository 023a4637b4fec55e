"""Police officers of each station, as the census of stations counts them: summed by district."""

from functools import reduce
from operator import add
from typing import Final

import polars as pl

from sinasec.intake.bulk import cell_kinds as kinds
from sinasec.intake.bulk.checks import ColumnCheck
from sinasec.intake.bulk.columns import BulkColumn, FileTerms
from sinasec.intake.bulk.known_units import districts
from sinasec.intake.bulk.layout import BulkLayout, Inspected
from sinasec.intake.bulk.place_names import NAME_FAULTS, name_checks
from sinasec.intake.bulk.sentences import sentence
from sinasec.intake.fault_kinds import FaultKind
from sinasec.methods.risk.shaping import shaped
from sinasec.risk.data.datasets import INDICATORS
from sinasec.risk.ingest.layouts.stations import NO_YEAR

PARTS: Final = tuple(
    f"{rank}_{corps}_{sex}"
    for rank in ("ofi", "subofi")
    for corps in ("armas", "serv")
    for sex in ("h", "m")
)
SOURCE: Final = "Censo nacional de comisarías {}, personal policial por comisaría"
COUNTED: Final = {"policias": pl.col("total").sum(), "comisarias_censadas": pl.len()}


def inspect(rows: pl.DataFrame, asked: FileTerms) -> Inspected:
    names, faults = name_checks(rows, "unit", (("district", 6),))
    return Inspected((*faults, *(() if asked.year else (NO_YEAR,))), (*names, _total()))


def _total() -> ColumnCheck:
    total = reduce(add, (pl.col(part) for part in PARTS))
    says = sentence("policias_total: dice {} y sus partes suman {}.", "total", total)
    return ColumnCheck("total-no-cuadra", "total", pl.col("total") != total, says)


def build(rows: pl.DataFrame, asked: FileTerms) -> pl.DataFrame:
    """Officers and stations of each district; one without stations in the census has no row."""
    summed = rows.group_by("unit").agg(
        value.cast(pl.Float64).alias(code) for code, value in COUNTED.items()
    )
    long = summed.unpivot(list(COUNTED), index="unit", variable_name="indicator")
    given = {
        "level": pl.lit("dist"),
        "year": pl.lit(asked.year),
        "low": pl.lit(None),
        "high": pl.lit(None),
        "source": pl.lit(SOURCE.format(asked.year)),
    }
    return shaped(long.with_columns(**given), INDICATORS)


def summary(rows: pl.DataFrame) -> list[str]:
    totals = dict(rows.group_by("indicator").agg(pl.col("value").sum()).iter_rows())
    return [
        f"{totals.get('policias', 0):.0f} policías en {totals.get('comisarias_censadas', 0):.0f} "
        f"comisarías de {rows['unit'].n_unique()} distritos"
    ]


FAULTS: Final = {
    **NAME_FAULTS,
    "total-no-cuadra": FaultKind("El total no es la suma de sus partes"),
}

LAYOUT: Final = BulkLayout(
    name="policias",
    title="Policías por comisaría (censo de comisarías)",
    dataset="indicadores",
    columns=(
        BulkColumn("unit", "ubigeo", kinds.code(districts())),
        BulkColumn("district", "distrito_fuente", kinds.text(), ("distrito",), False, True),
        BulkColumn("total", "policias_total", kinds.count()),
        *(BulkColumn(part, part, kinds.count(), required=False, blank=True) for part in PARTS),
    ),
    build=build,
    inspect=inspect,
    summary=summary,
    fault_kinds=FAULTS,
)
