"""What of a unit's score comes from each element, at every level, adding up to it."""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.composite.built import Built
from sinasec.methods.composite.kernels.aggregating import exponent
from sinasec.methods.composite.kernels.sharing import known_shares, parts

Floats = NDArray[np.float64]


def contributions(built: Built) -> pl.DataFrame:
    """uCode, element, level, parent, contribution: points of the index, a row a unit and element.

    Those of one level add up to the score of the unit (see `kernels.sharing`); the index gives
    all of it. Null where the element is not known, and for all that Copeland joins: places won
    are not the sum of what each element gives.
    """
    tables, elements = built.tables, built.tables.tree.elements
    points = np.concatenate(list(reversed(list(_downward(built)))), axis=1)
    units, count = len(tables.units), len(elements)
    return pl.DataFrame(
        {
            "uCode": np.repeat(np.array(tables.units, dtype=object), count).tolist(),
            "element": [each.code for each in elements] * units,
            "level": pl.Series([each.level for each in elements] * units, dtype=pl.Int32),
            "parent": [each.parent for each in elements] * units,
            "contribution": pl.Series(points.ravel()).fill_nan(None),
        }
    )


def _downward(built: Built) -> Iterator[Floats]:
    """(U, n) points of each level, from the index down to the indicators."""
    points = built.climbed.scores[-1]
    per_score = np.ones_like(points)  # points of the index for each point of the element
    yield points
    for level in range(len(built.tables.tree.families) - 1, -1, -1):
        points, per_score = _level(built, level, per_score)
        yield points


def _level(built: Built, level: int, per_score: Floats) -> tuple[Floats, Floats]:
    """Points of the elements of a level, and per point of their own, from those above."""
    values, family = built.climbed.scores[level], built.tables.tree.families[level]
    points, ratio = np.full_like(values, np.nan), np.full_like(values, np.nan)
    if built.recipe.steps.aggregate.at(level + 1) == "copeland":
        return points, ratio
    for place in range(per_score.shape[1]):
        own = np.flatnonzero(family == place)
        given, each = _family(built, level, place, own)
        points[:, own] = per_score[:, place, None] * given
        ratio[:, own] = per_score[:, place, None] * each
    return points, ratio


def _family(built: Built, level: int, place: int, own: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Points of the score of one aggregate given by each sibling, and per point of it."""
    climbed, aggregate = built.climbed, built.recipe.steps.aggregate
    values = climbed.scores[level][:, own]
    power = exponent(aggregate.at(level + 1), aggregate.p)
    shares = known_shares(values, climbed.weights[level][own])
    given = parts(values, shares, climbed.scores[level + 1][:, place], power)
    if power == 1.0:
        return given, shares
    zero = values == 0  # gives nothing, and nothing hangs from it
    return given, np.where(zero, shares, given / np.where(zero, 1.0, values))
