"""One click enters the demonstration, from this machine and never otherwise."""

import pytest
from django.test import Client

from sinasec.demonstration.people import invent_people, invented
from sinasec.web.semaforo.due import due_next
from tests.accounts.made_up import somebody

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PAGE = "/mesa/demostracion/"
HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}


@pytest.fixture
def there():
    assert invent_people() == len(invented())
    assert invent_people() == 0


def entered(browser: Client, number: int, **where):
    page = browser.get(PAGE, **where)
    token = page.context["csrf_token"]
    given = {"csrfmiddlewaretoken": str(token), "designacion": number}
    return browser.post(PAGE, given, follow=True, **where)


def test_anybody_is_entered_as(desk, there):
    page = desk.get(PAGE, **HERE)
    held = [mandate for _, group in page.context["groups"] for _, mandate in group]
    assert len(held) == sum(len(each.posts) for each in invented().values())
    for mandate in held:
        inside = entered(Client(enforce_csrf_checks=True), mandate.pk, **HERE)
        assert inside.redirect_chain[-1][0] == "/mesa/", mandate
        said = inside.content.decode()
        assert mandate.person.name in said
        assert "SIMULADO." in said
        assert inside.context["puesto"].mandate == mandate.pk


@pytest.mark.parametrize(
    "where",
    [
        {"REMOTE_ADDR": "192.168.1.7", "HTTP_HOST": "localhost:8000"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "semaforo.pe"},
        HERE | {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    ],
)
def test_not_from_elsewhere(desk, there, where, settings):
    settings.ALLOWED_HOSTS = ["localhost", "semaforo.pe"]
    assert desk.get(PAGE, **where).status_code == 404
    assert PAGE not in desk.get("/mesa/entrar/", **where).content.decode()


def test_not_where_somebody_real_was_invited(desk, there, fresh_invitations):
    page = desk.get(PAGE, **HERE)
    mandate = page.context["groups"][0][1][0][1]
    entered(desk, mandate.pk, **HERE)
    somebody()
    assert desk.get(PAGE, **HERE).status_code == 404


def test_not_behind_a_proxy(desk, there, settings):
    settings.NINJA_NUM_PROXIES = 1
    assert desk.get(PAGE, **HERE).status_code == 404


def test_a_session_of_the_demonstration_is_nobody_elsewhere(desk, there, settings):
    settings.ALLOWED_HOSTS = ["localhost", "semaforo.pe"]
    page = desk.get(PAGE, **HERE)
    groups = dict(page.context["groups"])
    _, mandate = groups["Analista de la DGSC"][0]
    assert entered(desk, mandate.pk, **HERE).status_code == 200
    away = desk.get("/mesa/", REMOTE_ADDR="127.0.0.1", HTTP_HOST="semaforo.pe")
    assert away.headers["Location"].startswith("/mesa/entrar/")
    assert desk.get("/mesa/", **HERE).status_code == 302  # and it ended


@pytest.mark.parametrize("way", ["aplicacion/", "contrasena/", "recuperacion/"])
def test_an_invented_person_has_no_password_to_change(desk, there, way):
    page = desk.get(PAGE, **HERE)
    _, mandate = page.context["groups"][0][1][0]
    entered(desk, mandate.pk, **HERE)
    page = desk.get(f"/mesa/seguridad/{way}", **HERE)
    assert page.status_code == 403
    assert "no tiene contraseña" in page.content.decode()


def test_the_desk_says_what_falls_due_as_the_public_page_does(desk, there, demonstration):
    publication, _ = demonstration
    page = desk.get(PAGE, **HERE)
    held = [mandate for _, group in page.context["groups"] for _, mandate in group]
    mine = next(each for each in held if each.role == "secretaria-regional")
    said = entered(desk, mine.pk, **HERE).content.decode()
    table = said.partition("<tbody>")[2].partition("</tbody>")[0]
    due = due_next(publication, "CORESEC-21", publication.as_of)
    assert table.count("<tr>") == len(due) > 0
    for each in due:
        assert f"/comite/CORESEC-21/deber/{each.duty}/" in table
    assert publication.pk in said
    lacking = next(each for each in held if each.role == "analista-dgsc")
    assert "Lo que vence" not in entered(desk, lacking.pk, **HERE).content.decode()
