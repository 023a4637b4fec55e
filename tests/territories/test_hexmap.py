"""The map of equal cells: every committee once, the country recognisable, outlines exact."""

import re
from collections import Counter
from math import sqrt

import pytest

from sinasec.committees.registry import committees
from sinasec.territories import hexmap, reference

MAP = hexmap.layout()
CELLS = {cell.district: cell for cell in MAP.cells}
AMAZONIA = {"16", "17", "25"}


def axial():
    return hexmap._cells()


def middle(region):
    group = [cell for cell in MAP.cells if cell.region == region]
    return sum(c.x for c in group) / len(group), sum(c.y for c in group) / len(group)


def area(path):
    """Signed area inside an SVG path made of `M` and relative `l` (shoelace)."""
    total = 0.0
    for ring in path.split("z"):
        if not ring:
            continue
        x, y, *steps = map(float, re.findall(r"-?\d+(?:\.\d+)?", ring))
        points = [(x, y)]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        turned = [*points[1:], points[0]]
        total += sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(points, turned, strict=True))
    return total / 2


def test_every_district_has_one_cell_and_no_two_share_it():
    assert list(CELLS) == sorted(u.code for u in reference.units() if u.kind == "dist")
    places = [(cell.x, cell.y) for cell in MAP.cells]
    assert len(set(places)) == len(places) == 1893
    assert not dict.fromkeys(axial().values(), 1).keys() & hexmap._land().keys()


def test_every_committee_of_today_has_its_place_on_the_map():
    cells = Counter("COPROSEC" if cell.capital else "CODISEC" for cell in MAP.cells)
    levels = Counter(c.level for c in committees() if c.valid_to is None)
    assert cells["COPROSEC"] == levels["COPROSEC"] == 196
    assert cells["CODISEC"] == levels["CODISEC"] == 1697
    assert len(MAP.inset) == levels["CORESEC"] == 26
    assert {cell.region for cell in MAP.inset} == {c.region for c in committees()} - {""}


def test_everything_is_inside_the_viewbox():
    for cell in [*MAP.cells, *MAP.inset]:
        assert 0 < cell.x < MAP.width
        assert 0 < cell.y < MAP.height


def test_the_inset_and_conasec_lie_in_the_sea_clear_of_the_cells():
    apart = (hexmap.REGION_RADIUS + hexmap.RADIUS) ** 2
    for x, y in [*((cell.x, cell.y) for cell in MAP.inset), MAP.conasec]:
        assert min((x - c.x) ** 2 + (y - c.y) ** 2 for c in MAP.cells) > apart


@pytest.mark.parametrize(
    ("one", "is_west_of"),
    [("20", "06"), ("24", "16"), ("1501", "12"), ("11", "05"), ("08", "17"), ("04", "21")],
)
def test_regions_keep_their_places_from_west_to_east(one, is_west_of):
    assert middle(one)[0] < middle(is_west_of)[0]


def test_regions_keep_their_places_from_north_to_south():
    coast = [middle(region)[1] for region in ("24", "20", "14", "02", "1501", "11", "04", "23")]
    assert coast == sorted(coast)


@pytest.mark.parametrize("region", sorted({cell.region for cell in MAP.cells}))
def test_a_region_holds_together(region):
    """One piece with its own empty land; only in Amazonia is land needed to join the cells."""
    group = {axial()[d] for d, cell in CELLS.items() if cell.region == region}
    if region in AMAZONIA:
        group |= {cell for cell, department in hexmap._land().items() if department == region}
    piece, queue = set(), [min(group)]
    while queue:
        q, r = queue.pop()
        if (q, r) in group and (q, r) not in piece:
            piece.add((q, r))
            queue += [(q + dq, r + dr) for dq, dr in hexmap.SIDES]
    assert piece == group


def test_empty_land_is_amazonian_only():
    assert set(hexmap._land().values()) <= AMAZONIA


def test_outlines_enclose_exactly_their_hexagons():
    one = 3 * sqrt(3) / 2 * hexmap.RADIUS**2
    land = Counter(hexmap._land().values())
    cells = Counter(cell.region for cell in MAP.cells)
    for region, path in MAP.regions.items():
        assert area(path) == pytest.approx((cells[region] + land[region]) * one, rel=0.02)
    assert area(MAP.land) == pytest.approx((1893 + land.total()) * one, rel=0.02)
    assert area(hexmap.hexagon()) == pytest.approx(one, rel=0.01)


def test_a_ring_of_hexagons_has_a_hole():
    around = {(q, r) for q, r in hexmap.SIDES}
    rings = sorted(hexmap.rings(around), key=len)
    assert [len(ring) for ring in rings] == [6, 18]


def test_a_label_stands_on_a_cell_of_its_region():
    for region, (x, y) in MAP.labels.items():
        assert any((cell.x, cell.y) == (x, y) for cell in MAP.cells if cell.region == region)
