"""The yearly list on its page: the act, each district with its reason, and those left out."""

from datetime import date
from html import unescape

import pytest
from django.utils import timezone

from sinasec.risk import actions, priority_reading, reading


@pytest.fixture
def listed(index):
    border = reading.frontier(index)
    unit = border["unit"][0]
    actions.prioritise(
        publication=index.id,
        year=2026,
        resolution="Resolución de prueba 1-2026",
        on=date(2026, 3, 1),
        by="prueba",
        now=timezone.now(),
        include={unit: "Pedido fundado <del> municipio"},
        exclude={},
    )
    return index, unit


def test_each_district_of_the_list_has_its_reason(listed, client):
    index, _ = listed
    text = client.get("/riesgo/priorizados/").content.decode()
    found = priority_reading.priority_of(2026, simulated=True)
    assert "Resolución de prueba 1-2026" in text
    assert "SIMULADO" in text
    for one in found.listed:
        assert f"/riesgo/distrito/{one.unit}/?publicacion={index.id}" in text
    assert "Pedido fundado &lt;del&gt; municipio" in text


def test_those_of_the_border_left_out_are_told_why(listed, client):
    text = unescape(client.get("/riesgo/priorizados/?anio=2026").content.decode())
    found = priority_reading.priority_of(2026, simulated=True)
    apart = [one for one in found.others if one.zone == "frontera"]
    assert apart
    assert all(one.why in text for one in apart)


def test_a_district_says_in_which_lists_it_is(index, client):
    first = reading.table(index, "distritos").filter(zone="dentro")["unit"][0]
    said = "relación de distritos priorizados</a> de 2026"
    assert said not in client.get(f"/riesgo/distrito/{first}/").content.decode()
    actions.prioritise(
        publication=index.id,
        year=2026,
        resolution="Resolución de prueba 2-2026",
        on=date(2026, 3, 1),
        by="prueba",
        now=timezone.now(),
    )
    assert said in client.get(f"/riesgo/distrito/{first}/").content.decode()
