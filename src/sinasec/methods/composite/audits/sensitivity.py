"""Which choices of the recipe move the ranking: Sobol indices of its factors.

Each factor is a uniform variate, or several: the option it falls on; one for every weight it
moves; the seed of the sampling error (one number that picks the whole draw of the noise, so that
its share is that of which draw it was). Two outputs, measured against the ranks of the recipe as it
is: the mean absolute shift of rank, and the share of the first k that stay among the first k.

Both are one number for all the units. Noise that is independent among units shifts them about as
much in every draw: it may widen most of the interval of each and explain little of these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.composite.audits.factors import Factor
from sinasec.methods.composite.audits.shift import mean_shifts, top_stability
from sinasec.methods.composite.audits.sobol import SobolIndices, sobol
from sinasec.methods.composite.build import build
from sinasec.methods.composite.recipes.recipe import Recipe
from sinasec.methods.composite.replays.design import Draws, tree_of, weighted_codes
from sinasec.methods.composite.replays.replay import Ranked, replay_draws
from sinasec.methods.composite.table_files.tables import IndexTables

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Output = Literal["mean_shift", "top_stability"]
OUTPUTS: Final[tuple[Output, ...]] = ("mean_shift", "top_stability")
SEEDS: Final = 2**53


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """`outputs`: (2, n), the values of OUTPUTS at every point of the design of Sobol.

    `tables`: by output, a row a factor: factor, title, first, first_low, first_high, total,
    total_low, total_high; null where the output does not vary.
    """

    outputs: Floats
    tables: Mapping[str, pl.DataFrame]


def sensitivity(
    tables: IndexTables,
    recipe: Recipe,
    base: int,
    seed: int,
    resamples: int = 200,
    output: Output = "mean_shift",
    top: int = 100,
) -> pl.DataFrame:
    """First and total order of each factor for one output; see `sensitivities`."""
    return sensitivities(tables, recipe, base, seed, resamples, top).tables[output]


def sensitivities(
    tables: IndexTables,
    recipe: Recipe,
    base: int,
    seed: int,
    resamples: int = 200,
    top: int = 100,
) -> Sensitivity:
    """Both outputs from one replay of base × (factors + 2) replications.

    base: a power of two. The factors of the recipe that cannot move anything (weights without
    siblings) are left out. Raises ValueError, RecipeFaults or CannotBuild, with sentences.
    """
    sizes = {factor: _size(factor, tables, recipe) for factor in recipe.factors}
    factors = [factor for factor, size in sizes.items() if size]
    nominal = _nominal(tables, recipe)
    kept: list[Floats] = []

    def outputs_at(points: Floats) -> Floats:
        kept.append(_outputs(tables, recipe, _draws(points, factors, tables, recipe), nominal, top))
        return kept[0]

    codes = [factor.code for factor in factors]
    rows = [sizes[factor] for factor in factors]
    found = sobol(outputs_at, codes, base, seed, resamples, sizes=rows)
    titles = [factor.title for factor in factors]
    frames = {name: _frame(found.of(place), titles) for place, name in enumerate(OUTPUTS)}
    return Sensitivity(kept[0], frames)


def _size(factor: Factor, tables: IndexTables, recipe: Recipe) -> int:
    """Uniform variates that a factor takes."""
    if factor.kind == "weights":
        return len(weighted_codes(factor, tree_of(tables, recipe)))
    return 1


def _nominal(tables: IndexTables, recipe: Recipe) -> NDArray[np.int32]:
    """(U,): ranks by the recipe as it is; 0 for a unit without one."""
    ranks = build(tables, recipe).ranks
    index = tables.tree.index.code
    known = dict(zip(ranks["uCode"].to_list(), ranks[index].fill_null(0).to_list(), strict=True))
    return np.array([known.get(unit, 0) for unit in tables.units], np.int32)


def _draws(points: Floats, factors: list[Factor], tables: IndexTables, recipe: Recipe) -> Draws:
    """What the points (rows, n) of the unit cube choose."""
    tree = tree_of(tables, recipe)
    count = points.shape[1]
    ends = np.cumsum([_size(factor, tables, recipe) for factor in factors])
    options: list[Places] = [np.empty((0, count), np.intp)]
    multipliers = np.ones((count, len(tree.codes)))
    seeds: NDArray[np.int64] | None = None
    for factor, variates in zip(factors, np.split(points, ends[:-1]), strict=True):
        if factor.kind == "option":
            options.append((variates * len(factor.options)).astype(np.intp))
        elif factor.kind == "sampling":
            seeds = (variates[0] * SEEDS).astype(np.int64)
        else:
            places = [tree.codes.index(code) for code in weighted_codes(factor, tree)]
            multipliers[:, places] *= 1 + factor.spread * (2 * variates.T - 1)
    return Draws(np.concatenate(options).T, multipliers, seeds)


def _outputs(
    tables: IndexTables, recipe: Recipe, draws: Draws, nominal: NDArray[np.int32], top: int
) -> Floats:
    """(2, n): OUTPUTS of every draw; the ranks themselves are not kept."""
    found = np.zeros((len(OUTPUTS), draws.count))

    def keep(done: Ranked) -> None:
        whole = np.zeros((len(done.ranks), nominal.size), np.int32)
        whole[:, done.units] = done.ranks
        found[0, done.rows] = mean_shifts(nominal, whole)[done.which]
        found[1, done.rows] = top_stability(nominal, whole, top)[done.which]

    replay_draws(tables, recipe, draws, keep)
    return found


def _frame(indices: SobolIndices, titles: list[str]) -> pl.DataFrame:
    numbers = ("first", "first_low", "first_high", "total", "total_low", "total_high")
    columns = {name: pl.Series(getattr(indices, name)).fill_nan(None) for name in numbers}
    head = {"factor": list(indices.factors), "title": titles}
    return pl.DataFrame({**head, **columns}, schema_overrides={"factor": pl.String})
