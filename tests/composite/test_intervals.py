"""Intervals of rank and probabilities of being among the first, counted by hand."""

from dataclasses import dataclass

import numpy as np
import polars as pl
import pytest

from sinasec.methods.composite.replays.intervals import probability_top, rank_intervals


@dataclass
class Draws:
    units: tuple[str, ...]
    ranks: np.ndarray


def test_bounds_are_ranks_that_occurred_counted_from_both_ends():
    # 20 draws of one unit: 5 % of them is one draw at each end.
    ranks = np.arange(1, 21, dtype=np.int32)
    shuffled = np.random.default_rng(1).permutation(ranks)
    row = rank_intervals(Draws(("a",), shuffled[:, None]), level=0.90).row(0)
    assert row == ("a", 2, 10, 19)


def test_a_unit_is_judged_by_the_draws_that_rank_it():
    ranks = np.array([[1, 0, 0], [2, 4, 0], [3, 2, 0], [1, 2, 0]], dtype=np.int32)
    draws = Draws(("a", "b", "c"), ranks)
    found = rank_intervals(draws, level=0.5)
    assert found.rows() == [("a", 1, 1, 2), ("b", 2, 2, 4), ("c", None, None, None)]
    assert found.schema["rank_low"] == pl.Int32
    assert probability_top(draws, 2).rows() == [("a", 0.75), ("b", 0.5), ("c", None)]


@pytest.mark.parametrize("level", [0.5, 0.8, 0.9, 0.95])
def test_the_interval_leaves_no_more_than_its_share_outside(level):
    ranks = np.random.default_rng(3).integers(1, 400, size=(997, 40)).astype(np.int32)
    found = rank_intervals(Draws(tuple(map(str, range(40))), ranks), level)
    for column, low, high in zip(ranks.T, found["rank_low"], found["rank_high"], strict=True):
        assert (column < low).mean() <= (1 - level) / 2 + 1e-9
        assert (column > high).mean() <= (1 - level) / 2 + 1e-9
        assert (column < low + 1).mean() > (1 - level) / 2 - 1e-9
        assert (column > high - 1).mean() > (1 - level) / 2 - 1e-9


def test_the_order_of_the_draws_does_not_matter():
    random = np.random.default_rng(4)
    ranks = random.integers(1, 30, size=(50, 6)).astype(np.int32)
    units = tuple("abcdef")
    again = Draws(units, random.permutation(ranks, axis=0))
    assert rank_intervals(Draws(units, ranks)).equals(rank_intervals(again))
