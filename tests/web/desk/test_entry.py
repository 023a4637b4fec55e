"""From an invitation to the desk: password, second factor, post, and out again."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from sinasec.accounts.actions import freeze, give, invite_again
from sinasec.accounts.models import Person
from sinasec.audit.verified import altered
from tests.accounts.made_up import BY, NOW, PASSWORD, invited, post, somebody
from tests.web.desk.forms import sent

pytestmark = pytest.mark.database
INVITATION = "/mesa/invitacion/"


def code_of(secret: str, ahead: int = 0) -> str:
    """What a telephone shows, now or some periods later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def accepted(browser: Client, token: str):
    return sent(
        browser,
        f"{INVITATION}?codigo={token}",
        action=INVITATION,
        contrasena=PASSWORD,
        **{"otra-vez": PASSWORD},
    )


def test_a_district_secretary_comes_in_with_a_password(desk, fresh_invitations):
    person, token = invited()
    page = accepted(desk, token)
    assert page.redirect_chain[-1][0] == "/mesa/"
    said = page.content.decode()
    assert "Ana Quispe" in said
    assert "Secretaría técnica distrital · CODISEC Atuncolla" in said
    assert "Registrar un acto" in said
    person.refresh_from_db()
    assert person.is_active
    assert person.password.startswith("argon2")
    out = desk.post("/mesa/salir/", {"csrfmiddlewaretoken": desk.cookies["sesion-csrf"].value})
    assert out.status_code == 302
    assert desk.get("/mesa/").status_code == 302
    page = sent(desk, "/mesa/entrar/", login="Ana@Muni.pe", password=PASSWORD)
    assert page.redirect_chain[-1][0] == "/mesa/"


def test_an_analyst_makes_a_second_factor_before_anything(desk, fresh_invitations):
    _, token = invited("luis@mininter.pe", post=post("analista-dgsc", ""))
    page = accepted(desk, token)
    assert page.redirect_chain[-1][0] == "/mesa/seguridad/aplicacion/"  # and no password again
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert desk.get("/mesa/").headers["Location"] == "/mesa/seguridad/aplicacion/"
    inside = {"csrfmiddlewaretoken": desk.cookies["sesion-csrf"].value}
    secret = desk.session["mfa.totp.secret"]
    page = desk.post("/mesa/seguridad/aplicacion/", inside | {"code": code_of(secret)}, follow=True)
    assert page.redirect_chain[-1][0] == "/mesa/seguridad/recuperacion/"
    codes = page.context["unused_codes"]
    assert len(codes) == 10
    kept = Authenticator.objects.get(type="totp")
    assert secret not in str(kept.data)  # of no use without the key of the site
    assert desk.get("/mesa/").status_code == 200

    again = Client(enforce_csrf_checks=True)
    page = sent(again, "/mesa/entrar/", login="luis@mininter.pe", password=PASSWORD)
    assert page.redirect_chain[-1][0] == "/mesa/entrar/codigo/"
    assert again.get("/mesa/").headers["Location"].startswith("/mesa/entrar/")
    page = sent(again, "/mesa/entrar/codigo/", code="000000")
    assert "Ese código no es el de ahora" in page.content.decode()
    used = code_of(secret, 1)
    page = sent(again, "/mesa/entrar/codigo/", code=used)
    assert page.redirect_chain[-1][0] == "/mesa/"

    third = Client(enforce_csrf_checks=True)
    sent(third, "/mesa/entrar/", login="luis@mininter.pe", password=PASSWORD)
    page = sent(third, "/mesa/entrar/codigo/", code=used)
    assert page.status_code == 200  # a code that was used opens nothing
    assert "Ese código no es el de ahora" in page.content.decode()
    page = sent(third, "/mesa/entrar/codigo/", code=codes[0])
    assert page.redirect_chain[-1][0] == "/mesa/"


def test_an_invitation_opens_once(desk, fresh_invitations):
    _, token = invited()
    accepted(desk, token)
    other = Client()
    page = other.get(f"{INVITATION}?codigo={token}")
    assert page.status_code == 404
    assert "ya se usó" in page.content.decode()
    assert other.get(f"{INVITATION}?codigo=otra").status_code == 404
    assert other.get(INVITATION).status_code == 404


