"""With boundaries active, a region of the index is also drawn by them; without, it is whole."""

import re

import pytest

from sinasec.territories.boundaries import activate
from tests.risk.made_result import NO_PEOPLE, codes
from tests.web.made_boundaries import puno_boundaries
from tests.web.sample import PUBLISHED

LINK = "El mismo mapa con los límites"


@pytest.fixture
def boundaries(index, tmp_path):
    return puno_boundaries(tmp_path)


@pytest.mark.django_db
def test_boundaries_show_only_once_activated_and_only_for_districts_of_the_index(
    boundaries, client
):
    before = client.get("/riesgo/region/21/").content.decode()
    activate(boundaries.id, at=PUBLISHED)
    after = client.get("/riesgo/region/21/").content.decode()
    assert LINK not in before
    drawing = after.split(LINK)[1].split("</details>")[0]
    drawn = re.findall(r'href="/riesgo/distrito/(\d{6})/"', drawing)
    assert sorted(drawn) == [code for code in codes() if code.startswith("21")]


@pytest.mark.django_db
def test_a_district_without_information_is_drawn_hollow_with_its_mark(boundaries, client):
    activate(boundaries.id, at=PUBLISHED)
    drawing = client.get("/riesgo/region/21/").content.decode().split(LINK)[1]
    cell = drawing.split(f"/riesgo/distrito/{NO_PEOPLE}/")[1].split("</a>")[0]
    assert "sin información" in cell
    assert 'class="r-0 limite"' in cell
    assert "r-raya" in cell
