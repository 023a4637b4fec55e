"""A kept page is of one address: what names the site it was asked at is never given to another."""

import pytest

from sinasec.web.origin import Origins
from sinasec.web.published.shelf import SHELF

HOSTS = ("semaforo.uno.gob.pe", "semaforo.dos.gob.pe")


@pytest.mark.parametrize(
    "path", ["/comite/CORESEC-21/", "/comite/CORESEC-21/deber/sesion-ordinaria/"]
)
def test_each_name_of_the_site_has_its_own_permalinks(published, client, settings, path):
    settings.ALLOWED_HOSTS = list(HOSTS)
    for host in (*HOSTS, HOSTS[0]):
        other = HOSTS[host == HOSTS[0]]
        text = client.get(path, headers={"host": host}).content.decode()
        assert f"http://{host}{path}" in text
        assert other not in text


def test_each_scheme_has_its_own_permalinks(published, client):
    for secure, scheme in ((False, "http"), (True, "https"), (False, "http")):
        text = client.get("/comite/CORESEC-21/", secure=secure).content.decode()
        assert f"{scheme}://testserver/comite/CORESEC-21/" in text


# -- a port is whatever number the reader writes

SAY_NO_ADDRESS = (
    "/",
    "/region/21/",
    "/provincia/2113/",
    "/incrustar/CORESEC-21/",
    "/comite/CORESEC-21/tramos.csv",
    "/comite/CORESEC-21/trazas.json",
    "/riesgo/",
    "/riesgo/distritos/",
    "/riesgo/frontera/",
    "/riesgo/distritos.csv",
)


@pytest.mark.parametrize("path", SAY_NO_ADDRESS)
def test_a_page_that_says_no_address_is_one_for_all_ports(published, index, client, settings, path):
    settings.ALLOWED_HOSTS = list(HOSTS)
    SHELF.clear()
    for host in HOSTS:
        for port in ("", ":1", ":2"):
            answer = client.get(path, headers={"host": host + port})
            assert answer.status_code == 200
            assert b"uno.gob.pe" not in answer.content
    assert len(SHELF._pages) == 1


@pytest.mark.parametrize("path", ["/comite/CORESEC-21/", "/comite/CORESEC-21/ficha.pdf"])
def test_ports_by_the_hundred_do_not_fill_the_shelf(published, client, settings, monkeypatch, path):
    monkeypatch.setattr("sinasec.web.published.page_cache.ORIGINS", Origins(most=2))
    monkeypatch.setattr("sinasec.web.published.page_cache.check_dear", lambda request: None)
    settings.ALLOWED_HOSTS = list(HOSTS)
    SHELF.clear()
    for port in range(1, 7):
        assert client.get(path, headers={"host": f"{HOSTS[0]}:{port}"}).status_code == 200
    client.get(path, headers={"host": HOSTS[0]})
    client.get(path, headers={"host": f"{HOSTS[1]}:80"})  # the server's own
    assert len(SHELF._pages) == 4
