"""Whoever asks for the committee of a provincial capital is led to the province's, and told why."""

from datetime import date

import pytest

from sinasec.committees.registry import committees
from sinasec.territories.reference import capital_of
from sinasec.web.canonical import answering_instead

WHY = "distrito capital de la provincia: allí no hay un CODISEC desde el 10 de mayo de 2019"


@pytest.mark.parametrize("written", ["CODISEC-210101", "210101", "codisec-210101"])
@pytest.mark.parametrize("page", ["", "ficha.pdf", "tramos.csv", "trazas.json"])
def test_its_code_leads_to_the_provincial_committee(published, client, written, page):
    answer = client.get(f"/comite/{written}/{page}?luz=gestion")
    assert answer.status_code == 302
    assert answer["Location"] == f"/comite/COPROSEC-2101/{page}?luz=gestion#capital"
    assert client.get(f"/incrustar/{written}/").status_code == 302


def test_the_page_it_leads_to_says_why(published, client):
    page = client.get("/comite/COPROSEC-2101/").content.decode()
    assert 'id="capital"' in page
    assert WHY in page
    assert "Responde también por Puno" in page
    for other in ("CORESEC-21", "CODISEC-210105"):
        assert 'id="capital"' not in client.get(f"/comite/{other}/").content.decode()


def test_of_a_committee_that_nobody_ordered_it_is_not_said_that_it_answers(published, client):
    page = client.get("/comite/COPROSEC-1501/").content.decode()
    note = page.partition('id="capital"')[2].partition("</p>")[0]
    assert "Sin verificar." in note
    assert "Ninguna norma leída manda que la provincia de Lima" in note
    assert "150101" in note
    assert "Responde también" not in page
    assert "hace sus veces" not in page
    told = client.get("/api/v1/comites/CODISEC-150101").json()["detail"]
    assert "quién responde está sin verificar; vea COPROSEC-1501." in told


def test_every_capital_has_its_province():
    provinces = [row.territory for row in committees() if row.level == "COPROSEC"]
    assert len(provinces) == 196
    for province in provinces:
        code = f"CODISEC-{capital_of(province)}"
        assert answering_instead(code, date(2026, 10, 31)) == f"COPROSEC-{province}"
        assert answering_instead(code, date(2019, 5, 9)) == ""


@pytest.mark.parametrize("code", ["CODISEC-210105", "CODISEC-999999", "COPROSEC-2101", ""])
def test_no_other_is_led_anywhere(code):
    assert answering_instead(code, date(2026, 10, 31)) == ""


def test_the_api_says_who_answers(published, client):
    answer = client.get("/api/v1/comites/CODISEC-210101")
    assert answer.status_code == 404
    assert "responde COPROSEC-2101." in answer.json()["detail"]
    assert "responde" not in client.get("/api/v1/comites/CODISEC-999999").json()["detail"]


@pytest.mark.parametrize("text", ["210101", "CODISEC-210101", "codisec juliaca"])
def test_the_search_finds_it_by_its_capital(published, client, text):
    answer = client.get("/buscar/", {"q": text})
    province = "2111" if "juliaca" in text else "2101"
    assert (answer.status_code, answer["Location"]) == (302, f"/comite/COPROSEC-{province}/")


@pytest.mark.parametrize(
    ("number", "code"),
    [("21", "CORESEC-21"), ("2113", "COPROSEC-2113"), ("210105", "CODISEC-210105")],
)
def test_the_number_of_a_place_leads_to_its_committee(published, client, number, code):
    answer = client.get(f"/comite/{number}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/comite/{code}/")
