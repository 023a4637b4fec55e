"""The design of an uncertainty analysis: what every replication chooses, as a table people keep.

Columns: `replication` (1, 2, …); one for each factor with options, with the text of the option;
`peso:CODE`, what the weight of an element is multiplied by; `muestreo`, the integer seed of the
sampling error of the inputs. A factor whose column is absent stays as the recipe says.
"""

import zlib
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.composite.audits.factors import Factor, option_text
from sinasec.methods.composite.elements import Element, Tree
from sinasec.methods.composite.recipes.recipe import Recipe
from sinasec.methods.composite.table_files.tables import IndexTables

REPLICATION: Final = "replication"
WEIGHT: Final = "peso:"
SEED: Final = "muestreo"
SEEDS: Final = 2**31
DECIMALS: Final = 6  # of the multipliers


@dataclass(frozen=True, slots=True)
class Draws:
    """A design as arrays. `options`: (R, F), place among the options of each option factor, -1 to
    leave the recipe as it is. `multipliers`: (R, E) of the elements of the tree, in its order.
    `seeds`: (R,) of the sampling error, or None for the values as they are.
    """

    options: NDArray[np.intp]
    multipliers: NDArray[np.float64]
    seeds: NDArray[np.int64] | None

    @property
    def count(self) -> int:
        return self.options.shape[0]


def option_factors(recipe: Recipe) -> tuple[Factor, ...]:
    return tuple(factor for factor in recipe.factors if factor.kind == "option")


def tree_of(tables: IndexTables, recipe: Recipe) -> Tree:
    """The elements that the recipe keeps."""
    return tables.tree.without(recipe.cut) if recipe.cut else tables.tree


def weighted_codes(factor: Factor, tree: Tree) -> list[str]:
    """The elements whose weight a factor moves: those of its levels with siblings to share with."""
    listed = [each for level in factor.levels for each in _level(tree, level)]
    parents = [each.parent for each in listed]
    return [each.code for each in listed if each.parent and parents.count(each.parent) > 1]


def draw_design(
    recipe: Recipe, replications: int, seed: int, tables: IndexTables | None = None
) -> pl.DataFrame:
    """A design with every factor of the recipe drawn at random.

    Options are equally likely; multipliers uniform in 1 ± spread; seeds uniform. Each column has
    a stream of its own, so that one factor more does not change what the others draw. `tables`
    says which elements a factor of weights moves. Raises ValueError with a sentence.
    """
    if replications < 1:
        raise ValueError(f"Hace falta al menos una réplica, y se pidieron {replications}.")
    if not recipe.factors:
        raise ValueError("La receta no declara factores: no hay incertidumbre que sortear.")
    numbers = pl.Series(REPLICATION, np.arange(1, replications + 1), dtype=pl.Int32)
    columns = [
        column
        for factor in recipe.factors
        for column in _drawn(factor, replications, seed, recipe, tables)
    ]
    return pl.DataFrame([numbers, *columns])


def _drawn(
    factor: Factor, size: int, seed: int, recipe: Recipe, tables: IndexTables | None
) -> list[pl.Series]:
    if factor.kind == "option":
        texts = np.array([option_text(option) for option in factor.options], dtype=object)
        places = _stream(seed, factor.code).integers(0, len(texts), size)
        return [pl.Series(factor.code, texts[places].tolist(), dtype=pl.String)]
    if factor.kind == "sampling":
        return [pl.Series(SEED, _stream(seed, SEED).integers(0, SEEDS, size))]
    if tables is None:
        raise ValueError("El factor de pesos necesita las tablas: dicen qué elementos tiene.")
    codes = weighted_codes(factor, tree_of(tables, recipe))
    return [_multipliers(WEIGHT + code, factor.spread, size, seed) for code in codes]


def _multipliers(column: str, spread: float, size: int, seed: int) -> pl.Series:
    drawn = _stream(seed, column).uniform(1 - spread, 1 + spread, size)
    return pl.Series(column, np.round(drawn, DECIMALS))


def _stream(seed: int, name: str) -> np.random.Generator:
    """A generator of its own for each name."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def _level(tree: Tree, level: int) -> tuple[Element, ...]:
    return tree.levels[level - 1] if level <= len(tree.levels) else ()
