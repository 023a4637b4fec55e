"""From one published index to another: who went up, who went down, who comes and goes."""

from dataclasses import dataclass

import polars as pl

from sinasec.methods.composite.audits.shift import RankShift
from sinasec.publications.models import Publication
from sinasec.publications.trust.remembered import remembered
from sinasec.risk.published import reading
from sinasec.risk.what_if import shift_of, with_moves


class CannotCompare(ValueError):
    """The two say nothing of each other; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Between:
    """`districts`: `what_if.MOVED`, where published_* is `before` and score, rank are `after`.

    The first k are those of `after`. A district that only one of them ranks has no shift.
    """

    before: str
    after: str
    top: int
    districts: pl.DataFrame
    shift: RankShift


@remembered(16)
def between(before: Publication, after: Publication) -> Between:
    """Each district that either of them has, by its rank in `after`. Raises `CannotCompare`."""
    if before.simulated != after.simulated:
        raise CannotCompare(
            "Una es de datos reales y la otra es SIMULADO: compararlas no diría nada. Elija dos de "
            "la misma clase."
        )
    places = ["unit", "name", "province", "department"]
    old, new = (reading.table(one, "distritos") for one in (before, after))
    known = pl.concat([new.select(places), old.select(places)]).unique("unit", keep="first")
    joined = known.join(
        old.select(
            "unit",
            published_score="score",
            published_rank="rank",
            published_low="rank_low",
            published_high="rank_high",
        ),
        on="unit",
        how="left",
    ).join(
        new.select("unit", "score", "rank", low="rank_low", high="rank_high"), on="unit", how="left"
    )
    top = reading.top(after)
    districts = with_moves(joined, top)
    return Between(before.pk, after.pk, top, districts, shift_of(districts, top))
