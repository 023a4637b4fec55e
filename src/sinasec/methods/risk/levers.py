"""How much one indicator of a district would have to change for its score to cross a mark.

All else equal: the other indicators of the district and all other districts stay as they are.
What a value is worth is read from the index itself (value and normalised value of every district,
joined by straight lines), so it holds for any treatment and normalisation that looks at one
indicator at a time. The score is then rebuilt with the weights and the means of the recipe:
the generalised mean of exponent p, 1 arithmetic, 0 geometric (its limit), −1 harmonic.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.composite.kernels.aggregating import Method, exponent
from sinasec.methods.composite.recipes.steps import Aggregate

Floats = NDArray[np.float64]
HALVINGS: Final = 50  # of the normalised scale: beyond what a float can tell


class NoLevers(ValueError):
    """The recipe does not score a district on its own values alone."""


@dataclass(frozen=True, slots=True)
class Lever:
    """`needed`: the value at which the score meets the mark; None when no value seen would do.

    `best`: the score if the indicator had the value seen that helps the most.
    """

    element: str
    value: float
    needed: float | None
    best: float


@dataclass(frozen=True, slots=True)
class Node:
    """An element of one district: its normalised value, and what it weighs in its parent."""

    element: str
    parent: str
    level: int
    weight: float
    normalised: float


def exponents(aggregate: Aggregate, levels: int) -> tuple[float, ...]:
    """The exponent of the mean that makes each level from the one below, from level 2 up.

    Raises NoLevers for Copeland, which compares districts with each other.
    """
    methods: list[Method] = [aggregate.at(level) for level in range(1, levels)]
    if "copeland" in methods:
        raise NoLevers("Con la agregación «copeland» el puntaje depende de los demás distritos.")
    return tuple(exponent(method, aggregate.p) for method in methods)


def power_mean(values: Floats, weights: Floats, p: float) -> float:
    """Weighted; zero as soon as a value is zero when p ≤ 0. Only p = 1 takes values below zero."""
    share = weights / weights.sum()
    if p == 1:
        return float((share * values).sum())
    if p > 0:
        return float((share * np.maximum(values, 0) ** p).sum() ** (1 / p))
    if (values <= 0).any():
        return 0.0
    if p == 0:
        return float(np.exp((share * np.log(values)).sum()))
    return float((share * values**p).sum() ** (1 / p))


def nodes(elements: pl.DataFrame, contributions: pl.DataFrame, unit: str) -> list[Node]:
    """The tree of one district, from ELEMENTS and CONTRIBUTIONS; only what it has a value for."""
    weights = elements.select("element", "weight")
    mine = contributions.filter(pl.col("unit") == unit).join(weights, on="element", how="inner")
    return [
        Node(row["element"], row["parent"], row["level"], row["weight"], row["normalised"])
        for row in mine.sort("level", "element").iter_rows(named=True)
        if row["normalised"] is not None
    ]


def score_with(tree: Sequence[Node], means: Sequence[float], element: str, value: float) -> float:
    """The score if the normalised value of `element` (an indicator) were `value`."""
    node = next(node for node in tree if node.element == element)
    while node.parent:
        siblings = [other for other in tree if other.parent == node.parent]
        values = [value if o.element == node.element else o.normalised for o in siblings]
        weights = [other.weight for other in siblings]
        value = power_mean(np.array(values), np.array(weights), means[node.level - 1])
        node = next(other for other in tree if other.element == node.parent)
    return value


def levers(
    elements: pl.DataFrame,
    contributions: pl.DataFrame,
    unit: str,
    mark: float,
    means: Sequence[float],
) -> list[Lever]:
    """One a indicator of `unit`, those that can reach `mark` first, the least change first.

    `means` as `exponents` gives them. Frames as in `frames`; `mark` in points of the score.
    """
    tree = nodes(elements, contributions, unit)
    mine = {row["element"]: row for row in _indicators(contributions, unit)}
    found = [
        _lever(tree, means, mine[node.element], _worth(contributions, node.element), mark)
        for node in tree
        if node.element in mine
    ]
    return sorted(found, key=lambda lever: (lever.needed is None, _share(lever)))


def _indicators(contributions: pl.DataFrame, unit: str) -> list[dict[str, Any]]:
    own = (pl.col("unit") == unit) & pl.col("value").is_not_null() & ~pl.col("imputed")
    return contributions.filter(own).to_dicts()


def _share(lever: Lever) -> float:
    """Relative change, to compare levers of different measures."""
    if lever.needed is None:
        return 0.0
    return abs(lever.needed - lever.value) / max(abs(lever.value), 1e-12)


def _worth(contributions: pl.DataFrame, element: str) -> tuple[Floats, Floats]:
    """Normalised values, rising, and the value each stands for.

    Where many values share one (those brought in from a tail), the innermost stands for all.
    """
    known = contributions.filter(
        (pl.col("element") == element) & pl.col("value").is_not_null() & ~pl.col("imputed")
    ).select("normalised", "value")
    middle = known["value"].median()
    pairs = (
        known.with_columns((pl.col("value") - middle).abs().alias("far"))
        .sort("normalised", "far")
        .unique("normalised", keep="first", maintain_order=True)
    )
    return pairs["normalised"].to_numpy(), pairs["value"].to_numpy()


def _lever(
    tree: Sequence[Node],
    means: Sequence[float],
    row: Mapping[str, Any],
    worth: tuple[Floats, Floats],
    mark: float,
) -> Lever:
    element, now = row["element"], float(row["normalised"])
    scored = score_with(tree, means, element, now)
    end = float(worth[0][0] if scored > mark else worth[0][-1])
    best = score_with(tree, means, element, end)
    if (best - mark) * (scored - mark) > 0:
        return Lever(element, row["value"], None, best)
    at = _crossing(tree, means, element, sorted((now, end)), mark)
    return Lever(element, row["value"], float(np.interp(at, *worth)), best)


def _crossing(
    tree: Sequence[Node], means: Sequence[float], element: str, within: list[float], mark: float
) -> float:
    """The normalised value at which the score is `mark`; the score never falls as it rises."""
    low, high = within
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if score_with(tree, means, element, middle) > mark:
            high = middle
        else:
            low = middle
    return low


def mark_of(scores: pl.Series, rank: int, k: int) -> float | None:
    """The score to cross: that of place k + 1 for those inside, of place k for those outside.

    `scores` of every ranked district. None when there are not that many.
    """
    ordered = scores.drop_nulls().sort(descending=True)
    place = k if rank <= k else k - 1
    return float(ordered[place]) if place < len(ordered) else None
