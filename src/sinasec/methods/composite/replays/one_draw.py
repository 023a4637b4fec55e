"""One replication of a design as tables and recipe of its own, so that it can be built and read."""

from dataclasses import replace

import numpy as np
import polars as pl

from sinasec.methods.composite.elements import Tree
from sinasec.methods.composite.recipes.recipe import Recipe
from sinasec.methods.composite.replays.design import REPLICATION
from sinasec.methods.composite.replays.design_reading import read_design
from sinasec.methods.composite.replays.draw_steps import DrawSteps
from sinasec.methods.composite.replays.sampling import sampled
from sinasec.methods.composite.table_files.tables import IndexTables


def one_draw(
    tables: IndexTables, recipe: Recipe, design: pl.DataFrame, replication: int
) -> tuple[IndexTables, Recipe]:
    """What to give `build` to see a replication step by step.

    Weights that come from the data (pca, balanced) and are also multiplied have no recipe of
    their own: ValueError, as for a replication that is not in the design.
    """
    draws = read_design(design, recipe, tables)
    numbers = design[REPLICATION].cast(pl.Int64).to_numpy()
    found = np.flatnonzero(numbers == replication)
    if not found.size:
        raise ValueError(f"El diseño no tiene la réplica {replication}.")
    place = int(found[0])
    changed = DrawSteps(recipe).recipe_of(dict(enumerate(map(int, draws.options[place]))))
    tables = tables.without(recipe.cut)
    if draws.seeds is not None:
        tables = sampled(tables, int(draws.seeds[place]))
    changed = replace(changed, cut=(), factors=())
    multipliers = draws.multipliers[place]
    return (
        (tables, changed) if (multipliers == 1).all() else _weighing(tables, changed, multipliers)
    )


def _weighing(
    tables: IndexTables, recipe: Recipe, multipliers: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> tuple[IndexTables, Recipe]:
    """The multipliers written into the weights of the tables."""
    method = recipe.steps.weight.method
    if method not in ("given", "equal"):
        raise ValueError(
            f"La réplica multiplica pesos que salen de los datos («{method}»): no se puede "
            "escribir como una receta sola."
        )
    elements = [
        replace(each, weight=(each.weight if method == "given" else 1.0) * float(factor))
        for each, factor in zip(tables.tree.elements, multipliers, strict=True)
    ]
    tables = replace(tables, tree=Tree.of(elements))
    return tables, recipe.changing("weight.method", "given")
