"""What a committee filed is looked at a level up, and never by who filed it."""

import pytest
from django.test import Client

from sinasec.accounts.actions import give
from sinasec.compliance.models import Act, Review
from tests.accounts.made_up import BY, NOW, PASSWORD, post, somebody
from tests.web.desk.forms import fields, sent
from tests.web.desk.test_acts import SESSION, committees, filled  # noqa: F401

pytestmark = pytest.mark.database
PAGE = "/mesa/revisar/"


def entered(person, post_name: str = "") -> Client:
    """A browser in which somebody without second factor is in (tests of it are in test_entry)."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


@pytest.fixture
def filed(committees, fresh_invitations) -> Act:  # noqa: F811
    """An act that the secretary of a district filed."""
    browser = Client(enforce_csrf_checks=True)
    sent(browser, "/mesa/entrar/", login=somebody().email, password=PASSWORD)
    filled(browser, confirm=True, **SESSION)
    return Act.objects.get()


@pytest.fixture
def above(filed, monkeypatch) -> Client:
    """The secretary of the province, in, with the second factor that the post demands."""
    monkeypatch.setattr("sinasec.web.desk.gate.is_mfa_enabled", lambda person: True)
    person = somebody(
        "carla@muni.pe", name="Carla Flores", post=post("secretaria-provincial", "COPROSEC-2101")
    )
    return entered(person)


def said_of(browser: Client, act: Act, **said: str):
    page = browser.get(f"/mesa/actos/{act.pk}/")
    return browser.post(PAGE, fields(page, PAGE) | said, follow=True)


def test_an_act_waits_until_it_is_accepted(above, filed):
    assert "1 acto que nadie revisó" in above.get("/mesa/").content.decode()
    page = above.get(PAGE).content.decode()
    assert filed.pk in page
    assert "CODISEC Atuncolla" in page
    page = said_of(above, filed, aceptar="1")
    assert "Aceptado" in page.content.decode()
    review = Review.objects.get()
    assert (review.act_id, review.outcome) == (filed.pk, "accepted")
    assert review.registered_by.startswith("Carla Flores, Secretaría técnica provincial")
    assert filed.pk not in above.get(PAGE).content.decode()


def test_to_observe_needs_a_reason(above, filed):
    page = said_of(above, filed, observar="1")
    assert page.status_code == 422
    assert "diga por qué" in page.content.decode()
    assert not Review.objects.exists()
    page = said_of(above, filed, observar="1", motivo="El acta no tiene firmas.")
    assert "Observado: El acta no tiene firmas." in page.content.decode()


def test_nobody_reviews_what_is_not_under_them(above, filed):
    other = somebody(
        "otra@muni.pe", name="Otra", post=post("secretaria-provincial", "COPROSEC-2102")
    )
    browser = entered(other)
    assert filed.pk not in browser.get(PAGE).content.decode()
    token = fields(above.get(f"/mesa/actos/{filed.pk}/"), PAGE)["csrfmiddlewaretoken"]
    browser.cookies["sesion-csrf"] = above.cookies["sesion-csrf"].value
    given = {"csrfmiddlewaretoken": token, "acto": filed.pk, "aceptar": "1"}
    page = browser.post(PAGE, given)
    assert page.status_code == 403
    assert not Review.objects.exists()


def test_nobody_reviews_what_they_filed_themselves(above, filed, monkeypatch):
    person = somebody(
        "ana2@muni.pe", name="Ana Quispe", post=post("secretaria-regional", "CORESEC-21")
    )
    browser = entered(person)  # she filed it for the district, and now is of the region
    page = browser.get(f"/mesa/actos/{filed.pk}/")
    assert "Revisarlo" not in page.content.decode()
    token = browser.get("/mesa/").context["csrf_token"]
    given = {"csrfmiddlewaretoken": str(token), "acto": filed.pk, "aceptar": "1"}
    page = browser.post(PAGE, given)
    assert page.status_code == 403
    assert "lo registró usted" in page.content.decode()
    assert not Review.objects.exists()


def test_a_district_has_nothing_to_review(filed):
    browser = Client(enforce_csrf_checks=True)
    sent(browser, "/mesa/entrar/", login="ana@muni.pe", password=PASSWORD)
    assert browser.get(PAGE).status_code == 403
    assert "Lo que espera su revisión" not in browser.get("/mesa/").content.decode()


def test_two_posts_review_by_the_one_that_is_worn(above, filed):
    person = somebody("dos@muni.pe", name="Dos", post=post("asistente", "CORESEC-21"))
    give(person=person, post=post("secretaria-provincial", "COPROSEC-2101"), by=BY, now=NOW)
    browser = entered(person)
    chosen = {
        each.name: each.mandate for each in browser.get("/mesa/designacion/").context["puestos"]
    }
    for name, status in (("Asistente", 403), ("Secretaría técnica provincial", 200)):
        mandate = next(number for each, number in chosen.items() if each.startswith(name))
        token = browser.get("/mesa/designacion/").context["csrf_token"]
        browser.post(
            "/mesa/designacion/",
            {"csrfmiddlewaretoken": str(token), "designacion": mandate, "next": "/mesa/"},
        )
        assert browser.get(PAGE).status_code == status, name


def test_a_review_that_says_nothing_is_none(above, filed):
    page = said_of(above, filed)
    assert page.status_code == 422
    assert not Review.objects.exists()
    said_of(above, filed, aceptar="1")
    said_of(above, filed, aceptar="1")  # sent twice
    assert Review.objects.count() == 1


def test_what_a_higher_level_observed_is_not_lifted_from_below(above, filed):
    region = somebody(
        "dario@gore.pe", name="Darío Ramos", post=post("secretaria-regional", "CORESEC-21")
    )
    said_of(entered(region), filed, observar="1", motivo="Falta la firma.")
    page = above.get(PAGE).content.decode()
    assert "Falta la firma." in page.partition("Observados, por atender")[2]
    page = said_of(above, filed, aceptar="1")
    assert page.status_code == 403
    assert "Lo observó Darío Ramos" in page.content.decode()
    assert Review.objects.count() == 1
    said_of(above, filed, observar="1", motivo="También la fecha.")
    page = said_of(above, filed, aceptar="1")  # to observe it too lets nothing more
    assert page.status_code == 403
    assert Review.objects.count() == 2
    page = said_of(entered(region), filed, aceptar="1")
    assert "Observado: Falta la firma." in page.content.decode()  # all that was said stays
    assert "Aceptado" in page.content.decode()


def test_a_long_or_corrected_name_does_not_let_one_review_oneself(committees, fresh_invitations):  # noqa: F811
    person = somebody(name="N" * 150)
    browser = Client(enforce_csrf_checks=True)
    sent(browser, "/mesa/entrar/", login=person.email, password=PASSWORD)
    filled(browser, confirm=True, **SESSION)
    act = Act.objects.get()
    give(person=person, post=post("asistente", "CORESEC-21"), by=BY, now=NOW)
    person.name = "Otro nombre"
    person.save(update_fields=["name"])
    from sinasec.web.desk.views.acts import is_own

    request = browser.get("/mesa/designacion/").wsgi_request
    assert is_own(request, act)
