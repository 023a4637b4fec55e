"""Every page of the index answers, says its publication and source, and fails with a sentence."""

import gzip
import re
from html import unescape

import pytest
from django.contrib.staticfiles import finders

from sinasec.web.risk.chosen import NOTHING
from tests.risk import made_result
from tests.risk.made_publication import publish_made

LIMA, ANCON = "150101", "150102"
PAGES = {
    "/riesgo/": "¿Dónde está el riesgo?",
    "/riesgo/region/1501/": "El riesgo en Lima Metropolitana",
    "/riesgo/distritos/": "Distritos, con la duda de cada puesto",
    "/riesgo/distritos/?orden=puesto&zona=frontera": "zona «en la frontera»",
    "/riesgo/distritos/?q=ancon": "texto «ancon»",
    f"/riesgo/distrito/{LIMA}/": "Por qué tiene ese puntaje",
    f"/riesgo/distrito/{made_result.NEVER}/": "No figura ni una vez",
    "/riesgo/comparar/": "De dos a cinco distritos",
    f"/riesgo/comparar/?d={LIMA}&d={ANCON}": "De qué está hecho cada puntaje",
    "/riesgo/frontera/": "Qué elecciones apartan el orden del publicado",
    "/riesgo/que-pasaria-si/": "Como en la publicación",
    "/riesgo/que-pasaria-si/?agregacion=geometrica": "Lo que cambia",
    "/riesgo/auditoria/": "Pesos declarados y pesos efectivos",
    "/riesgo/ediciones/": "Ediciones publicadas",
    "/riesgo/priorizados/": "Todavía no se ha anotado aquí ninguna lista",
    "/riesgo/metodo/": "No es victimización",
}
WITHOUT_INDEX = ("/riesgo/ediciones/", "/riesgo/priorizados/", "/riesgo/metodo/")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_in_spanish_and_names_its_publication(address, index, client):
    response = client.get(address)
    assert response.status_code == 200, address
    text = response.content.decode()
    assert PAGES[address] in text
    assert '<html lang="es-PE">' in text
    assert index.id in text
    assert "<b>SIMULADO.</b>" in text
    assert ">ejemplo</span>" in text


@pytest.mark.parametrize("address", PAGES)
def test_no_script_and_no_style_inside_a_page(address, index, client):
    text = client.get(address).content.decode()
    assert " style=" not in text
    assert "<script" not in text
    assert "<style" not in text


@pytest.mark.parametrize("address", PAGES)
def test_ids_are_unique_and_labels_have_their_field(address, index, client):
    text = client.get(address).content.decode()
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<label for="([^"]+)"', text)) <= set(ids)


def test_before_an_index_is_published_the_pages_say_whom_to_ask(db, client):
    for address in WITHOUT_INDEX:
        assert client.get(address).status_code == 200, address
    for address in ("/riesgo/", "/riesgo/frontera/", f"/riesgo/distrito/{LIMA}/"):
        response = client.get(address)
        assert response.status_code == 503
        assert NOTHING in response.content.decode()


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/riesgo/distrito/999999/", 404, "seis cifras"),
        ("/riesgo/distrito/%00/", 404, "seis cifras"),
        ("/riesgo/distrito/999999/aportes.csv", 404, "seis cifras"),
        ("/riesgo/distrito/999999/datos.json", 404, "seis cifras"),
        ("/riesgo/region/99/", 404, "21 es Puno"),
        ("/riesgo/?publicacion=no-hay", 404, "/publicaciones/"),
        ("/riesgo/?publicacion=%00", 404, "/publicaciones/"),
        ("/riesgo/distritos/?zona=roja", 400, "Elija una de la lista"),
        ("/riesgo/distritos/?region=99", 400, "Elija una de la lista"),
        ("/riesgo/distritos/?tipo=x", 400, "Elija una de la lista"),
        ("/riesgo/distritos/?orden=azar", 400, "Puede ser zona"),
        ("/riesgo/distritos/?pagina=0", 400, "número desde 1"),
        ("/riesgo/distritos/?pagina=²", 400, "número desde 1"),
        ("/riesgo/distritos/?pagina=99", 400, "Vuelva a la primera"),
        ("/riesgo/distritos.csv?orden=azar", 400, "Puede ser zona"),
        ("/riesgo/comparar/?d=999999", 404, "seis cifras"),
        ("/riesgo/comparar/?d=" + "&d=".join(made_result.codes()[:6]), 400, "de 2 a 5"),
        ("/riesgo/ediciones/?antes=a", 400, "dos publicaciones distintas"),
        ("/riesgo/ediciones/?antes=a&despues=b", 404, "/publicaciones/"),
        ("/riesgo/priorizados/?anio=2030", 400, "Quite «anio»"),
        ("/riesgo/que-pasaria-si/?agregacion=rara", 422, "escriba aritmetica"),
        ("/riesgo/que-pasaria-si/?peso:robo=mucho", 422, "no es un peso"),
    ],
)
def test_errors_say_what_to_do(address, status, says, index, client):
    response = client.get(address)
    assert response.status_code == status
    text = unescape(response.content.decode())
    assert says in text
    assert "Traceback" not in text
    assert response["Cache-Control"] == "no-store"


