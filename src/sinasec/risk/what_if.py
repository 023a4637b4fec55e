"""The published index composed otherwise: other weights, treatment, scale or way of adding up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from sinasec.methods.composite import CannotBuild, IndexFaults, RecipeFaults, build
from sinasec.methods.composite.shift import RankShift, rank_shift
from sinasec.publications.models import Publication
from sinasec.publications.remembered import remembered
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
        "shift": pl.Int32,  # places gained towards the top; negative when it falls
        "enters": pl.Boolean,  # among the first k now, and not before
        "leaves": pl.Boolean,
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
    """How far apart the two ranks of each district of MOVED are."""
    before, after = (
        moved[name].cast(pl.Float64).fill_null(float("nan")).to_numpy()
        for name in ("published_rank", "rank")
    )
    return rank_shift(before, after, top)


def _moved(publication: Publication, new: pl.DataFrame) -> pl.DataFrame:
    places = ["unit", "name", "province", "department"]
    published = reading.table(publication, "distritos").select(
        *places, published_score="score", published_rank="rank"
    )
    joined = published.join(new, on="unit", how="left", maintain_order="left")
    return with_moves(joined, reading.top(publication))


def with_moves(joined: pl.DataFrame, top: int) -> pl.DataFrame:
    """MOVED, from its columns but the last three, by new rank."""
    now = (pl.col("rank") <= top).fill_null(False)
    before = (pl.col("published_rank") <= top).fill_null(False)
    return (
        joined.with_columns(
            shift=pl.col("published_rank").cast(pl.Int32) - pl.col("rank").cast(pl.Int32),
            enters=now & ~before,
            leaves=before & ~now,
        )
        .select(list(MOVED))
        .cast(pl.Schema(MOVED))
        .sort("rank", "unit", nulls_last=True)
    )
