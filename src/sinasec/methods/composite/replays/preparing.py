"""The steps before weighting, on arrays of any number of replications: (…, U, I) to (…, U, I)."""

from dataclasses import asdict
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.elements import Tree
from sinasec.methods.composite.kernels import imputing, normalising, ranking, treating
from sinasec.methods.composite.recipes.steps import Denominate, Impute, Normalise, Scaling, Treat
from sinasec.methods.composite.table_files.tables import IndexTables

Floats = NDArray[np.float64]


def imputed(values: Floats, step: Impute, tables: IndexTables) -> Floats:
    """Gaps filled as `step` says. The iterative method takes one table (U, I) at a time."""
    if step.method == "none":
        return values
    if step.method == "iterative":
        return imputing.iteratively_filled(values, step.seed)
    statistic = "median" if step.method.endswith("median") else "mean"
    if step.method in ("mean", "median"):
        return imputing.filled(values, statistic)
    return imputing.group_filled(values, group_numbers(tables.groups[step.group]), statistic)


@lru_cache(maxsize=8)
def group_numbers(groups: tuple[str, ...]) -> NDArray[np.intp]:
    """Each unit's group as a number from 0; -1 for a unit of no group. Not to be written on."""
    numbers = {group: place for place, group in enumerate(sorted(set(groups) - {""}))}
    found = np.array([numbers.get(group, -1) for group in groups], np.intp)
    found.flags.writeable = False
    return found


def denominated(values: Floats, step: Denominate, tables: IndexTables) -> Floats:
    """Each indicator over its denominator, times `scale`; NaN where that is not above zero."""
    columns = [divisor_of(element.denominator, tables) for element in tables.tree.indicators]
    divided = np.array([bool(element.denominator) for element in tables.tree.indicators])
    divisors = np.stack(columns, axis=-1)
    return np.where(divided, values / divisors * step.scale, values)


def divisor_of(name: str, tables: IndexTables) -> Floats:
    """The denominator (U,) of that name, NaN where not above zero; ones for no name."""
    if not name:
        return np.ones(len(tables.units))
    divisor = tables.denominators[name]
    return np.where(divisor > 0, divisor, np.nan)


def treated(values: Floats, step: Treat) -> treating.Treated:
    return treating.treated(values, **asdict(step))


def treated_values(values: Floats, step: Treat) -> Floats:
    return treating.treated_values(values, **asdict(step))


class Ranks:
    """The ranks of a table of values, asked for under several scales and made once."""

    def __init__(self) -> None:
        self._made: dict[bytes, NDArray[np.int32]] = {}

    def __call__(self, values: Floats) -> NDArray[np.int32]:
        key = values.tobytes()
        if key not in self._made:
            self._made = {key: ranking.lowest_first(values)}
        return self._made[key]


def normalised(
    values: Floats,
    step: Normalise,
    tree: Tree,
    ranks: ranking.Ranking = ranking.lowest_first,
) -> Floats:
    """Every indicator on its scale with its direction applied (the only place where it is)."""
    codes = [element.code for element in tree.indicators]
    scalings = [step.of(code) for code in codes]
    directions = np.array([element.direction for element in tree.indicators])
    posts = np.array(
        [
            scaling.posts or element.posts or (np.nan, np.nan)
            for scaling, element in zip(scalings, tree.indicators, strict=True)
        ]
    )
    if len(set(scalings)) == 1:
        return _scaled(values, scalings[0], directions, posts, ranks)
    result = np.empty_like(values)
    for scaling in dict.fromkeys(scalings):
        own = [place for place, each in enumerate(scalings) if each == scaling]
        result[..., own] = _scaled(values[..., own], scaling, directions[own], posts[own], ranks)
    return result


def _scaled(
    values: Floats,
    scaling: Scaling,
    directions: NDArray[np.int_],
    posts: Floats,
    ranks: ranking.Ranking,
) -> Floats:
    return normalising.normalised(
        values,
        directions,
        scaling.method,
        low=scaling.low,
        high=scaling.high,
        mean=scaling.mean,
        sd=scaling.sd,
        posts=posts,
        ranks=ranks,
    )
