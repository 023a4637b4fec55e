"""What an index is made of, looked at afterwards: do its parts agree, repeat, weigh as they say?

Everything is measured on the normalised indicators (direction applied) and the scores above them.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.composite.audits.arrays import (
    condition_number,
    cronbach_alpha,
    first_component_share,
    inflation,
    known_in_both,
    p_values,
    pearson,
    spearman,
)
from sinasec.methods.composite.built import Built
from sinasec.methods.composite.elements import Tree

Floats = NDArray[np.float64]


def correlations(built: Built) -> pl.DataFrame:
    """a, b, pearson, spearman, units, pearson_p, spearman_p: each pair of elements, once.

    The pairs of one level and those of an element with what it hangs from, all the way up.
    `units`: known in both. Null where one of them does not vary.
    """
    values, codes = _all_scores(built), built.tables.tree.codes
    units = known_in_both(values)
    linear, ranks = pearson(values), spearman(values)
    tables = {
        "pearson": linear,
        "spearman": ranks,
        "units": units.astype(np.int32),
        "pearson_p": p_values(linear, units),
        "spearman_p": p_values(ranks, units),
    }
    pairs = _pairs(built.tables.tree)
    one, other = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    columns = {name: pl.Series(table[one, other]) for name, table in tables.items()}
    head = {"a": [codes[place] for place in one], "b": [codes[place] for place in other]}
    frame = pl.DataFrame({**head, **columns}, schema_overrides={"a": pl.String, "b": pl.String})
    return frame.with_columns(pl.col(pl.Float64).fill_nan(None))


def coherence(built: Built) -> pl.DataFrame:
    """element, indicators, alpha, first_component: for each aggregate, over its indicators.

    `alpha`: Cronbach's (1951), on the normalised scale; `first_component`: share of variance of
    the first principal component. Complete units only; null with fewer than two indicators.
    """
    values = built.climbed.scores[0]
    rows = [
        {
            "element": code,
            "indicators": len(own),
            "alpha": cronbach_alpha(values[:, own]),
            "first_component": first_component_share(values[:, own]),
        }
        for code, own in _indicators_below(built.tables.tree).items()
    ]
    schema = pl.Schema(
        {
            "element": pl.String,
            "indicators": pl.Int32,
            "alpha": pl.Float64,
            "first_component": pl.Float64,
        }
    )
    return pl.DataFrame(rows, schema=schema).with_columns(pl.col(pl.Float64).fill_nan(None))


def collinearity(built: Built) -> pl.DataFrame:
    """element, vif, condition: for each indicator and, of the second, for each aggregate.

    `vif`: variance inflation of an indicator on all the others; infinite when they give it
    exactly. `condition`: condition number of the correlations of the indicators of an aggregate.
    """
    tree, values = built.tables.tree, built.climbed.scores[0]
    below = _indicators_below(tree)
    vif = [*inflation(values), *[np.nan] * len(below)]
    condition = [condition_number(values[:, own]) for own in below.values()]
    frame = pl.DataFrame(
        {
            "element": list(tree.codes),
            "vif": np.array(vif),
            "condition": np.array([np.nan] * len(tree.indicators) + condition),
        }
    )
    return frame.with_columns(pl.col(pl.Float64).fill_nan(None))


def effective_weights(built: Built) -> pl.DataFrame:
    """element, level, nominal, effective: what each element should weigh and what it does.

    `nominal`: its weight times those of what it hangs from, so that a level adds up to 1.
    `effective`: share of the squared correlation with the index, r² / Σ r² over the level: the
    linear measure of importance of Paruolo, Saisana and Saltelli (J. R. Stat. Soc. A 176, 2013).
    Null where an element does not vary.
    """
    tree = built.tables.tree
    squared = pearson(_all_scores(built))[:, -1] ** 2
    effective: list[float] = []
    start = 0
    for level in tree.levels:
        own = squared[start : start + len(level)]
        effective += list(own / np.nansum(own)) if np.nansum(own) > 0 else [np.nan] * len(level)
        start += len(level)
    return pl.DataFrame(
        {
            "element": list(tree.codes),
            "level": pl.Series([each.level for each in tree.elements], dtype=pl.Int32),
            "nominal": _nominal(built),
            "effective": np.array(effective),
        }
    ).with_columns(pl.col(pl.Float64).fill_nan(None))


def _nominal(built: Built) -> Floats:
    """Of every element, the product of the weights from it up to the index."""
    tree = built.tables.tree
    shares = [np.ones(1)]
    for weights, family in zip(
        reversed(built.climbed.weights), reversed(tree.families), strict=True
    ):
        shares.insert(0, weights * shares[0][family])
    return np.concatenate(shares)


def _all_scores(built: Built) -> Floats:
    """(U, E) in the order of the codes of the tree."""
    return np.concatenate(built.climbed.scores, axis=-1)


def _indicators_below(tree: Tree) -> dict[str, list[int]]:
    """For each aggregate, the places of the indicators that reach it."""
    parent = {each.code: each.parent for each in tree.elements}
    below: dict[str, list[int]] = {each.code: [] for level in tree.levels[1:] for each in level}
    for place, indicator in enumerate(tree.indicators):
        at = indicator.parent
        while at in below:
            below[at].append(place)
            at = parent[at]
    return below


def _pairs(tree: Tree) -> list[tuple[int, int]]:
    """Places of the pairs of a level, and of each element with those above it."""
    elements = tree.elements
    parent = {each.code: each.parent for each in elements}
    return [
        (one, other)
        for one, a in enumerate(elements)
        for other, b in enumerate(elements)
        if one < other and (a.level == b.level or b.code in _above(a.code, parent))
    ]


def _above(code: str, parent: dict[str, str]) -> list[str]:
    above: list[str] = []
    while parent.get(code):
        code = parent[code]
        above.append(code)
    return above
