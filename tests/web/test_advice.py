"""What a page tells a committee to do can be done by who reads it, and says where."""

import html
from datetime import date

import pytest

from sinasec.web.published import chosen
from tests.web.sample import AS_OF, ICA, PUNO


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(html.unescape(answer.content.decode()).split())


def test_the_observed_act_is_to_be_corrected(published, client):
    page = text_of(client, f"/comite/{PUNO}/deber/sesion-ordinaria/")
    assert "(«acto-5») se hizo, corríjalo: la corrección conserva su fecha" in page


@pytest.mark.parametrize(("today", "passed"), [(AS_OF, False), (date(2026, 11, 29), True)])
def test_an_expired_term_is_not_given_as_what_to_do(published, client, monkeypatch, today, passed):
    monkeypatch.setattr(chosen, "localdate", lambda: today)
    page = text_of(client, f"/comite/{ICA}/deber/sesion-ordinaria/")
    assert "a más tardar el 31 de octubre de 2026" in page
    said = (
        "El 31 de octubre de 2026 ya pasó. Si se hizo en plazo, regístrelo; si no, lo que se haga"
    )
    assert (said in page) is passed


def test_management_that_shows_an_example_of_sanction_says_so(published, client):
    trace = text_of(client, f"/comite/{ICA}/deber/plan-vigente/")
    assert "La denuncia de los representantes del Ministerio Público" in trace
    assert "llevan como <em>ejemplo</em> la denuncia" in text_of(client, "/metodo/")
    assert "se muestra como ejemplo una denuncia" in text_of(client, f"/comite/{ICA}/")


def test_a_committee_is_judged_since_a_day_and_not_born_on_it(published, client):
    page = text_of(client, "/comite/CONASEC/")
    assert "se juzga desde el 5 de diciembre de 2014" in page
    assert "existe desde" not in page


def test_beside_what_to_do_is_where(published, client):
    page = text_of(client, f"/comite/{ICA}/deber/sesion-ordinaria/")
    assert '<a href="/actos/">Cómo registrar o corregir un acto</a>' in page
    grey = text_of(client, "/comite/CODISEC-150102/")
    assert '<a href="/metodo/#constancia">Quién da la constancia que falta</a>' in grey
    assert 'id="constancia"' in text_of(client, "/metodo/")
