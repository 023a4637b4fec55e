"""The example index itself on the simulated country: silences, late months, gaps and all.

What is counted as in `calibrated`; here the events are heard month by month, more spread than
Poisson's, through everything that the inputs of the product go through.
"""

from functools import cache
from typing import Final

import numpy as np
import polars as pl

from sinasec.definitions import index
from sinasec.methods.composite import (
    Recipe,
    build,
    draw_design,
    probability_top,
    rank_intervals,
    read_tables,
    replay,
)
from sinasec.methods.risk.assemble import Assembled, assemble
from sinasec.methods.risk.reports.truth import KINDS, Truth
from sinasec.risk.simulation.simulate import YEARS, made_up
from tests.risk.calibrated import LEVEL, Covered
from tests.risk.made_country import inputs_of

RATES: Final = {
    "ROBO": "Robo",
    "HURTO": "Hurto",
    "ESTAFA": "Estafa",
    "EXTORSION": "Extorsión",
    "SECUESTRO": "Secuestro",
    "VIOLENCIA_FAMILIAR": "Violencia contra la mujer e integrantes",
}


@cache
def assembled(seed: int) -> tuple[Truth, Assembled]:
    made = made_up(seed)
    return made, assemble(index.load(), inputs_of(made), YEARS[-1])


def index_trial(seed: int, replications: int, *, sampling_only: bool) -> Covered:
    """The rank by the true values against what the edition says of it."""
    made, found = assembled(seed)
    recipe = _recipe(sampling_only=sampling_only)
    tables = read_tables(found.idata, found.imeta)
    replayed = replay(tables, recipe, draw_design(recipe, replications, seed, tables))
    real = build(read_tables(true_values(made, found.idata), found.imeta), recipe).ranks
    told = (
        rank_intervals(replayed, LEVEL)
        .join(probability_top(replayed, index.load().top), on="uCode")
        .join(real.select("uCode", rank="IRS"), on="uCode")
        .drop_nulls()
    )
    people = dict(zip(made.units, made.population[:, -1], strict=True))
    rank = told["rank"].to_numpy()
    low, high = told["rank_low"].to_numpy(), told["rank_high"].to_numpy()
    return Covered(
        inside=(low <= rank) & (rank <= high),
        width=high - low,
        people=np.array([people[unit] for unit in told["uCode"]]),
        p_top=told["p_top"].to_numpy(),
        is_top=rank <= index.load().top,
    )


def true_values(made: Truth, idata: pl.DataFrame) -> pl.DataFrame:
    """iData with the true rates, as far as they are heard, and the true poverty."""
    place = {unit: number for number, unit in enumerate(made.units)}
    here = np.array([place[unit] for unit in idata["uCode"]])
    kinds = [kind.name for kind in KINDS]
    rates = made.rates[here, -1] * _heard(made)[here, None] * 1e5
    return idata.with_columns(
        *(pl.Series(code, rates[:, kinds.index(kind)]) for code, kind in RATES.items()),
        pl.Series("HOMICIDIO", made.homicide_rates[here, -1] * 1e5),
        pl.Series("POBREZA", made.poverty[here]),
    )


def _heard(made: Truth) -> np.ndarray:
    """(U,): after a break, the share of what it was; over the months that were not silent."""
    factor = made.silences.heard[:, -1]
    months = (factor > 0).sum(axis=1)
    return np.where(months > 0, factor.sum(axis=1) / np.maximum(months, 1), 1.0)


def _recipe(*, sampling_only: bool) -> Recipe:
    recipe = index.load().recipe
    if not sampling_only:
        return recipe
    said = recipe.as_mapping()
    sampling = [factor for factor in said["factors"] if factor.get("sampling_error")]
    return Recipe.from_mapping({**said, "factors": sampling})
