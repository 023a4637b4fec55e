"""A page says which data it shows, only what its tables have, and nothing of a day to come."""

import html
import json
import re
from datetime import timedelta

from django.utils.timezone import localdate

from tests.web.sample import AS_OF

TOMORROW = localdate() + timedelta(days=400)  # later also than the day of the sample


def page_of(client, address: str) -> str:
    return " ".join(html.unescape(client.get(address).content.decode()).split())


def test_the_act_of_the_priority_districts_and_their_list_name_each_other(published, client):
    act = page_of(client, "/comite/CONASEC/deber/distritos-priorizados/")
    assert (
        'Qué distritos entraron, con qué índice y por qué se anota aparte, en <a href="/ri' in act
    )
    kept = page_of(client, "/riesgo/priorizados/")
    assert "Que la relación se aprobó es un acto, y si consta lo dice el semáforo" in kept
    assert "Todavía no se ha anotado aquí ninguna lista" in kept
    other = page_of(client, "/comite/CONASEC/deber/sesion-conasec/")
    assert "se anota aparte" not in other


def test_no_page_of_real_acts_has_the_banner_of_the_simulated(published, client):
    plans = page_of(client, "/planes/")
    assert "Nada en esta página es simulado" in plans
    assert "Hechos inventados por un programa" not in plans
    assert published.pk not in plans
    assert "Hechos inventados por un programa" in page_of(client, "/")


def test_the_tables_of_a_region_have_the_light_of_each_committee_of_its_map(published, client):
    page = page_of(client, "/region/21/")
    drawn = re.search(r'<svg viewBox.*?role="group".*?</svg>', page)[0]
    lights = re.findall(r'/comite/([\w-]+)/" tabindex="-1"><title>[^<]*: ([^<:]+)</title>', drawn)
    assert len(lights) > 50
    table = page.partition('id="comites"')[2]
    listed = dict(
        re.findall(r'/comite/([\w-]+)/">[^<]*</a>.*?<span class="luz[^>]*>([^<]+)<', table)
    )
    assert {code: listed[code].lower() for code, _ in lights} == dict(lights)
    for address in ("/", "/region/21/", "/accesibilidad/"):
        assert "misma información" not in page_of(client, address)


def test_the_light_of_a_region_is_on_its_page_as_the_api_says_it(published, client):
    words = {"verde": "Verde", "ambar": "Ámbar", "rojo": "Rojo", "gris": "Gris"}
    for row in client.get("/api/v1/semaforo").json()["regions"][::6]:
        section = page_of(client, f"/region/{row['region']}/").partition('id="conjunto"')[2]
        assert f">{words[row['region_light']]}</span>" in section.partition("</section>")[0]


def test_of_a_day_to_come_nothing_is_said(published, client):
    page = page_of(client, f"/publicado/{TOMORROW}/")
    assert "todavía no llega" in page
    assert "Ese día no se publicó nada" not in page
    answer = client.get(f"/api/v1/publicaciones/en/{TOMORROW}")
    assert answer.status_code == 404
    assert "todavía no llega" in answer.json()["detail"]
    assert "Ese día no se publicó nada" in page_of(client, "/publicado/2020-01-01/")


def test_the_api_refuses_an_unknown_region_as_the_page_does(published, client):
    answer = client.get("/api/v1/comites?region=99")
    assert answer.status_code == 404
    said = answer.json()["detail"]
    assert "No hay una región con el código «99»" in said
    assert said in page_of(client, "/region/99/")
    assert client.get("/api/v1/comites?region=1501").json()["count"] > 0
    assert json.loads(client.get(f"/api/v1/comites?region=21&fecha={AS_OF}").content)["count"] > 0


def test_the_search_leads_to_the_risk_of_a_district_by_the_name_of_the_district(
    published, index, client
):
    page = page_of(client, "/buscar/?q=san")
    links = re.findall(r'href="/riesgo/distrito/\d+/">(.*?)</a>', page)
    assert links
    assert not [one for one in links if re.search("COPROSEC|CODISEC|Ver", one)]
