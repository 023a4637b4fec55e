"""The audit of the index as published tables: what its elements say together."""

import math

import polars as pl

from sinasec.methods.composite import (
    Built,
    IndexTables,
    coherence,
    collinearity,
    correlations,
    effective_weights,
    removals,
)
from sinasec.methods.risk.editions.edition import Audit, RiskEdition
from sinasec.methods.risk.frames import (
    COHERENCE,
    CORRELATIONS,
    EFFECTIVE_WEIGHTS,
    REMOVALS,
)
from sinasec.methods.risk.shaping import shaped


def audit_tables(edition: RiskEdition, index: IndexTables, built: Built) -> dict[str, pl.DataFrame]:
    return {
        "correlaciones": _correlations(edition.audit, built),
        "coherencia": shaped(coherence(built), COHERENCE),
        "pesos_efectivos": _weights(built),
        "retiros": shaped(removals(index, edition.recipe, edition.top), REMOVALS),
    }


def _correlations(bounds: Audit, built: Built) -> pl.DataFrame:
    """CORRELATIONS. Only elements of one level are flagged: a part agrees with its whole."""
    level = {each.code: each.level for each in built.tables.tree.elements}
    siblings = pl.col("a").replace_strict(level) == pl.col("b").replace_strict(level)
    flag = (
        pl.when(siblings & (pl.col("pearson") >= bounds.collinear))
        .then(pl.lit("colineal"))
        .when(siblings & (pl.col("pearson") <= bounds.negative))
        .then(pl.lit("negativa"))
        .otherwise(pl.lit(""))
    )
    return shaped(correlations(built).with_columns(flag=flag), CORRELATIONS)


def _weights(built: Built) -> pl.DataFrame:
    """EFFECTIVE_WEIGHTS; an inflation without end (one indicator repeats others) is null."""
    found = effective_weights(built).join(
        collinearity(built).select("element", "vif"), on="element", maintain_order="left"
    )
    finite = pl.when(pl.col("vif") < math.inf).then(pl.col("vif"))
    return shaped(found.with_columns(vif=finite), EFFECTIVE_WEIGHTS)
