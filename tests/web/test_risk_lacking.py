"""Every page of an index says which of its indicators it was computed without."""

import html

import pytest

from tests.risk.made_result import MISSING

LACKS = (
    "Se calculó sin 1 de 8 indicadores de su edición, porque no había datos: "
    f"{MISSING.name}. Su peso se reparte entre los demás."
)
PAGES = (
    "/riesgo/",
    "/riesgo/region/21/",
    "/riesgo/distritos/",
    "/riesgo/frontera/",
    "/riesgo/auditoria/",
    "/riesgo/metodo/",
    "/riesgo/distrito/210101/",
)
ANSWERS = ("distritos", "distritos/210101", "frontera", "elementos", "auditoria", "variantes")


@pytest.mark.parametrize("address", [*PAGES, "/publicaciones/{}/"])
def test_a_page_of_an_index_says_what_it_lacks(address, index, client):
    answer = client.get(address.format(index.pk))
    assert answer.status_code == 200
    assert LACKS in html.unescape(answer.content.decode())


@pytest.mark.parametrize("address", ANSWERS)
def test_the_api_says_what_it_lacks(address, index, client):
    assert client.get(f"/api/v1/riesgo/{address}").json()["lacking"] == [MISSING.code]


@pytest.mark.parametrize("address", ["/riesgo/auditoria/", "/publicaciones/{}/"])
def test_why_each_is_lacking_is_beside_it(address, index, client):
    text = html.unescape(client.get(address.format(index.pk)).content.decode())
    assert f"<li>{MISSING.name}: No hay datos cargados.</li>" in text


def test_one_that_lacks_none_says_nothing(index, client, monkeypatch):
    monkeypatch.setattr("sinasec.risk.published.reading.lacking", lambda publication: [])
    text = client.get(f"/publicaciones/{index.pk}/").content.decode()
    assert "No están todos sus indicadores" not in text
