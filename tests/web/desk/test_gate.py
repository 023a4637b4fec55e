"""Who is not in sees nothing of the desk, and who only reads the site leaves no trace in it."""

import pytest
from django.test import Client

from sinasec.accounts.actions import end
from sinasec.accounts.models import Person
from sinasec.accounts.throttle import OF_A_PAIR
from sinasec.web.desk.addresses import AREA, BEFORE, OUTSIDE, PATHS
from sinasec.web.desk.gate import LARGEST
from tests.accounts.made_up import BY, NOW, PASSWORD, invited, post, somebody
from tests.web.desk.forms import sent

pytestmark = pytest.mark.database
INSIDE = sorted(set(PATHS) - OUTSIDE)


@pytest.mark.parametrize("name", INSIDE)
def test_who_is_not_in_is_led_to_sign_in(desk, name):
    page = desk.get(AREA + PATHS[name])
    assert page.status_code == 302
    assert page.headers["Location"].startswith("/mesa/entrar/?next=")
    assert page.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("name", sorted(PATHS))
def test_a_form_without_its_token_writes_nothing(desk, fresh_invitations, name):
    person = somebody()
    desk.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = desk.post(AREA + PATHS[name], {"designacion": "1"})
    assert page.status_code in (403, 405), name
    assert Person.objects.get().is_active


def test_every_page_of_who_is_in_opens(desk, fresh_invitations):
    person = somebody()
    sent(desk, "/mesa/entrar/", login=person.email, password=PASSWORD)
    for name in INSIDE:
        page = desk.get(AREA + PATHS[name], follow=True)
        assert page.status_code in (200, 403, 404), name
        if page.status_code == 403:  # a district reviews nobody
            assert name == "desk-reviews"
        if page.status_code == 404:  # there is no second factor to see or to take away
            assert name in ("mfa_deactivate_totp", "mfa_view_recovery_codes")
        assert page.headers["Cache-Control"].startswith("no-store")
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert "script" not in page.headers["Content-Security-Policy"]


def test_the_public_site_knows_nobody(desk, fresh_invitations):
    person = somebody()
    sent(desk, "/mesa/entrar/", login=person.email, password=PASSWORD)
    cookie = desk.cookies["sesion"]
    assert cookie["path"] == AREA
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    for path in ("/metodo/", "/normas/", "/ayuda/", "/no-existe/"):
        page = desk.get(path)
        assert "sesion" not in page.cookies
        assert "Cookie" not in page.headers.get("Vary", "")
        assert person.name not in page.content.decode()


def test_a_password_is_tried_few_times_from_one_place(desk, fresh_invitations):
    somebody()
    somebody("beto@muni.pe", name="Beto Mamani")
    for _ in range(OF_A_PAIR):
        page = sent(desk, "/mesa/entrar/", login="ana@muni.pe", password="no es esta clave")
        assert "El correo o la contraseña no son esos" in page.content.decode()
    page = sent(desk, "/mesa/entrar/", login="ana@muni.pe", password=PASSWORD)
    assert "espere 16 minutos" in page.content.decode()
    beside = Client(enforce_csrf_checks=True)  # of the same address
    page = sent(beside, "/mesa/entrar/", login="beto@muni.pe", password=PASSWORD)
    assert page.redirect_chain[-1][0] == "/mesa/"


def test_who_is_not_there_and_who_errs_are_told_the_same(desk, fresh_invitations):
    somebody()
    told = [
        sent(desk, "/mesa/entrar/", login=login, password="no es esta clave").content.decode()
        for login in ("ana@muni.pe", "nadie@muni.pe")
    ]
    assert [each.count("El correo o la contraseña no son esos.") for each in told] == [1, 1]


def test_a_post_that_ended_lets_do_nothing_more(desk, fresh_invitations):
    person = somebody()
    sent(desk, "/mesa/entrar/", login=person.email, password=PASSWORD)
    end(
        mandate=person.mandates.get(),
        last_day=NOW.date().replace(day=29),
        reason="renuncia",
        by=BY,
        now=NOW,
    )
    page = desk.get("/mesa/")
    assert page.status_code == 403
    assert "no tiene ninguna designación vigente" in page.content.decode()


def test_nobody_is_in_before_the_second_factor(desk, fresh_invitations):
    person = somebody(post=post("administracion", ""))
    sent(desk, "/mesa/entrar/", login=person.email, password=PASSWORD)
    for name in sorted(set(INSIDE) - BEFORE - {"mfa_deactivate_totp"}):
        page = desk.get(AREA + PATHS[name])
        assert page.headers["Location"] == "/mesa/seguridad/aplicacion/", name


def test_who_has_not_used_an_invitation_cannot_enter(desk, fresh_invitations):
    person, _ = invited()
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    page = sent(desk, "/mesa/entrar/", login=person.email, password=PASSWORD)
    assert desk.get("/mesa/").status_code == 302
    assert "no son esos" in page.content.decode() or "cerrada" in page.content.decode()


def test_the_password_is_changed_and_other_sessions_end(desk, fresh_invitations):
    person = somebody()
    sent(desk, "/mesa/entrar/", login=person.email, password=PASSWORD)
    other = Client(enforce_csrf_checks=True)
    sent(other, "/mesa/entrar/", login=person.email, password=PASSWORD)
    page = desk.get("/mesa/seguridad/sesiones/")
    assert len(page.context["sessions"]) == 2
    given = {"oldpassword": PASSWORD, "password1": "otras cuatro palabras mas"}
    sent(
        desk,
        "/mesa/seguridad/contrasena/",
        **given,
        password2="otras cuatro palabras mas",
    )
    assert other.get("/mesa/").status_code == 302
    assert desk.get("/mesa/").status_code == 200


@pytest.mark.parametrize("path", ["/mesa/entrar/", "/mesa/actos/nuevo/", "/mesa/invitacion/"])
def test_a_form_larger_than_any_of_ours_is_refused_unread(desk, path):
    page = desk.post(path, {"login": "x" * (LARGEST + 1)})
    assert page.status_code == 413
    assert "demasiado grande" in page.content.decode()