def test_an_invitation_expires(desk, fresh_invitations):
    _, token = invited(now=NOW - timedelta(days=9))
    page = desk.get(f"{INVITATION}?codigo={token}")
    assert page.status_code == 404
    assert "venció el 28/11/2026" in page.content.decode()


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("corta", "necesita 12 caracteres o más"),
        ("aaaaaaaaaaaa", "de las primeras que se prueban"),
        ("ana@muni.pe1", "se parece a su nombre o a su correo"),
        ("x" * 201, "pasa de 200 caracteres"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(desk, fresh_invitations, password, says):
    person, token = invited()
    page = sent(
        desk,
        f"{INVITATION}?codigo={token}",
        action=INVITATION,
        contrasena=password,
        **{"otra-vez": password},
    )
    assert page.status_code == 422
    assert says in page.content.decode()
    person.refresh_from_db()
    assert not person.is_active


def test_who_holds_two_posts_says_by_which_they_act(desk, fresh_invitations):
    person = somebody()
    give(person=person, post=post("asistente", "CORESEC-21"), by=BY, now=NOW)
    page = sent(desk, "/mesa/entrar/", login=person.email, password=PASSWORD)
    assert page.redirect_chain[-1][0].startswith("/mesa/designacion/")
    said = page.content.decode()
    assert "Asistente de la secretaría técnica · CORESEC Puno" in said
    chosen = page.context["puestos"][0]
    inside = {"csrfmiddlewaretoken": desk.cookies["sesion-csrf"].value}
    page = desk.post(
        "/mesa/designacion/",
        inside | {"designacion": chosen.mandate, "next": "/mesa/"},
        follow=True,
    )
    assert chosen.name in page.content.decode()
    other = desk.post("/mesa/designacion/", inside | {"designacion": 999, "next": "/mesa/"})
    assert other.status_code == 422
    away = desk.post(
        "/mesa/designacion/",
        inside | {"designacion": chosen.mandate, "next": "//example.org/"},
    )
    assert away.headers["Location"] == "/mesa/"


def test_a_frozen_account_is_out_at_once(desk, fresh_invitations):
    person = somebody()
    sent(desk, "/mesa/entrar/", login=person.email, password=PASSWORD)
    assert desk.get("/mesa/").status_code == 200
    freeze(person=Person.objects.get(pk=person.pk), reason="licencia", by=BY, now=NOW)
    assert desk.get("/mesa/").status_code == 302
    page = sent(desk, "/mesa/entrar/", login=person.email, password=PASSWORD)
    assert "/mesa/" not in [where for where, _ in page.redirect_chain]


def test_who_has_no_post_today_is_told_so(desk, fresh_invitations):
    person = somebody(post=post(to_day=NOW.date() - timedelta(days=1)))
    page = sent(desk, "/mesa/entrar/", login=person.email, password=PASSWORD)
    assert page.status_code == 403
    assert "no tiene ninguna designación vigente" in page.content.decode()


def test_a_session_ends_after_an_hour_without_use(desk, fresh_invitations, monkeypatch):
    person = somebody()
    sent(desk, "/mesa/entrar/", login=person.email, password=PASSWORD)
    now = time.time()
    monkeypatch.setattr("sinasec.web.desk.gate.time.time", lambda: now + 3500)
    assert desk.get("/mesa/").status_code == 200
    monkeypatch.setattr("sinasec.web.desk.gate.time.time", lambda: now + 3500 + 3601)
    page = desk.get("/mesa/", follow=True)
    assert "Su sesión terminó" in page.content.decode()


def test_who_lost_everything_comes_back_by_an_invitation(desk, fresh_invitations):
    person, token = invited("luis@mininter.pe", post=post("analista-dgsc", ""))
    accepted(desk, token)
    desk.get("/mesa/seguridad/aplicacion/")
    inside = {"csrfmiddlewaretoken": desk.cookies["sesion-csrf"].value}
    code = code_of(desk.session["mfa.totp.secret"])
    desk.post("/mesa/seguridad/aplicacion/", inside | {"code": code})
    assert Authenticator.objects.filter(user_id=person.pk).count() == 2
    _, again = invite_again(person=person, by=BY, now=NOW)
    browser = Client(enforce_csrf_checks=True)
    page = accepted(browser, again)
    assert page.redirect_chain[-1][0] == "/mesa/seguridad/aplicacion/"
    assert not Authenticator.objects.filter(user_id=person.pk).exists()
    assert altered() == []


def test_who_has_a_second_factor_confirms_with_it_and_keeps_it(desk, fresh_invitations):
    _, token = invited("luis@mininter.pe", post=post("analista-dgsc", ""))
    accepted(desk, token)
    desk.get("/mesa/seguridad/aplicacion/")
    inside = {"csrfmiddlewaretoken": desk.cookies["sesion-csrf"].value}
    secret = desk.session["mfa.totp.secret"]
    desk.post("/mesa/seguridad/aplicacion/", inside | {"code": code_of(secret)})
    later = Client(enforce_csrf_checks=True)
    sent(later, "/mesa/entrar/", login="luis@mininter.pe", password=PASSWORD)
    sent(later, "/mesa/entrar/codigo/", code=code_of(secret, 1))
    page = later.get("/mesa/seguridad/recuperacion/")
    assert page.headers["Location"].startswith("/mesa/confirmar/codigo/")
    page = desk.get("/mesa/seguridad/aplicacion/quitar/")
    assert "no puede quedarse sin él" in page.content.decode()


def test_the_password_of_now_is_tried_few_times(desk, fresh_invitations):
    person = somebody()
    sent(desk, "/mesa/entrar/", login=person.email, password=PASSWORD)
    new = {"password1": "otras cuatro palabras mas", "password2": "otras cuatro palabras mas"}
    for _ in range(5):
        page = sent(desk, "/mesa/seguridad/contrasena/", oldpassword="no es esta clave", **new)
        assert "Esa no es su contraseña de ahora." in page.content.decode()
    page = sent(desk, "/mesa/seguridad/contrasena/", oldpassword=PASSWORD, **new)
    assert "espere 16 minutos" in page.content.decode()


def test_a_password_with_what_is_not_seen_is_refused(desk, fresh_invitations):
    person, token = invited()
    page = sent(
        desk,
        f"{INVITATION}?codigo={token}",
        action=INVITATION,
        contrasena="cuatro\x00palabras seguidas",
        **{"otra-vez": "cuatro\x00palabras seguidas"},
    )
    assert page.status_code in (400, 422)
    person.refresh_from_db()
    assert not person.is_active