def test_what_is_typed_comes_back_escaped(index, client):
    for address in ("/riesgo/distritos/", "/riesgo/comparar/"):
        text = client.get(address, {"q": '"><b>hola'}).content.decode()
        assert "<b>hola" not in text
        assert "&quot;&gt;&lt;b&gt;hola" in text
    text = client.get("/riesgo/que-pasaria-si/", {"peso:robo": "<b>"}).content.decode()
    assert "<b>»" not in text


def test_a_real_index_comes_before_the_demonstration(index, client):
    real = publish_made(simulated=False)
    text = client.get("/riesgo/").content.decode()
    assert real.id in text
    assert "<b>SIMULADO.</b>" not in text
    assert index.id in client.get(f"/riesgo/?publicacion={index.id}").content.decode()


def test_a_pinned_publication_stays_in_every_link(index, client):
    text = client.get(f"/riesgo/distrito/{LIMA}/?publicacion={index.id}").content.decode()
    inside = re.findall(r'href="(/riesgo/[^"#]*)', text.split("<main")[1])
    assert len(inside) > 20
    assert [link for link in inside if f"publicacion={index.id}" not in link] == []


def test_a_permalink_is_the_same_page(index, client):
    text = client.get(f"/riesgo/distrito/{LIMA}/").content.decode()
    found = re.search(r'rel="canonical" href="http://testserver([^"]+)"', text)
    again = client.get(unescape(found[1]))
    assert again.status_code == 200
    assert f"publicacion={index.id}" in found[1]


def test_a_page_not_changed_is_not_sent_again(index, client):
    for address in ("/riesgo/", f"/riesgo/distrito/{LIMA}/", "/riesgo/auditoria/"):
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        assert first["X-Publicacion"] == index.id


def test_a_page_depends_on_what_it_reads_of_the_address_and_on_nothing_else(index, client):
    plain = client.get("/riesgo/distritos/")
    assert client.get("/riesgo/distritos/?zona=")["ETag"] == plain["ETag"]
    assert client.get("/riesgo/distritos/?nada=1").status_code == 400
    assert client.get("/riesgo/distritos/?orden=puesto")["ETag"] != plain["ETag"]


def test_a_free_text_is_never_kept(index, client):
    from sinasec.web.published.shelf import SHELF

    client.get("/riesgo/distritos/?q=lima")
    assert not SHELF._pages
    client.get("/riesgo/distritos/")
    assert len(SHELF._pages) == 1


QUERIES = 13  # what took its place is asked for its stage, its replies and its last day to reply


@pytest.mark.parametrize("address", PAGES)
def test_no_page_asks_the_database_district_by_district(
    address, index, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(QUERIES):
        client.get(address)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/riesgo/", 100),
        ("/riesgo/region/15/", 60),
        ("/riesgo/distritos/?orden=puesto", 60),
        ("/riesgo/distrito/150101/", 60),
        ("/riesgo/frontera/", 60),
        ("/riesgo/auditoria/", 60),
        ("/riesgo/que-pasaria-si/?agregacion=geometrica", 60),
    ],
)
def test_weight_of_the_whole_country_with_its_sheets(path, most, db, client):
    """Kilobytes on the wire: the page and both style sheets, compressed, for 1,891 districts."""
    publish_made(count=1891)
    packed = client.get(path, headers={"accept-encoding": "gzip"})
    assert packed.status_code == 200
    sheets = 0
    for name in ("web/sinasec.css", "web/riesgo.css"):
        with open(finders.find(name), "rb") as sheet:
            sheets += len(gzip.compress(sheet.read()))
    assert (len(packed.content) + sheets) / 1024 < most


def test_the_semaforo_leads_to_the_risk_and_back(index, published, client):
    committee = client.get("/comite/CODISEC-150102/").content.decode()
    assert "/riesgo/distrito/150102/" in committee
    assert "/riesgo/distrito/150101/" in client.get("/comite/COPROSEC-1501/").content.decode()
    assert "/riesgo/" not in re.sub(
        r"<header.*?</header>", "", client.get("/comite/CORESEC-21/").content.decode(), flags=re.S
    )
    district = client.get("/riesgo/distrito/150102/").content.decode()
    assert "/comite/CODISEC-150102/" in district


def test_the_search_finds_the_risk_of_a_district(index, published, client):
    text = client.get("/buscar/?q=lima").content.decode()
    assert "/riesgo/distrito/150101/" in text


def test_without_an_index_a_committee_says_nothing_of_risk(published, client):
    assert "/riesgo/distrito/" not in client.get("/comite/CODISEC-150102/").content.decode()
