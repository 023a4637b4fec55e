"""Moran's I of the whole map."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import kstest

from sinasec.methods.rates import Neighbours, moran
from tests.rates.maps import GRID, GRID_PAIRS, grid, neighbour_lists, scattered
from tests.rates.peers import quiet, undisturbed, weights
from tests.rates.twins import moran_moments_twin, moran_twin


def test_a_row_of_four_by_hand():
    """1 2 3 4 in a row: deviations −1.5 −0.5 0.5 1.5; lags −0.5 −0.5 0.5 0.5: I = 2 / 5 × 4 / 4."""
    found = moran([1, 2, 3, 4], Neighbours.from_pairs("ABCD", ["AB", "BC", "CD"]))
    assert found.value == pytest.approx((0.75 + 0.25 + 0.25 + 0.75) / 5)
    assert found.expected == pytest.approx(-1 / 3)


@pytest.mark.parametrize("seed", range(5))
def test_the_slow_twin_says_the_same(seed):
    neighbours = scattered(80, seed)
    values = np.random.default_rng(seed).gamma(1, 1, 80)
    assert moran(values, neighbours).value == pytest.approx(
        moran_twin(values, neighbour_lists(neighbours))
    )


def test_mean_and_variance_are_those_of_every_deal():
    values = np.array([3.0, 1, 4, 1.5, 9, 2.6])
    found = moran(values, grid())
    mean, variance = moran_moments_twin(values, neighbour_lists(grid()))
    assert found.expected == pytest.approx(mean)
    assert found.z == pytest.approx((found.value - mean) / variance**0.5)


@quiet
def test_esda_says_the_same():
    neighbours = scattered(150, seed=41)
    values = np.random.default_rng(41).gamma(1, 1, 150)
    with undisturbed():
        from esda.moran import Moran

        theirs = Moran(values, weights(neighbours), permutations=0)
    found = moran(values, neighbours)
    assert found.value == pytest.approx(theirs.I, rel=1e-12)
    assert found.z == pytest.approx(theirs.z_rand, rel=1e-10)
    assert found.p_normal == pytest.approx(theirs.p_rand, rel=1e-10)


def test_on_a_map_of_chance_p_is_uniform():
    """SIMULADO: 200 maps of independent values; both tails together."""
    neighbours, random = scattered(60, seed=42), np.random.default_rng(42)
    p = [moran(random.gamma(1, 1, 60), neighbours, permutations=199, seed=i).p for i in range(200)]
    assert kstest(p, "uniform").pvalue > 0.01


def test_a_gradient_is_found_and_so_is_a_chessboard():
    neighbours = scattered(100, seed=43)
    gradient = np.random.default_rng(43).normal(size=100)
    for _ in range(3):
        gradient = (gradient + neighbours.sums(gradient)) / (1 + neighbours.degrees)
    assert moran(gradient, neighbours).p == pytest.approx(2 / 1_000)
    cells = [(row, column) for row in range(6) for column in range(6)]
    board = Neighbours.from_pairs(
        [str(cell) for cell in cells],
        [
            (str((row, column)), str((row + down, column + right)))
            for row, column in cells
            for down, right in ((0, 1), (1, 0))
        ],
    )
    found = moran([(row + column) % 2 for row, column in cells], board)
    assert found.value == pytest.approx(-1)
    assert found.p == pytest.approx(2 / 1_000)


def test_islands_and_unknown_values_are_left_out_and_islands_are_counted():
    values = [3.0, 1, 4, 1.5, 9, 2.6]
    alone = Neighbours.from_pairs((*GRID, "Y", "Z"), GRID_PAIRS)
    assert moran([*values, 100, np.nan], alone) == replace(moran(values, grid()), islands=1)


def test_the_same_seed_gives_the_same_and_another_does_not():
    neighbours = scattered(60, seed=44)
    values = np.random.default_rng(44).gamma(1, 1, 60)
    assert moran(values, neighbours, seed=7) == moran(values, neighbours, seed=7)
    assert moran(values, neighbours, seed=7).p != moran(values, neighbours, seed=8).p


def test_numpys_own_generator_is_left_alone():
    np.random.seed(1)
    wanted = np.random.random()
    np.random.seed(1)
    moran([3.0, 1, 4, 1.5, 9, 2.6], grid())
    assert np.random.random() == wanted


@pytest.mark.parametrize("values", [[5.0] * 6, [np.nan] * 6, [1, 2, *[np.nan] * 4]])
def test_what_cannot_be_known_is_nan(values):
    found = moran(values, grid())
    assert np.isnan([found.value, found.z, found.p]).all()


def test_the_unit_of_the_values_does_not_matter():
    values = np.array([3.0, 1, 4, 1.5, 9, 2.6])
    assert moran(values * 1e5, grid()).value == pytest.approx(moran(values, grid()).value)
    assert moran(values * 1e5 + 7, grid()).p == moran(values, grid()).p
