"""What happens to the ranking without an element, and where one unit stands out."""

import polars as pl

from sinasec.methods.composite.audits.shift import RankShift, rank_shift
from sinasec.methods.composite.build import build
from sinasec.methods.composite.built import Built
from sinasec.methods.composite.faults import CannotBuild, RecipeFaults
from sinasec.methods.composite.recipes.recipe import Recipe
from sinasec.methods.composite.table_files.tables import IndexTables

REMOVALS = pl.Schema(
    {
        "element": pl.String,
        "spearman": pl.Float64,
        "mean_shift": pl.Float64,
        "max_shift": pl.Int32,
        "enter": pl.Int32,
        "leave": pl.Int32,
    }
)


def removals(tables: IndexTables, recipe: Recipe, top: int = 100) -> pl.DataFrame:
    """element, spearman, mean_shift, max_shift, enter, leave: the index without each element.

    Every indicator and aggregate but the index, with all that hangs from it, and the whole recipe
    followed again. `enter`, `leave`: of the first `top`. One whose removal leaves no index, or
    that cannot be removed with this recipe, has nulls.
    """
    reference = build(tables, recipe)
    kept = reference.tables.tree.elements[:-1]
    rows = [_removal(tables, recipe, each.code, reference, top) for each in kept]
    return pl.DataFrame(rows, schema=REMOVALS, orient="row").with_columns(
        pl.col(pl.Float64).fill_nan(None)
    )


def _removal(
    tables: IndexTables, recipe: Recipe, code: str, reference: Built, top: int
) -> dict[str, object]:
    try:
        other = build(tables, recipe.without(code))
    except (RecipeFaults, CannotBuild):
        return {"element": code}
    shift = ranks_shift(reference, other, top)
    return {
        "element": code,
        "spearman": shift.spearman,
        "mean_shift": shift.mean,
        "max_shift": shift.max,
        "enter": shift.enter,
        "leave": shift.leave,
    }


def ranks_shift(one: Built, other: Built, top: int) -> RankShift:
    """From the ranks of one index to those of another, matched by unit."""
    ours = one.ranks.select("uCode", a=one.tables.tree.index.code)
    theirs = other.ranks.select("uCode", b=other.tables.tree.index.code)
    both = ours.join(theirs, on="uCode", how="full", coalesce=True)
    return rank_shift(both["a"].fill_null(0), both["b"].fill_null(0), top)


def strengths(built: Built, unit: str, n: int = 5) -> pl.DataFrame:
    """element, side, score, rank, units: the indicators where a unit stands highest and lowest.

    `side` "alto": its `n` best places among the units with data, best first; "bajo": its `n`
    worst, worst first; no indicator is in both. High is more of what the index measures, so in
    an index of risk the high ones are what drives it. Raises KeyError for a unit not in the index.
    """
    codes = [each.code for each in built.tables.tree.indicators]
    row = built.tables.units.index(unit) if unit in built.tables.units else None
    if row is None:
        raise KeyError(f"La unidad «{unit}» no está en el índice.")
    standing = pl.DataFrame(
        {
            "element": codes,
            "score": [built.scores[code][row] for code in codes],
            "rank": [built.ranks[code][row] for code in codes],
            "units": [built.ranks[code].count() for code in codes],
        },
        schema={"element": pl.String, "score": pl.Float64, "rank": pl.Int32, "units": pl.Int32},
    ).drop_nulls()
    share = (pl.col("rank") - 1) / pl.max_horizontal(pl.col("units") - 1, 1)
    if not built.recipe.steps.rank.descending:
        share = 1 - share
    ordered = standing.sort(share, maintain_order=True)
    high = ordered.head(min(n, (ordered.height + 1) // 2))
    low = ordered.reverse().head(min(n, ordered.height - high.height))
    sides = [high.with_columns(side=pl.lit("alto")), low.with_columns(side=pl.lit("bajo"))]
    return pl.concat(sides).select("element", "side", "score", "rank", "units")
