"""An error page leads back to the task that it cut short."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import get_resolver

from sinasec.publications import catalogue
from sinasec.publications.trust.standing import forget
from sinasec.web import uploads
from sinasec.web.front.last_resort import fell, overloaded
from sinasec.web.front.verdict import Verdict
from sinasec.web.limits.rates import Rate
from sinasec.web.limits.turns import PAGES as TURNS
from sinasec.web.limits.turns import Busy
from sinasec.web.published.shelf import SHELF
from sinasec.web.serving.verdicts import said
from sinasec.web.views.errors import Sentences, refused
from sinasec.web.way_back import ABOVE
from tests.altering import LIGHTS, one_byte_changed
from tests.standing import every_look_is_fresh
from tests.web import sample
from tests.web.test_withheld import apart

FORMS = {
    "/matriz/": "Volver a revisar una matriz",
    "/actos/": "Volver a la revisión de actos",
    "/que-pasaria-si/": "Volver a «¿Qué pasaría si…?»",
}


def links(answer) -> dict[str, str]:
    """Words -> address."""
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', answer.content.decode())
    return {unescape(words): unescape(address) for address, words in found}


@pytest.mark.django_db
@pytest.mark.parametrize("why", ["large", "often", "shared", "slow", "busy"])
@pytest.mark.parametrize("form", FORMS)
def test_what_the_front_refuses_leads_back_to_its_form(form, why):
    answer = said(RequestFactory().post(form), Verdict(why, 7))
    assert links(answer)[FORMS[form]] == form


@pytest.mark.django_db
def test_an_office_behind_one_address_is_told_when_to_send_again():
    answer = said(RequestFactory().post("/matriz/"), Verdict("shared", 10))
    assert (answer.status_code, answer["Retry-After"]) == (429, "10")
    assert "Espere 10 segundos y envíe el suyo otra vez" in answer.content.decode()


@pytest.mark.django_db
def test_a_file_that_is_too_large_leads_back_to_its_form(client, settings):
    settings.UPLOAD_LIMIT = 100
    file = SimpleUploadedFile("matriz.xlsx", b"x" * 500)
    answer = client.post("/matriz/", {"archivo": file})
    assert answer.status_code == 413
    assert links(answer)[FORMS["/matriz/"]] == "/matriz/"


@pytest.mark.django_db
def test_too_often_leads_back_to_its_form(client, monkeypatch):
    monkeypatch.setattr(uploads, "RATE", Rate(1, 60, "archivos-de-prueba"))
    for _ in range(2):
        answer = client.post("/matriz/", {"archivo": SimpleUploadedFile("a.csv", b"x")})
    assert answer.status_code == 429
    assert links(answer)[FORMS["/matriz/"]] == "/matriz/"


@pytest.mark.django_db
def test_a_busy_page_can_be_asked_again_as_it_was():
    request = RequestFactory().get("/riesgo/distritos/", {"q": "puno"})
    answer = Sentences(lambda request: None).process_exception(request, Busy(TURNS))
    assert answer.status_code == 503
    assert links(answer)["Intentarlo otra vez"] == "/riesgo/distritos/?q=puno"


@pytest.mark.parametrize("answer", [overloaded("/comite/x/", "N"), fell("//otro.pe/", "N")])
def test_the_last_resort_leads_back_and_to_no_other_site(answer):
    body = answer.body.decode()
    assert ("content-type", "text/html; charset=utf-8") in answer.headers
    [address] = re.findall(r'href="([^"]*)"', body)
    assert address in ("/comite/x/", "/otro.pe/")


def test_a_link_back_never_leads_to_another_site(db):
    answer = said(RequestFactory().post("//otro.pe/"), Verdict("large"))
    assert not [address for address in links(answer).values() if address.startswith("//")]


# -- an address with something that is not known


@pytest.mark.parametrize(
    ("asked", "clean"),
    [
        (f"/comite/{sample.PUNO}/?luz=gestion&xyz=1", f"/comite/{sample.PUNO}/?luz=gestion"),
        ("/?luz=legal&luz=gestion", "/?luz=legal"),
        (f"/?fecha={'9' * 500}&luz=gestion", "/?luz=gestion"),
        ("/matriz/?x=%22%3E%3Cscript%3E", "/matriz/"),
    ],
)
def test_what_is_not_known_can_be_taken_off_with_a_click(published, client, asked, clean):
    answer = client.get(asked)
    assert answer.status_code == 400
    assert links(answer)["Abrir la página sin eso"] == clean
    assert client.get(clean).status_code == 200


# -- a publication that is withheld


@pytest.fixture
def remembers_nothing():
    """Of pages and publications, before and after: other tests have none that is withheld."""
    SHELF.clear()
    forget()
    yield
    SHELF.clear()
    forget()


@pytest.fixture
def withheld(db, settings, tmp_path, monkeypatch, remembers_nothing):
    """The older of two semáforos, altered."""
    every_look_is_fresh(monkeypatch)
    found = sample.publish(as_of=sample.AS_OF.replace(month=9, day=30)), sample.publish()
    apart(settings, tmp_path, *found)
    one_byte_changed(catalogue.folder(found[0]) / LIGHTS)
    return found


def test_a_withheld_permalink_offers_the_same_page_in_the_one_in_force(withheld, client):
    old, new = withheld
    page = f"/comite/{sample.ICA}/"
    answer = client.get(page, {"publicacion": old.pk, "fecha": "2026-09-01", "luz": "gestion"})
    assert answer.status_code == 503
    [words] = [each for each in links(answer) if "publicación vigente" in each]
    address = links(answer)[words]
    assert address == f"{page}?luz=gestion"
    again = client.get(address)
    assert again.status_code == 200
    assert new.pk in again.content.decode()
    assert "No hace falta que usted haga nada" in answer.content.decode()


@pytest.mark.usefixtures("db", "remembers_nothing")
def test_the_banner_says_that_nothing_is_asked_of_the_reader(settings, tmp_path, client):
    found = sample.publish(as_of=sample.AS_OF.replace(month=9, day=30)), sample.publish()
    apart(settings, tmp_path, *found)
    one_byte_changed(catalogue.folder(found[1]) / LIGHTS)
    said = client.get("/").content.decode()
    assert "RETENIDA." in said
    assert "No hace falta que usted haga nada." in said


# -- what was asked cannot be shown


@pytest.mark.parametrize(
    ("asked", "status", "words", "address"),
    [
        ("/publicado/ayer/", 400, "Volver a las publicaciones", "/publicaciones/"),
        ("/publicaciones/?dia=ayer", 400, "Abrir la página sin lo que va tras «?»",
         "/publicaciones/"),
        ("/publicaciones/nada/", 404, "Volver a las publicaciones", "/publicaciones/"),
        ("/actos/plantilla.xlsx?comite=Atlántida", 400, "Volver a la plantilla de actos",
         "/actos/"),
        ("/matriz/plantilla.xlsx?nivel=X", 400, "Volver a revisar una matriz", "/matriz/"),
        ("/normas/nada/", 404, "Volver a las normas", "/normas/"),
        ("/comite/CORESEC-21/deber/nada/", 404, "Ver la página del comité", "/comite/CORESEC-21/"),
        ("/?fecha=ayer", 400, "Abrir la página sin lo que va tras «?»", "/"),
        ("/que-pasaria-si/?borrador=nada", 400, "Abrir la página sin lo que va tras «?»",
         "/que-pasaria-si/"),
        ("/riesgo/distrito/999999/", 404, "Volver a los distritos", "/riesgo/distritos/"),
        ("/riesgo/region/99/", 404, "Volver al mapa del índice", "/riesgo/"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_leads_on(published, index, client, asked, status, words, address):
    answer = client.get(asked)
    assert answer.status_code == status
    assert links(answer)[words] == address
    assert client.get(address).status_code == 200


def test_every_address_above_another_is_one_of_the_site():
    for name, (above, _) in ABOVE.items():
        if not name.startswith("bench"):
            assert get_resolver().reverse_dict.getlist(name), name
            assert get_resolver().reverse_dict.getlist(above), above


def test_what_hangs_of_no_committee_leads_to_none(published, client):
    answer = client.get("/comite/CORESEC-99/deber/sesion-ordinaria/")
    assert answer.status_code == 404
    assert not [address for address in links(answer).values() if address.startswith("/comite/")]


def test_an_error_page_asks_the_database_nothing(rf):
    """Else a refusal is dear where many are given, and cannot be said while the base is down."""
    answer = refused(rf.get("/matriz/"), 503, "La base de datos no responde", "Espere.")
    assert "Volver al mapa" in answer.content.decode()


def test_a_refused_parameter_has_one_link_to_each_place(published, client):
    answer = client.get("/publicaciones/?zzz=1")
    assert answer.status_code == 400
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    assert re.findall(r'<a class="boton" href="([^"]*)"', main) == ["/publicaciones/"]


@pytest.mark.parametrize("address", ["/api/", "/api/v1/"])
def test_the_root_of_the_api_leads_people_to_its_page(db, client, address):
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, "/datos/api/")
    said = client.get("/api/v1/comites/").json()["detail"]
    assert "se escriben sin «/» al final" in said
