"""Who is whose neighbour."""

import re
import tracemalloc

import numpy as np
import pytest

from sinasec.methods.rates import Neighbours, best_neighbours
from sinasec.methods.rates.nearest import nearest
from tests.rates.maps import GRID, GRID_PAIRS, grid, neighbour_lists, scattered


def named(neighbours):
    return {
        unit: "".join(neighbours.units[place] for place in near)
        for unit, near in zip(neighbours.units, neighbour_lists(neighbours), strict=True)
    }


def test_pairs_count_in_both_directions_and_once():
    once = named(grid())
    assert once == {"A": "BD", "B": "ACE", "C": "BF", "D": "AE", "E": "BDF", "F": "CE"}
    assert named(Neighbours.from_pairs(GRID, [*GRID_PAIRS, ("B", "A"), ("A", "B")])) == once


def test_pairs_outside_the_units_are_counted_as_ignored():
    found = Neighbours.from_pairs("AB", [("A", "B"), ("A", "Z"), ("B", "B")])
    assert found.ignored == 2
    assert named(found) == {"A": "B", "B": "A"}


def test_without_pairs_all_are_islands():
    found = Neighbours.from_pairs("ABC", [])
    assert found.islands.tolist() == [True] * 3
    assert found.sums(np.ones(3)).tolist() == [0, 0, 0]


def great_circle(lon_a, lat_a, lon_b, lat_b):
    """Kilometres by the haversine formula."""
    lon_a, lat_a, lon_b, lat_b = map(np.radians, (lon_a, lat_a, lon_b, lat_b))
    half = np.sin((lat_b - lat_a) / 2) ** 2
    half += np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6_371 * np.arcsin(np.sqrt(half))


def test_the_nearest_are_those_of_the_great_circle():
    random = np.random.default_rng(31)
    lon, lat, k = random.uniform(-81, -69, 60), random.uniform(-18, 0, 60), 4
    wanted = set()
    for a in range(60):
        far = [great_circle(lon[a], lat[a], lon[b], lat[b]) for b in range(60)]
        near = [b for b in np.argsort(far) if b != a][:k]
        wanted |= {(a, int(b)) for b in near} | {(int(b), a) for b in near}
    found = Neighbours.from_coordinates([str(unit) for unit in range(60)], lon, lat, k)
    assert set(zip(found.rows.tolist(), found.others.tolist(), strict=True)) == wanted
    assert (found.degrees >= k).all()


GRID_OF_DEGREES = [(lon / 100, lat / 100) for lat in range(-1230, -1200) for lon in (-7705, -7700)]


def by_coordinates(units, places, k=6):
    lon, lat = zip(*places, strict=True)
    return Neighbours.from_coordinates(units, lon, lat, k)


@pytest.mark.parametrize("seed", range(8))
def test_of_places_equally_far_the_code_chooses_and_not_the_last_bit(seed):
    """Coordinates of two decimals lie on a grid, and many distances on it are the same."""
    units = [f"{number:06d}" for number in range(len(GRID_OF_DEGREES))]
    usual = named(by_coordinates(units, GRID_OF_DEGREES, 3))
    random = np.random.default_rng(seed)
    moved = [
        tuple(np.nextafter(part, random.choice([-1e3, part, 1e3])) for part in place)
        for place in GRID_OF_DEGREES
    ]
    assert named(by_coordinates(units, moved, 3)) == usual
    order = random.permutation(len(units))
    shuffled = by_coordinates(
        [units[place] for place in order], [GRID_OF_DEGREES[place] for place in order], 3
    )
    told = {unit: "".join(sorted(re.findall("......", near))) for unit, near in usual.items()}
    again = {
        unit: "".join(sorted(re.findall("......", near))) for unit, near in named(shuffled).items()
    }
    assert again == told


def test_of_three_equally_far_the_first_code_is_taken():
    """North, east and west of the middle, on the equator; the middle asks for one."""
    places = [(0, 0), (1, 0), (-1, 0), (0, 1)]
    found = by_coordinates("MCBA", places, 1)
    assert named(found)["M"] == "CBA"  # they take it: each has no other so near
    alone = nearest(*zip(*places, strict=True), 1, turns=[3, 2, 1, 0])
    assert alone[1][alone[0] == 0].tolist() == [3]


def test_across_the_date_line():
    """A flat map would join the first to the second; the sphere, to the third."""
    found = Neighbours.from_coordinates("ABC", [179.9, 170.0, -179.9], [0, 0, 0], 1)
    assert named(found)["A"] == "BC"
    assert named(found)["C"] == "A"


def test_places_that_coincide_are_neighbours_and_never_of_themselves():
    found = Neighbours.from_coordinates("ABCDE", [-77] * 5, [-12] * 5, 2)
    assert (found.rows != found.others).all()
    assert (found.degrees >= 2).all()


def test_a_place_without_coordinates_is_an_island():
    found = Neighbours.from_coordinates("ABCD", [-77, np.nan, -76, -75], [-12, -12, -12, -12], 1)
    assert found.islands.tolist() == [False, True, False, False]
    few = Neighbours.from_coordinates("AB", [-77, np.nan], [-12, -12], 3)
    assert few.islands.all()


def test_boundaries_first_and_the_nearest_for_those_without():
    lon, lat = [-77, -76, -75, -77, -76, -75.2], [-12, -12, -12, -13, -13, -13]
    pairs = [pair for pair in GRID_PAIRS if "F" not in pair]
    found = best_neighbours(GRID, pairs, lon, lat, k=1)
    assert (found.source, found.filled) == ("limites", 1)
    assert named(found)["F"] == "E"
    assert "F" in named(found)["E"]
    assert named(found)["A"] == "BD"


def test_without_boundaries_all_by_coordinates():
    found = best_neighbours("ABC", [("X", "Y")], [-77, -76, -74], [-12, -12, -12], k=1)
    assert found.source == "cercanos"
    assert named(found) == {"A": "B", "B": "AC", "C": "B"}


def test_some_units_alone_keep_the_links_between_them():
    some = grid().among(np.array([True, True, False, True, False, True]))
    assert named(some) == {"A": "BD", "B": "A", "D": "A", "F": ""}


def test_sums_are_over_the_neighbours():
    values = np.arange(50.0)
    found = scattered(50, seed=32)
    plain = [sum(values[other] for other in near) for near in neighbour_lists(found)]
    assert found.sums(values).tolist() == plain


@pytest.mark.parametrize(
    ("lon", "lat", "k", "words"),
    [
        ([-77, -76], [-12, -120], 1, "fuera de rango"),
        ([-77, -76], [-12], 1, "un valor por unidad"),
        ([-77, -76], [-12, -12], 0, "al menos un vecino"),
    ],
)
def test_impossible_places_are_refused_with_a_sentence(lon, lat, k, words):
    with pytest.raises(ValueError, match=words):
        Neighbours.from_coordinates("AB", lon, lat, k)


def test_another_number_of_units_is_refused():
    with pytest.raises(ValueError, match="6 unidades"):
        grid().among(np.array([True]))
    with pytest.raises(ValueError, match="mismas unidades"):
        grid().filled_from(scattered(6, seed=1))


def test_many_places_that_coincide_take_no_more_memory_than_few():
    """Each of them has all the others equally near; kept at once, they would be the square."""
    many = 2_000
    tracemalloc.start()
    try:
        rows, others = nearest(np.full(many, -75.0), np.full(many, -10.0), 3, np.arange(many))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sorted(set(others.tolist())) == [0, 1, 2, 3]
    assert len(rows) == 3 * many
    assert peak < 4 * 1024 * many
