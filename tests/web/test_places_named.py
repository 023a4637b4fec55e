"""A district is named with its region in one way: that of the 26 regions, of which Lima is two."""

import html
from datetime import date

import pytest
from django.utils import timezone

from sinasec.committees.registry import by_code, label
from sinasec.risk.priority import actions
from sinasec.risk.priority import reading as priority_reading
from sinasec.risk.published import reading
from sinasec.territories import reference
from sinasec.web.regions import REGION_NAMES
from sinasec.web.risk.districts import districts

METROPOLITAN, PROVINCIAL = "150132", "150501"


def test_the_regions_of_the_pages_are_those_of_the_reference():
    assert {code: reference.region_name(code) for code in REGION_NAMES} == REGION_NAMES


@pytest.mark.parametrize(
    ("unit", "place"),
    [
        (METROPOLITAN, "Lima, Lima Metropolitana"),
        (PROVINCIAL, "Cañete, Lima Provincias"),
        ("210105", "Puno, Puno"),
        ("1501", "Lima Metropolitana"),
        ("1505", "Lima Provincias"),
        ("15", ""),
    ],
)
def test_the_place_of_a_unit(unit, place):
    name = reference.by_code()[unit].name
    assert reference.place_of(unit) == place
    assert reference.full_name(unit) == (f"{name} ({place})" if place else name)


def test_every_label_of_a_committee_names_its_region_of_the_system():
    code = f"CODISEC-{PROVINCIAL}"
    assert label(by_code()[code]).endswith("(Cañete, Lima Provincias)")


@pytest.fixture
def listed(index):
    border = reading.frontier(index)
    actions.prioritise(
        publication=index.id,
        year=2025,
        resolution="Resolución de prueba 2-2026",
        on=date(2025, 3, 1),
        by="prueba",
        now=timezone.now(),
        include={border["unit"][0]: "Entra por una razón escrita de prueba, con su cuadro"},
        exclude={},
        evidence_url="https://www.gob.pe/rd-2.pdf",
        example_because="Prueba con la edición de ejemplo, porque no hay otra",
    )
    return priority_reading.priority_of(2025, simulated=True)


def test_the_yearly_list_names_them_as_the_others_do(listed, index, client):
    page = html.unescape(client.get("/riesgo/priorizados/").content.decode())
    shown = [*listed.listed, *(one for one in listed.others if one.zone == "frontera")]
    places = dict(districts(index).select("unit", "place").iter_rows())
    for one in shown:
        assert places[one.unit] == reference.place_of(one.unit)
        assert f'{one.name}</a> <span class="lugar">{places[one.unit]}</span>' in page


def test_both_tables_of_the_yearly_list_have_the_place_and_say_a_share_in_one_way(listed, client):
    page = client.get("/riesgo/priorizados/").content.decode()
    assert page.count('<th scope="col" class="n">Puesto</th>') == 2
    assert "réplicas" not in page
    for one in listed.listed:
        said = one.why.partition(" en ")[2].partition(" %")[0]
        if said and not said.startswith("más"):
            assert f"{said}\u202f%</td>" in page
