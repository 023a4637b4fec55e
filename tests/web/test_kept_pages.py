"""A kept page is of one address: what names the site it was asked at is never given to another."""

import pytest

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
