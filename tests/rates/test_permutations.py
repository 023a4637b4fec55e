"""Draws without repetition, and the shortcut against dealing unit by unit."""

from collections import Counter
from itertools import permutations

import numpy as np
import pytest

from sinasec.methods.rates.permutations import (
    TIE,
    Tally,
    different_places,
    tally_others,
    two_sided,
)
from tests.rates.maps import neighbour_lists, scattered


def test_every_ordered_draw_is_as_likely():
    drawn = Counter(map(tuple, different_places(5, 3, 60_000, seed=1).tolist()))
    assert set(drawn) == set(permutations(range(5), 3))
    # 60 outcomes expected 1,000 times each: five standard errors.
    assert max(abs(times - 1_000) for times in drawn.values()) < 5 * 1_000**0.5


def test_a_draw_may_be_a_whole_permutation():
    drawn = different_places(7, 7, 100, seed=2)
    assert (np.sort(drawn, axis=1) == np.arange(7)).all()


def test_the_shortcut_counts_as_dealing_unit_by_unit():
    """The same draws: where a unit is drawn as its own neighbour, the last one takes its place."""
    neighbours = scattered(40, seed=71)
    values = np.random.default_rng(71).integers(0, 4, 40).astype(float)
    z, lists, degrees = (values - values.mean()) / values.std(), [], neighbours.degrees
    drawn = different_places(40, int(degrees.max()) + 1, 500, seed=3)
    lists = neighbour_lists(neighbours)
    tally = tally_others(z, neighbours.sums(z), degrees, drawn)
    for unit, near in enumerate(lists):
        seen, k = sum(z[near]), len(near)
        dealt = [
            [row[k] if place == unit else place for place in row[:k]] for row in drawn.tolist()
        ]
        sums = [sum(z[places]) for places in dealt]
        assert tally.above[unit] == sum(total >= seen - TIE for total in sums)
        assert tally.below[unit] == sum(total <= seen + TIE for total in sums)


@pytest.mark.parametrize(("above", "below", "p"), [(0, 99, 0.02), (50, 49, 1.0), (99, 4, 0.1)])
def test_twice_the_smaller_tail(above, below, p):
    assert two_sided(Tally(np.array([above]), np.array([below])), 99) == pytest.approx([p])
