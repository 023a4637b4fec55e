"""Follow a recipe: from two tables to scores and ranks, with the table of every step."""

from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.composite import saying
from sinasec.methods.composite.built import Built, StepResult
from sinasec.methods.composite.faults import CannotBuild
from sinasec.methods.composite.kernels import ranking, screening, treating
from sinasec.methods.composite.recipes.checks import check_recipe
from sinasec.methods.composite.recipes.recipe import Recipe
from sinasec.methods.composite.recipes.steps import Screen
from sinasec.methods.composite.recipes.writing import arguments_of
from sinasec.methods.composite.replays.climbing import climb
from sinasec.methods.composite.replays.preparing import denominated, imputed, normalised, treated
from sinasec.methods.composite.table_files.framing import (
    by_unit,
    ranks_by_unit,
    treatment_table,
    weight_table,
)
from sinasec.methods.composite.table_files.tables import IndexTables

Floats = NDArray[np.float64]


def build(tables: IndexTables, recipe: Recipe) -> Built:
    """The index of `tables` by `recipe`. Raises RecipeFaults or CannotBuild."""
    check_recipe(tables, recipe)
    tables = tables.without(recipe.cut)
    kept, left_out = screened(tables, recipe.steps.screen)
    work = _Work(kept)
    if recipe.steps.screen:
        work.note("screen", recipe.steps.screen, kept.values, saying.screened(kept, left_out))
    ready, done = _prepared(work, recipe)
    climbed = climb(ready, kept.tree, recipe.steps.weight, recipe.steps.aggregate)
    scores = np.concatenate(climbed.scores, axis=-1)
    places = ranking.ranked(scores.T, descending=recipe.steps.rank.descending).T
    weights = weight_table(kept.tree, climbed)
    codes = kept.tree.codes
    result = Built(
        recipe=recipe,
        tables=kept,
        left_out=left_out,
        steps=(),
        normalised=work.frame(ready),
        weights=weights,
        scores=by_unit(kept.units, codes, scores),
        ranks=ranks_by_unit(kept.units, codes, places),
        treatments=treatment_table(kept.tree, done),
        climbed=climbed,
    )
    return _with_steps(result, work)


def screened(tables: IndexTables, step: Screen | None) -> tuple[IndexTables, tuple[str, ...]]:
    """The tables of the units with enough data, and the codes of the rest. Raises CannotBuild."""
    if step is None:
        return tables, ()
    enough = screening.enough(tables.values, step.min_data)
    if not enough.any():
        raise CannotBuild(
            f"Ninguna unidad tiene {step.min_data:.0%} de los indicadores: baje min_data o "
            "complete los datos."
        )
    out = tuple(tables.units[place] for place in np.flatnonzero(~enough))
    return tables.of_units(enough), out


class _Work:
    """The steps done so far, as they will be told."""

    def __init__(self, tables: IndexTables) -> None:
        self.tables = tables
        self.steps: list[StepResult] = []

    def frame(self, values: Floats) -> pl.DataFrame:
        return by_unit(self.tables.units, [e.code for e in self.tables.tree.indicators], values)

    def note(self, name: str, step: object, values: Floats, what: str) -> None:
        self.steps.append(StepResult(name, arguments_of(step), self.frame(values), what))


def _prepared(work: _Work, recipe: Recipe) -> tuple[Floats, treating.Treated | None]:
    """The normalised values, having noted every step up to them."""
    steps, tables, values = recipe.steps, work.tables, work.tables.values
    done = None
    for name in steps.preparing():
        before = values
        if name == "impute" and steps.impute:
            values = imputed(values, steps.impute, tables)
            work.note(name, steps.impute, values, saying.imputed(before, values, tables))
        elif name == "denominate" and steps.denominate:
            values = denominated(values, steps.denominate, tables)
            work.note(name, steps.denominate, values, saying.denominated(before, values, tables))
        elif name == "treat" and steps.treat:
            done = treated(values, steps.treat)
            values = done.values
            work.note(name, steps.treat, values, saying.treated(done, tables))
    before, values = values, normalised(values, steps.normalise, tables.tree)
    what = saying.normalised(before, values, tables)
    work.note("normalise", steps.normalise, values, what)
    return values, done


def _with_steps(built: Built, work: _Work) -> Built:
    """The index with its last three steps told as the others are."""
    steps = built.recipe.steps
    last = (
        StepResult("weight", arguments_of(steps.weight), built.weights, saying.weighed(built)),
        StepResult(
            "aggregate", arguments_of(steps.aggregate), built.scores, saying.aggregated(built)
        ),
        StepResult("rank", arguments_of(steps.rank), built.ranks, saying.ranked(built)),
    )
    return replace(built, steps=(*work.steps, *last))
