"""The published index composed otherwise: other weights, treatment, scale or way of adding up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.composite import CannotBuild, IndexFaults, RecipeFaults, among_both, build
from sinasec.methods.composite.audits.shift import RankShift, rank_shift
from sinasec.publications.models import Publication
from sinasec.publications.trust.remembered import remembered
from sinasec.risk.changes import CannotChange, changed
from sinasec.risk.published import reading

__all__ = ["MOVED", "CannotChange", "WhatIf", "what_if"]

MOVED: Final = pl.Schema(
    {
        "unit": pl.String,
        "name": pl.String,
        "province": pl.String,
        "department": pl.String,
        "published_score": pl.Float64,  # null where the district was not evaluated
        "published_rank": pl.Int32,
        "score": pl.Float64,
        "rank": pl.Int32,
        "before": pl.Int32,  # place among the districts ranked in both, and
        "after": pl.Int32,  # the new one; null where it is ranked in one only
        "shift": pl.Int32,  # before - after: places gained towards the top
        "enters": pl.Boolean,  # among the first k now, and not before
        "leaves": pl.Boolean,
        "published_low": pl.Int32,  # interval of the published rank
        "published_high": pl.Int32,
        "low": pl.Int32,  # that of the new one; null where nobody drew it
        "high": pl.Int32,
        "apart": pl.Boolean,  # the two intervals do not touch (or the new rank is not in the first)
    }
)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """`districts`: MOVED, by new rank, every district of the publication.

    `said`: each change in words; none when nothing was asked. `shift`: from the published ranks.
    """

    publication: str
    simulated: bool
    top: int
    said: tuple[str, ...]
    districts: pl.DataFrame
    shift: RankShift


def what_if(publication: Publication, changes: Mapping[str, str]) -> WhatIf:
    """Compose the index again from its own tables with `changes` (see `changes.CHANGES`).

    Raises `CannotChange` with a sentence for each fault.
    """
    return _what_if(publication, tuple(changes.items()))


@remembered(64)
def _what_if(publication: Publication, asked: tuple[tuple[str, str], ...]) -> WhatIf:
    new = changed(reading.index_tables(publication), reading.recipe(publication), dict(asked))
    try:
        built = build(new.tables, new.recipe)
    except (CannotBuild, IndexFaults, RecipeFaults) as error:
        raise CannotChange({"cambios": f"así no resulta un índice. {error}"}) from error
    index = built.tables.tree.index.code
    scores = built.scores.select(unit="uCode", score=index)
    ranks = built.ranks.select(unit="uCode", rank=index)
    districts = _moved(publication, scores.join(ranks, on="unit"))
    return WhatIf(
        publication=publication.pk,
        simulated=publication.simulated,
        top=reading.top(publication),
        said=new.said,
        districts=districts,
        shift=shift_of(districts, reading.top(publication)),
    )


def shift_of(moved: pl.DataFrame, top: int) -> RankShift:
    """How far ranks move among the districts ranked in both, as in the variants that are published,
    and who enters the first k of all."""
    order = rank_shift(_floats(moved, "before"), _floats(moved, "after"), top)
    first = rank_shift(_floats(moved, "published_rank"), _floats(moved, "rank"), top)
    return replace(order, enter=first.enter, leave=first.leave)


def _floats(moved: pl.DataFrame, name: str) -> NDArray[np.float64]:
    return moved[name].cast(pl.Float64).fill_null(float("nan")).to_numpy()


def _moved(publication: Publication, new: pl.DataFrame) -> pl.DataFrame:
    places = ["unit", "name", "province", "department"]
    published = reading.table(publication, "distritos").select(
        *places,
        published_score="score",
        published_rank="rank",
        published_low="rank_low",
        published_high="rank_high",
    )
    joined = published.join(new, on="unit", how="left", maintain_order="left").with_columns(
        low=pl.lit(None, pl.Int32), high=pl.lit(None, pl.Int32)
    )
    return with_moves(joined, reading.top(publication))


def with_moves(joined: pl.DataFrame, top: int) -> pl.DataFrame:
    """MOVED, by new rank, from places, scores, ranks and their intervals."""
    now = (pl.col("rank") <= top).fill_null(False)
    before = (pl.col("published_rank") <= top).fill_null(False)
    return (
        among_both(joined, "published_rank", "rank")
        .with_columns(
            apart=_apart(),
            enters=now & ~before,
            leaves=before & ~now,
        )
        .select(list(MOVED))
        .cast(pl.Schema(MOVED))
        .sort("rank", "unit", nulls_last=True)
    )


def _apart() -> pl.Expr:
    """Whether the old and the new interval do not touch; without a new one, its rank is it."""
    low, high = pl.coalesce("low", "rank"), pl.coalesce("high", "rank")
    return (pl.col("published_high") < low) | (high < pl.col("published_low"))
