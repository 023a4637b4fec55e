"""The yearly list on its page: the act, each district with its reason, and those left out."""

from datetime import date
from html import escape, unescape

import pytest
from django.utils import timezone

from sinasec.definitions.index.priority_rule import priority_rule
from sinasec.risk.priority import actions
from sinasec.risk.priority import reading as priority_reading
from sinasec.risk.published import reading

PLEA = "Pedido fundado <del> municipio, con su cuadro de robos"
LINK = "https://www.gob.pe/rd-1.pdf?a=1&b=2"
BECAUSE = "Prueba con la edición de ejemplo, porque no hay otra"


@pytest.fixture
def listed(index):
    border = reading.frontier(index)
    unit = border["unit"][0]
    actions.prioritise(
        publication=index.id,
        year=2025,
        resolution="Resolución de prueba 1-2026",
        on=date(2025, 3, 1),
        by="prueba",
        now=timezone.now(),
        include={unit: PLEA},
        exclude={},
        evidence_url=LINK,
        example_because=BECAUSE,
    )
    return index, unit


def test_each_district_of_the_list_has_its_reason(listed, client):
    index, _ = listed
    text = client.get("/riesgo/priorizados/").content.decode()
    found = priority_reading.priority_of(2025, simulated=True)
    assert "Resolución de prueba 1-2026" in text
    assert "SIMULADO" in text
    for one in found.listed:
        assert f"/riesgo/distrito/{one.unit}/?publicacion={index.id}" in text
    assert "Pedido fundado &lt;del&gt; municipio" in text


def test_the_evidence_and_the_acknowledgement_are_read_on_the_page(listed, client):
    text = client.get("/riesgo/priorizados/").content.decode()
    assert f'href="{escape(LINK)}"' in text
    assert "sin evidencia adjunta" not in text
    assert BECAUSE in text
    assert priority_rule().index_age in unescape(text)


def test_an_act_without_evidence_says_so(index, client):
    actions.prioritise(
        publication=index.id,
        year=2025,
        resolution="Resolución de prueba 3-2025",
        on=date(2025, 3, 1),
        by="prueba",
        now=timezone.now(),
    )
    text = client.get("/riesgo/priorizados/").content.decode()
    assert "sin evidencia adjunta" in text
    assert "según quien la registró" not in text


def test_those_of_the_border_left_out_are_told_why(listed, client):
    text = unescape(client.get("/riesgo/priorizados/?anio=2025").content.decode())
    found = priority_reading.priority_of(2025, simulated=True)
    apart = [one for one in found.others if one.zone == "frontera"]
    assert apart
    assert all(one.why in text for one in apart)


def test_a_district_says_in_which_lists_it_is(index, client):
    first = reading.table(index, "distritos").filter(zone="dentro")["unit"][0]
    said = "relación de distritos priorizados</a> de 2025"
    assert said not in client.get(f"/riesgo/distrito/{first}/").content.decode()
    actions.prioritise(
        publication=index.id,
        year=2025,
        resolution="Resolución de prueba 2-2026",
        on=date(2025, 3, 1),
        by="prueba",
        now=timezone.now(),
    )
    assert said in client.get(f"/riesgo/distrito/{first}/").content.decode()
