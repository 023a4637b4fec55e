"""Police officers of each station, as the census of stations counts them: summed by district."""

from functools import reduce
from operator import add
from typing import Final

import polars as pl

from sinasec.methods.risk.shaping import shaped
from sinasec.risk.ingest import cell_kinds as kinds
from sinasec.risk.ingest.checks import Check
from sinasec.risk.ingest.columns import Asked, Column
from sinasec.risk.ingest.known_units import districts
from sinasec.risk.ingest.layout import Found, Layout
from sinasec.risk.ingest.layouts.stations import NO_YEAR
from sinasec.risk.ingest.place_names import name_checks
from sinasec.risk.ingest.sentences import sentence
from sinasec.warehouse import DATASETS

PARTS: Final = tuple(
    f"{rank}_{corps}_{sex}"
    for rank in ("ofi", "subofi")
    for corps in ("armas", "serv")
    for sex in ("h", "m")
)
SOURCE: Final = "Censo nacional de comisarías {}, personal policial por comisaría"
INDICATORS: Final = {"policias": pl.col("total").sum(), "comisarias_censadas": pl.len()}


def inspect(rows: pl.DataFrame, asked: Asked) -> Found:
    names, faults = name_checks(rows, "unit", (("district", 6),))
    return Found((*faults, *(() if asked.year else (NO_YEAR,))), (*names, _total()))


def _total() -> Check:
    total = reduce(add, (pl.col(part) for part in PARTS))
    says = sentence("policias_total: dice {} y sus partes suman {}.", "total", total)
    return Check("total-no-cuadra", "total", pl.col("total") != total, says)


def build(rows: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """Officers and stations of each district; one without stations in the census has no row."""
    summed = rows.group_by("unit").agg(
        value.cast(pl.Float64).alias(code) for code, value in INDICATORS.items()
    )
    long = summed.unpivot(list(INDICATORS), index="unit", variable_name="indicator")
    given = {
        "level": pl.lit("dist"),
        "year": pl.lit(asked.year),
        "low": pl.lit(None),
        "high": pl.lit(None),
        "source": pl.lit(SOURCE.format(asked.year)),
    }
    return shaped(long.with_columns(**given), DATASETS["indicadores"].schema)


def summary(rows: pl.DataFrame) -> list[str]:
    totals = dict(rows.group_by("indicator").agg(pl.col("value").sum()).iter_rows())
    return [
        f"{totals.get('policias', 0):.0f} policías en {totals.get('comisarias_censadas', 0):.0f} "
        f"comisarías de {rows['unit'].n_unique()} distritos"
    ]


LAYOUT: Final = Layout(
    name="policias",
    title="Policías por comisaría (censo de comisarías)",
    dataset="indicadores",
    columns=(
        Column("unit", "ubigeo", kinds.code(districts())),
        Column("district", "distrito_fuente", kinds.text(), ("distrito",), False, True),
        Column("total", "policias_total", kinds.count()),
        *(Column(part, part, kinds.count(), required=False, blank=True) for part in PARTS),
    ),
    build=build,
    inspect=inspect,
    summary=summary,
)
