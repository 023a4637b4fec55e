"""Getis and Ord's G and G*."""

import numpy as np
import pytest

from sinasec.methods.rates import Neighbours, false_discovery, getis_ord, local_moran
from tests.rates.maps import GRID, GRID_PAIRS, grid, neighbour_lists, scattered
from tests.rates.peers import quiet, undisturbed, weights
from tests.rates.twins import exact_p_twin, g_twin

VALUES = np.array([3.0, 1, 4, 1.5, 9, 2.6])


@pytest.mark.parametrize("star", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_the_slow_twin_says_the_same(seed, star):
    neighbours = scattered(80, seed)
    values = np.random.default_rng(seed).gamma(1, 1, 80)
    found = getis_ord(values, neighbours, star=star, permutations=19)
    assert found.z == pytest.approx(g_twin(values, neighbour_lists(neighbours), star))


@quiet
@pytest.mark.parametrize("star", [True, False])
def test_esda_says_the_same(star):
    neighbours = scattered(150, seed=61)
    values = np.random.default_rng(61).gamma(1, 1, 150)
    with undisturbed():
        from esda.getisord import G_Local

        theirs = G_Local(values, weights(neighbours), transform="B", star=star, permutations=0)
    found = getis_ord(values, neighbours, star=star)
    assert found.z == pytest.approx(theirs.Zs, rel=1e-9)
    assert found.p_normal == pytest.approx(2 * theirs.p_norm, rel=1e-9)


@pytest.mark.parametrize("star", [True, False])
@pytest.mark.parametrize("unit", range(6))
def test_p_is_that_of_every_deal(unit, star):
    found = getis_ord(VALUES, grid(), star=star, permutations=99_999)
    exact = exact_p_twin(VALUES, neighbour_lists(grid()), unit, star)
    assert found.p[unit] == pytest.approx(exact, abs=max(4 * (2 * exact / 1e5) ** 0.5, 2e-4))


def test_the_p_of_g_is_that_of_the_local_moran():
    """Both ask whether the neighbours of a unit are high, its own value being given."""
    neighbours = scattered(100, seed=62)
    values = np.random.default_rng(62).gamma(1, 1, 100)
    without = getis_ord(values, neighbours, star=False, seed=9)
    assert (without.p == local_moran(values, neighbours, seed=9).p).all()


def test_high_neighbourhoods_are_positive_and_low_ones_negative():
    found = getis_ord([9, 9, 0, 9, 9, 0, 0, 0], Neighbours.from_pairs("ABCDEFGH", pairs_of(4)))
    assert found.z[0] > 0
    assert found.z[7] < 0


def pairs_of(columns):
    names = "ABCDEFGH"
    along = [(names[i], names[i + 1]) for i in range(7) if (i + 1) % columns]
    return along + [(names[i], names[i + columns]) for i in range(columns)]


def test_on_a_map_of_chance_few_units_are_called_hot():
    """SIMULADO: independent, very skewed values. The p by permutation keeps its promise; the
    normal one does not, which is why q comes from the first."""
    neighbours, random = scattered(100, seed=63), np.random.default_rng(63)
    alarms, normal_alarms = [], []
    for i in range(300):
        found = getis_ord(random.gamma(0.3, 1, 100), neighbours, permutations=4_999, seed=i)
        alarms.append((found.q <= 0.05).any())
        normal_alarms.append((false_discovery(found.p_normal) <= 0.05).any())
    assert np.mean(alarms) <= 0.05 + 2 * (0.05 * 0.95 / 300) ** 0.5
    assert np.mean(normal_alarms) > 0.15


def test_left_out_units_are_blank():
    alone = Neighbours.from_pairs((*GRID, "Y", "Z"), GRID_PAIRS)
    found = getis_ord([*VALUES, 100, np.nan], alone)
    assert found.islands == 1
    assert (found.z[:6] == getis_ord(VALUES, grid()).z).all()
    assert np.isnan([found.z[6:], found.p[6:], found.q[6:], found.p_normal[6:]]).all()


def test_when_the_neighbourhood_is_the_whole_map_nothing_can_be_said():
    found = getis_ord([1, 2, 3], Neighbours.from_pairs("ABC", ["AB", "BC", "AC"]))
    assert np.isnan(found.z).all()
    assert np.isnan(found.p).all()
    assert np.isnan(getis_ord([2.0] * 6, grid()).p).all()
