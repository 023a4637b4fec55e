"""An error page leads back to the task that it cut short."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from sinasec.publications import reading
from sinasec.publications.standing import forget
from sinasec.web import uploads
from sinasec.web.front.last_resort import fell, overloaded
from sinasec.web.front.verdict import Verdict
from sinasec.web.kept import SHELF
from sinasec.web.rates import Rate
from sinasec.web.turns import PAGES as TURNS
from sinasec.web.turns import Busy
from sinasec.web.verdicts import said
from sinasec.web.views.errors import Sentences
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
@pytest.mark.parametrize("why", ["large", "often", "slow", "busy"])
@pytest.mark.parametrize("form", FORMS)
def test_what_the_front_refuses_leads_back_to_its_form(form, why):
    answer = said(RequestFactory().post(form), Verdict(why, 7))
    assert links(answer)[FORMS[form]] == form


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
def withheld(db, settings, tmp_path, monkeypatch):
    """The older of two semáforos, altered."""
    every_look_is_fresh(monkeypatch)
    SHELF.clear()
    forget()
    found = sample.publish(as_of=sample.AS_OF.replace(month=9, day=30)), sample.publish()
    apart(settings, tmp_path, *found)
    one_byte_changed(reading.folder(found[0]) / LIGHTS)
    yield found
    SHELF.clear()
    forget()


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


def test_the_banner_says_that_nothing_is_asked_of_the_reader(db, settings, tmp_path, client):
    SHELF.clear()
    forget()
    found = sample.publish(as_of=sample.AS_OF.replace(month=9, day=30)), sample.publish()
    apart(settings, tmp_path, *found)
    one_byte_changed(reading.folder(found[1]) / LIGHTS)
    said = client.get("/").content.decode()
    assert "RETENIDA." in said
    assert "No hace falta que usted haga nada." in said
    SHELF.clear()
    forget()
