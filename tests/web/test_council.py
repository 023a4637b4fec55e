"""The council is one of the 1,920, counted once and everywhere, also where nothing binds it."""

import re

from sinasec.compliance.semaforo import reading
from sinasec.web.words import number

ALL = 1920
EMPTY = "Ese día no había deberes de esta clase para este comité."


def test_the_total_is_one_and_the_same(published, client):
    home = client.get("/").content.decode()
    country = client.get("/api/v1/semaforo").json()
    assert client.get("/api/v1/comites").json()["count"] == ALL
    assert sum(country["total"].values()) == ALL
    assert f"de {number(ALL)} comités" in home
    assert country["levels"]["CONASEC"] == {
        "verde": 0, "ambar": 0, "rojo": 0, "sin_informacion": 0, "no_exigible": 1,
    }  # fmt: skip
    of_regions = [sum(region["committees"].values()) for region in country["regions"]]
    assert sum(of_regions) == ALL - 1  # it is of no region


def test_its_row_counts_it(published, client):
    home = client.get("/").content.decode()
    [row] = re.findall(r"<tr>(?:(?!</tr>).)*/comite/CONASEC/.*?</tr>", home, re.DOTALL)
    cells = dict(re.findall(r'data-c="([^"]+)">([^<]+)<', row))
    assert (cells["Comités"], cells["No exigible"], cells["Rojo"]) == ("1", "1", "0")


def test_every_way_says_the_same_of_it(published, client):
    listed = client.get("/api/v1/comites?nivel=CONASEC").json()["items"][0]
    alone = client.get("/api/v1/comites/CONASEC").json()
    assert listed["legal"] == alone["legal"]["light"] == "no_exigible"
    assert (alone["legal"]["day_from"], alone["legal"]["day_to"]) == tuple(
        map(str, reading.days(published))
    )


def test_its_page_leads_to_no_empty_list(published, client):
    page = client.get("/comite/CONASEC/").content.decode()
    assert EMPTY in page
    assert "la norma ata una responsabilidad" not in page
    for anchor in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{anchor}"' in page, anchor
