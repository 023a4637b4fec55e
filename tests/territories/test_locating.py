"""A point has one district, the same as GEOS says of it, on a border too."""

import json
from datetime import UTC, datetime

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.affinity import scale, translate
from shapely.geometry import Point, Polygon, box, mapping

from sinasec.territories import reference
from sinasec.territories.boundaries import activate, active_borders, load
from sinasec.territories.loading import load_reference
from sinasec.territories.locating import Borders
from sinasec.territories.models import Boundary

NOW = datetime(2026, 1, 2, tzinfo=UTC)
DISTRICTS = [unit.code for unit in reference.units() if unit.kind == "dist"][:9]
# Nine squares with common sides, the middle one with a hole that is nobody's.
HOLE = box(1.25, 1.25, 1.75, 1.75)
SHAPES = {
    code: box(n % 3, n // 3, n % 3 + 1, n // 3 + 1) - (HOLE if n == 4 else Polygon())
    for n, code in enumerate(DISTRICTS)
}
BORDERS = Borders.of({code: shape.wkb for code, shape in SHAPES.items()})
# On corners and sides often, and anywhere.
DEGREES = st.one_of(st.integers(-4, 16).map(lambda n: n / 4), st.floats(-1, 4))


def by_geos(x: float, y: float) -> list[str]:
    return [code for code, shape in sorted(SHAPES.items()) if shape.intersects(Point(x, y))]


@given(st.lists(st.tuples(DEGREES, DEGREES), min_size=1, max_size=20))
def test_each_point_is_of_the_first_that_geos_finds(points):
    xs, ys = zip(*points, strict=True)
    expected = [by_geos(x, y) for x, y in points]
    assert BORDERS.unit_at(xs, ys) == [found[0] if found else None for found in expected]
    assert [list(BORDERS.units_at(x, y)) for x, y in points] == expected


def test_the_order_in_which_they_come_changes_nothing():
    other = Borders.of({code: SHAPES[code].wkb for code in reversed(DISTRICTS)})
    xs, ys = np.meshgrid(np.arange(-1, 4.25, 0.25), np.arange(-1, 4.25, 0.25))
    assert other.unit_at(xs.ravel(), ys.ravel()) == BORDERS.unit_at(xs.ravel(), ys.ravel())


@pytest.mark.parametrize(
    ("x", "y", "units"),
    [
        (0.5, 0.5, DISTRICTS[:1]),
        (1, 0.5, DISTRICTS[:2]),
        (1, 1, [DISTRICTS[n] for n in (0, 1, 3, 4)]),
        (1.5, 1.5, []),
        (1.25, 1.5, [DISTRICTS[4]]),
        (9, 9, []),
        (float("nan"), 1, []),
        (float("inf"), 1, []),
    ],
    ids=["inside", "side", "corner", "hole", "edge of the hole", "far", "nan", "infinite"],
)
def test_every_unit_that_has_it_is_told(x, y, units):
    assert list(BORDERS.units_at(x, y)) == units
    assert BORDERS.unit_at([x], [y]) == [units[0] if units else None]


def test_nothing_is_of_no_boundaries():
    assert Borders.of({}).unit_at([1.0], [1.0]) == [None]


def test_how_far_it_is():
    assert BORDERS.km_from(DISTRICTS[0], 0.5, 0.5) == 0
    assert BORDERS.km_from(DISTRICTS[0], 0.5, -0.5) == pytest.approx(55.6, abs=0.1)
    assert BORDERS.km_from(DISTRICTS[0], -1, 60) > 3_000
    assert BORDERS.km_from("999999", 0.5, 0.5) is None


def document(shapes) -> bytes:
    rows = [
        {"type": "Feature", "properties": {"ubigeo": code}, "geometry": mapping(shape)}
        for code, shape in shapes.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": rows}).encode()


@pytest.fixture
def file(tmp_path):
    third = {code: scale(shape, 1 / 3, 1 / 3, origin=(0, 0)) for code, shape in SHAPES.items()}
    third = {code: translate(shape, -76, -12) for code, shape in third.items()}
    path = tmp_path / "distritos.json"
    path.write_bytes(document(third))
    return path


@pytest.mark.django_db
@pytest.mark.database
class TestKept:
    def test_to_the_last_bit(self, file):
        """A third has no end in binary: what is kept is the double of the file."""
        load_reference()
        edition, _ = load(file, source="Inventado", at=NOW)
        assert active_borders("dist") is None
        activate(edition.pk, at=NOW)
        borders = active_borders("dist")
        assert borders is not None
        assert list(borders.units) == DISTRICTS
        given = [shapely.geometry.shape(each["geometry"]) for each in rows_of(file)]
        for ours, theirs in zip(borders.shapes, given, strict=True):
            assert sorted(map(tuple, shapely.get_coordinates(ours))) == sorted(
                map(tuple, shapely.get_coordinates(theirs))
            )

    def test_the_same_file_again_writes_nothing(self, file, django_assert_num_queries):
        load_reference()
        load(file, source="Inventado", at=NOW)
        with django_assert_num_queries(4):  # which edition, what it lacks, and its transaction
            load(file, source="Inventado", at=NOW)

    def test_the_same_file_again_brings_what_was_not_kept(self, file):
        load_reference()
        edition, _ = load(file, source="Inventado", at=NOW)
        activate(edition.pk, at=NOW)
        Boundary.objects.filter(edition=edition).update(shape=None)
        assert active_borders("dist") is None
        again, new = load(file, source="Inventado", at=NOW)
        assert (again.pk, new) == (edition.pk, False)
        borders = active_borders("dist")
        assert borders is not None
        assert borders.unit_at([-75.9], [-11.9]) == [DISTRICTS[0]]


def rows_of(file):
    return json.loads(file.read_bytes())["features"]
