"""What the draws say of each unit: interval of its rank, probability of being among the first."""

from typing import Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray


class Ranked(Protocol):
    """Ranks by draw: (R, U), 1 the first, 0 where the unit was not ranked in that draw."""

    @property
    def units(self) -> tuple[str, ...]: ...

    @property
    def ranks(self) -> NDArray[np.int32]: ...


def rank_intervals(replayed: Ranked, level: float = 0.90) -> pl.DataFrame:
    """uCode, rank_low, rank_median, rank_high; null for a unit that no draw ranked.

    Both bounds are ranks that occurred: the largest that leaves no more than (1 - level) / 2 of
    the draws below, and the smallest that leaves no more than that above.
    """
    ordered = np.sort(replayed.ranks, axis=0)
    ranked = (ordered > 0).sum(axis=0)
    tail = (1 - level) / 2
    low = _picked(ordered, ranked, np.floor(ranked * tail + 1e-9))
    middle = _picked(ordered, ranked, np.ceil(ranked / 2) - 1)
    high = _picked(ordered, ranked, ranked - 1 - np.floor(ranked * tail + 1e-9))
    columns = {"uCode": pl.Series(replayed.units, dtype=pl.String)}
    bounds = {"rank_low": low, "rank_median": middle, "rank_high": high}
    return pl.DataFrame(columns | {name: _whole(value) for name, value in bounds.items()})


def probability_top(replayed: Ranked, k: int) -> pl.DataFrame:
    """uCode, p_top: share of the draws with the unit among the first k; null if never ranked.

    A draw that does not rank the unit counts as one in which it is not among the first.
    """
    ranks = replayed.ranks
    share = ((ranks >= 1) & (ranks <= k)).mean(axis=0)
    share = np.where((ranks > 0).any(axis=0), share, np.nan)
    codes = pl.Series(replayed.units, dtype=pl.String)
    return pl.DataFrame({"uCode": codes, "p_top": pl.Series(share).fill_nan(None)})


def _picked(
    ordered: NDArray[np.int32], ranked: NDArray[np.int64], position: NDArray[np.float64]
) -> NDArray[np.int32]:
    """(U,): the value at a position (from 0) among the draws that rank each unit; 0, none."""
    draws = ordered.shape[0]
    place = (draws - ranked + position).astype(np.int64)
    return np.take_along_axis(ordered, np.clip(place, 0, draws - 1)[None], axis=0)[0]


def _whole(ranks: NDArray[np.int32]) -> pl.Series:
    return pl.select(pl.when(pl.Series(ranks) > 0).then(pl.Series(ranks))).to_series()
