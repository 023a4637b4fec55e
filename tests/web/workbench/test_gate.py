"""Who gets in, and what the public site knows of the workbench."""

import re

import pytest

from tests.web.workbench.conftest import BY, KEY

PAGES = ["/mesa/", "/mesa/datos/", "/mesa/calidad/", "/mesa/ediciones/", "/mesa/construir/"]


@pytest.mark.parametrize("path", PAGES)
def test_the_public_site_has_no_such_address(path, db, client):
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", [*PAGES, "/mesa/?clave=otra", "/mesa/?clave="])
def test_nobody_enters_without_the_key(path, bench):
    answer = bench.get(path)
    assert answer.status_code == 403
    assert "sinasec workbench" in answer.content.decode()
    assert BY not in answer.content.decode()


def test_the_key_becomes_a_cookie_and_leaves_the_address(bench):
    answer = bench.get(f"/mesa/?clave={KEY}")
    assert (answer.status_code, answer["Location"]) == (302, "/mesa/")
    cookie = answer.cookies["mesa"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert KEY not in cookie.value
    inside = bench.get("/mesa/")
    assert inside.status_code == 200
    assert inside["Cache-Control"] == "no-store"
    assert BY in inside.content.decode()


def test_a_cookie_made_by_hand_does_not_open(bench):
    bench.cookies["mesa"] = KEY
    assert bench.get("/mesa/").status_code == 403
    bench.cookies["mesa"] = f"{KEY}:1aaaaa:firma"
    assert bench.get("/mesa/").status_code == 403


def test_the_cookie_of_another_key_does_not_open(analyst, settings):
    """Each time it starts, what browsers kept from before is worth nothing."""
    assert analyst.get("/mesa/").status_code == 200
    settings.WORKBENCH_KEY = "la-clave-de-otro-dia"
    assert analyst.get("/mesa/").status_code == 403


def test_a_form_without_its_token_writes_nothing(analyst):
    answer = analyst.post("/mesa/construir/", {"edicion": "irs-ejemplo", "anio": "2023"})
    assert answer.status_code == 403
    assert "recárguela" in answer.content.decode()


def test_the_public_forms_stay_as_they_were(bench):
    assert bench.post("/matriz/").status_code == 422  # no file, and no token asked for


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_before_anything_is_loaded(path, analyst):
    answer = analyst.get(path)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert " style=" not in text
    assert "<script" not in text
    assert len(re.findall("<h1", text)) == 1
