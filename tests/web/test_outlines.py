"""With boundaries active, a region is also drawn by them; without, the page is whole."""

import pytest
from shapely.geometry import box

from sinasec.territories import drawing, outline, shapes
from sinasec.territories.boundaries import activate
from tests.web.made_boundaries import PUNO, puno_boundaries
from tests.web.sample import PUBLISHED

LINK = "El mismo mapa con los límites"


@pytest.fixture
def boundaries(published, tmp_path):
    return puno_boundaries(tmp_path)


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
