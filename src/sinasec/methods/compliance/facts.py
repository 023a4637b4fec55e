"""What was known at a moment: the acts that stand, with corrections and reviews applied."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import polars as pl


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts as they come in (shapes in `methods/frames.py`), in any order of rows."""

    acts: pl.DataFrame
    reviews: pl.DataFrame
    waivers: pl.DataFrame
    completeness: pl.DataFrame

    def known(self, known_at: datetime) -> "Facts":
        """The facts registered by a moment (naive UTC)."""
        return Facts(
            known(self.acts, known_at),
            known(self.reviews, known_at),
            known(self.waivers, known_at),
            known(self.completeness, known_at),
        )

    def of(self, committee: str) -> "Facts":
        """The facts of one committee; its reviews are those of its acts."""
        mine = pl.col("committee") == committee
        acts = self.acts.filter(mine)
        return Facts(
            acts,
            self.reviews.join(acts.select("act_id"), on="act_id", how="semi"),
            self.waivers.filter(mine),
            self.completeness.filter(mine),
        )


def known(facts: pl.DataFrame, known_at: datetime) -> pl.DataFrame:
    """The rows registered by a moment. Facts are append-only, so later moments know more."""
    by_then = facts["registered_at"] <= known_at
    return facts if by_then.all() else facts.filter(by_then)


def standing_acts(acts: pl.DataFrame) -> pl.DataFrame:
    """The acts no other act corrects, dated with the earliest date of their chain.

    In: ACTS already known. Out: act_id, committee, kind, date, attributes. A correction keeps
    the original date, so that mending a record never makes it late; one that says that the date
    was wrong (`WRONG_DATE`) annuls those before it.
    """
    return _standing(acts).collect()


def _standing(acts: pl.DataFrame) -> pl.LazyFrame:
    corrections = acts.filter(pl.col("supersedes").is_not_null())
    if corrections.is_empty():
        return acts.lazy().select(STANDING)
    dated = _earliest_dates(acts, corrections)
    earliest = pl.col("act_id").replace_strict(dated["act_id"], dated["earliest"], default=None)
    columns = [
        pl.coalesce(earliest, "date").alias(name) if name == "date" else pl.col(name)
        for name in STANDING
    ]
    return acts.lazy().filter(_none_of(corrections["supersedes"])).select(columns)


def _none_of(acts: pl.Series) -> pl.Expr:
    return ~pl.col("act_id").is_in(acts.implode())


# What `_earliest_dates` does, in the words of every text that tells it.
DATE_OF_CORRECTED: Final = (
    "De un acto y de los que lo corrigen cuenta la fecha más temprana, salvo que uno diga que la "
    "del acto que corrige era errada: entonces las anteriores se anulan y cuenta la suya"
)
WRONG_DATE: Final = "fecha_errada"  # see definitions/act_kinds.yaml
STANDING = ("act_id", "committee", "kind", "date", "attributes")


def annuls_date() -> pl.Expr:
    """Whether an act says that the date of the one that it corrects was wrong."""
    return pl.col("attributes").str.contains(f'"{WRONG_DATE}":true', literal=True)


def _earliest_dates(acts: pl.DataFrame, corrections: pl.DataFrame) -> pl.DataFrame:
    """act_id of each correction -> earliest date of the acts it goes back through, down to the
    last that annulled those before it."""
    dates = acts.join(
        pl.concat([corrections["supersedes"], corrections["act_id"]]).unique().to_frame("act_id"),
        on="act_id",
        how="semi",
    ).select("act_id", "date", supersedes=pl.when(~annuls_date()).then("supersedes"))
    chain = dates.join(corrections, on="act_id", how="semi").rename({"date": "earliest"})
    for _ in range(chain.height):
        chain = (
            chain.join(dates, left_on="supersedes", right_on="act_id", how="left")
            .with_columns(earliest=pl.min_horizontal("earliest", "date"))
            .select("act_id", "earliest", supersedes="supersedes_right")
        )
        if chain["supersedes"].is_null().all():
            break
    return chain.select("act_id", "earliest")


def last_reviews(reviews: pl.DataFrame) -> pl.DataFrame:
    """The last word on each act: act_id, outcome, reason, registered_at.

    Of two reviews of the same instant the acceptance stands: doubt never harms.
    """
    ordered = reviews.sort(
        "act_id", "registered_at", "outcome", "reason", descending=[False, False, True, False]
    )
    return ordered.unique("act_id", keep="last", maintain_order=True)


def counted_acts(acts: pl.DataFrame, reviews: pl.DataFrame) -> pl.DataFrame:
    """The known acts that may count: standing, and not observed by their last review."""
    doubted = reviews.filter(pl.col("outcome") == "observed")["act_id"]
    last = last_reviews(reviews.filter(pl.col("act_id").is_in(doubted.implode())))
    observed = last.filter(pl.col("outcome") == "observed")["act_id"]
    return _standing(acts).filter(_none_of(observed)).collect()
