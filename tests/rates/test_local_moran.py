"""Local Moran, its p by conditional permutation and its clusters."""

import numpy as np
import pytest

from sinasec.methods.rates import Neighbours, eb_global, local_moran, moran
from tests.rates.maps import GRID, GRID_PAIRS, grid, neighbour_lists, scattered
from tests.rates.peers import quiet, undisturbed, weights
from tests.rates.twins import exact_p_twin, local_moran_twin

VALUES = np.array([3.0, 1, 4, 1.5, 9, 2.6])


@pytest.mark.parametrize("seed", range(5))
def test_the_slow_twin_says_the_same_and_locals_average_the_global(seed):
    neighbours = scattered(80, seed)
    values = np.random.default_rng(seed).gamma(1, 1, 80)
    found = local_moran(values, neighbours, permutations=19)
    twin = local_moran_twin(values, neighbour_lists(neighbours))
    assert found.value == pytest.approx(twin)
    assert found.value.mean() == pytest.approx(moran(values, neighbours).value)


@pytest.mark.parametrize("unit", range(6))
def test_p_is_that_of_every_deal(unit):
    """720 deals against 99,999 drawn: apart by less than four standard errors."""
    found = local_moran(VALUES, grid(), permutations=99_999)
    exact = exact_p_twin(VALUES, neighbour_lists(grid()), unit, star=False)
    error = 4 * (2 * exact / 100_000) ** 0.5
    assert found.p[unit] == pytest.approx(exact, abs=max(error, 2e-4))


@pytest.mark.parametrize("unit", range(6))
def test_ties_count_on_both_sides(unit):
    tied = np.array([0.1, 0.1, 0.3, 0.1, 0.3, 0.2])
    found = local_moran(tied, grid(), permutations=99_999)
    exact = exact_p_twin(tied, neighbour_lists(grid()), unit, star=False)
    assert found.p[unit] == pytest.approx(exact, abs=0.01)


@quiet
def test_esda_says_the_same_with_its_own_denominator():
    neighbours = scattered(150, seed=51)
    values = np.random.default_rng(51).gamma(1, 1, 150)
    with undisturbed():
        from esda.moran import Moran_Local

        theirs = Moran_Local(values, weights(neighbours), permutations=9_999, seed=3)
    found = local_moran(values, neighbours)
    assert found.value == pytest.approx(theirs.Is * 150 / 149, rel=1e-12)
    z = (theirs.Is - theirs.EIc * 149 / 150) / np.sqrt(theirs.VIc * (149 / 150) ** 2)
    assert found.z == pytest.approx(z, rel=1e-9)
    assert found.quadrant.tolist() == [
        ("alto-alto", "bajo-alto", "bajo-bajo", "alto-bajo")[int(q) - 1] for q in theirs.q
    ]
    # Theirs is one tail of another 9,999 draws: ours is twice that, within four errors.
    doubled = np.minimum(1, 2 * theirs.p_sim)
    error = 4 * np.sqrt(4 * doubled / 10_000)
    assert (np.abs(found.p - doubled) <= np.maximum(error, 1e-3)).all()


def test_on_a_map_of_chance_few_units_are_called_clusters():
    """SIMULADO: independent values. With q ≤ 0.05, some false cluster in at most 5 % of maps;
    without the control, in nearly all."""
    neighbours, random, alarms, plain = scattered(100, seed=52), np.random.default_rng(52), [], []
    for i in range(300):
        found = local_moran(random.gamma(1, 1, 100), neighbours, permutations=4_999, seed=i)
        alarms.append((found.q <= 0.05).any())
        plain.append((found.p <= 0.05).any())
    assert np.mean(alarms) <= 0.05 + 2 * (0.05 * 0.95 / 300) ** 0.5
    assert np.mean(plain) > 0.9


def test_a_planted_cluster_is_found_and_named():
    neighbours = scattered(300, seed=53)
    random = np.random.default_rng(53)
    heart = np.zeros(300, bool)
    heart[:1] = True
    for _ in range(2):
        heart |= neighbours.sums(heart.astype(float)) > 0
    exposure = np.round(np.exp(random.normal(9, 1, 300)))
    events = random.poisson(exposure * np.where(heart, 0.01, 0.002))
    clusters = local_moran(eb_global(events, exposure).value, neighbours).clusters()
    assert clusters[0] == "alto-alto"
    assert np.mean(heart[clusters == "alto-alto"]) > 0.9


def test_quadrants_by_hand():
    """A row of four, 0 0 9 9: mean 4.5."""
    found = local_moran([0, 0, 9, 9], Neighbours.from_pairs("ABCD", ["AB", "BC", "CD"]))
    assert found.quadrant.tolist() == ["bajo-bajo", "bajo-bajo", "alto-bajo", "alto-alto"]
    assert set(found.clusters().tolist()) == {"no_significativo"}


def test_a_unit_at_the_mean_says_nothing():
    found = local_moran([0, 1, 2, 1], Neighbours.from_pairs("ABCD", ["AB", "BC", "CD"]))
    assert found.value[[1, 3]].tolist() == [0, 0]
    assert found.p[[1, 3]].tolist() == [1, 1]


def test_left_out_units_are_blank():
    alone = Neighbours.from_pairs((*GRID, "Y", "Z"), GRID_PAIRS)
    found = local_moran([*VALUES, 100, np.nan], alone)
    whole = local_moran(VALUES, grid())
    assert found.islands == 1
    assert (found.p[:6] == whole.p).all()
    assert np.isnan([found.value[6:], found.p[6:], found.q[6:], found.z[6:]]).all()
    assert found.clusters()[6:].tolist() == found.quadrant[6:].tolist() == ["", ""]


def test_when_nothing_varies_nothing_can_be_said():
    found = local_moran([5.0] * 6, grid())
    assert np.isnan(found.p).all()
    assert found.clusters().tolist() == [""] * 6


def test_the_same_seed_gives_the_same_bytes():
    neighbours = scattered(200, seed=54)
    values = np.random.default_rng(54).gamma(1, 1, 200)
    first, second = (local_moran(values, neighbours, seed=5) for _ in range(2))
    assert first.p.tobytes() == second.p.tobytes()
    assert first.q.tobytes() == second.q.tobytes()
    assert first.p.tobytes() != local_moran(values, neighbours, seed=6).p.tobytes()


def test_the_order_of_units_only_changes_the_draws():
    neighbours = scattered(60, seed=55)
    values = np.random.default_rng(55).gamma(1, 1, 60)
    order = np.random.default_rng(56).permutation(60)
    renamed = [neighbours.units[place] for place in order]
    pairs = [
        (neighbours.units[a], neighbours.units[b])
        for a, b in zip(neighbours.rows, neighbours.others, strict=True)
    ]
    shuffled = local_moran(values[order], Neighbours.from_pairs(renamed, pairs))
    straight = local_moran(values, neighbours)
    assert shuffled.value == pytest.approx(straight.value[order])
    assert shuffled.p == pytest.approx(straight.p[order], abs=0.04)
