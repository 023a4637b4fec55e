"""With boundaries active, a region is also drawn by them; without, the page is whole."""

import json

import pytest
from shapely.geometry import box, mapping

from sinasec.territories import drawing, outline, reference, shapes
from sinasec.territories.boundaries import activate, load
from sinasec.territories.loading import load_reference
from tests.web.sample import PUBLISHED

LINK = "El mismo mapa con los límites"
PUNO = [unit for unit in reference.units() if unit.kind == "dist" and unit.code[:2] == "21"]


@pytest.fixture
def boundaries(published, tmp_path):
    load_reference()
    features = []
    for number, unit in enumerate(PUNO):
        west, south = -71 + number % 12 * 0.1, -17 + number // 12 * 0.1
        shape = mapping(box(west, south, west + 0.1, south + 0.1))
        given = {"ubigeo": unit.code, "distrito": unit.name}
        features.append({"type": "Feature", "properties": given, "geometry": shape})
    path = tmp_path / "puno.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return load(path, name="prueba", source="la prueba", at=PUBLISHED)[0]


@pytest.mark.django_db
def test_boundaries_show_only_once_activated(boundaries, client):
    before = client.get("/region/21/").content.decode()
    activate(boundaries.id, at=PUBLISHED)
    after = client.get("/region/21/").content.decode()
    assert LINK not in before
    assert LINK in after
    assert after.count('class="m-') - before.count('class="m-') >= len(PUNO)


@pytest.mark.django_db
def test_each_district_leads_to_the_committee_that_answers_there(boundaries, client):
    activate(boundaries.id, at=PUBLISHED)
    drawing = client.get("/region/21/").content.decode().split(LINK)[1].split("</details>")[0]
    assert "/comite/COPROSEC-2101/" in drawing
    assert "/comite/CODISEC-210101/" not in drawing
    assert "/comite/CODISEC-210102/" in drawing


def test_the_extent_of_a_path_is_that_of_its_corners():
    drawn = shapes.path(box(-71.0, -16.0, -70.0, -15.0))
    left, top, right, bottom = outline.extent([drawn])
    assert right - left == pytest.approx(drawing.SHRINK * drawing.SCALE, abs=0.2)
    assert bottom - top == pytest.approx(drawing.SCALE, abs=0.2)
