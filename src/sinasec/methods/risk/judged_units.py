"""Which districts are evaluated, and why the others are sin información."""

from typing import Final

import polars as pl

from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.peers import peer_of
from sinasec.methods.risk.values import RiskInputs
from sinasec.methods.risk.windows import MONTHS, Window, months_of

UNITS: Final = pl.Schema(
    {
        "unit": pl.String,
        "name": pl.String,
        "province": pl.String,
        "department": pl.String,
        "peer": pl.String,
        "population": pl.Int64,
        "state": pl.String,
        "why": pl.String,
        "months_covered": pl.Int32,
    }
)


def judged_units(
    edition: RiskEdition, inputs: RiskInputs, year: int, window: Window, covered: pl.DataFrame
) -> pl.DataFrame:
    """UNITS, sorted by code."""
    people = inputs.population.filter(pl.col("year") == year).select("unit", "population")
    ever = pl.col("unit").is_in(covered["unit"].unique().to_list())
    joined = (
        inputs.units.sort("unit")
        .join(people, on="unit", how="left", maintain_order="left")
        .join(months_of(covered, window), on="unit", how="left", maintain_order="left")
        .with_columns(pl.col("months_covered").fill_null(0), ever=ever)
        .with_columns(pl.col("capital").fill_null(False))
    )
    judged = joined.with_columns(peer=peer_of(edition.peers), why=_why(edition))
    state = (
        pl.when(pl.col("why") == "").then(pl.lit("evaluado")).otherwise(pl.lit("sin_informacion"))
    )
    return judged.with_columns(state=state).select(list(UNITS)).cast(UNITS)


def _why(edition: RiskEdition) -> pl.Expr:
    """Why a district is not evaluated, "" when it is. Never having reported comes first."""
    months = pl.col("months_covered")
    little = (months == 0) | (months * MONTHS < edition.minimum_months * pl.col("loaded"))
    return (
        pl.when(~pl.col("ever"))
        .then(pl.lit("nunca_reporto"))
        .when(pl.col("population").fill_null(0) <= 0)
        .then(pl.lit("sin_poblacion"))
        .when(little)
        .then(pl.lit("cobertura"))
        .otherwise(pl.lit(""))
    )
