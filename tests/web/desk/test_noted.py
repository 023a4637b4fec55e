"""What is done in the desk is noted: who, by which post, from which page, and nothing else."""

import pytest

from sinasec.audit.models import Event
from sinasec.audit.verified import altered
from tests.accounts.made_up import PASSWORD, invited, post, somebody
from tests.web.desk.forms import sent
from tests.web.desk.test_acts import SESSION, committees, filled, inside  # noqa: F401
from tests.web.desk.test_entry import accepted, code_of

pytestmark = pytest.mark.database


def last() -> Event:
    return Event.objects.order_by("-id")[0]


def test_an_act_says_by_which_post_and_from_which_page(inside):  # noqa: F811
    before = Event.objects.count()
    filled(inside, confirm=True, **SESSION)
    assert Event.objects.count() == before + 1
    event = last()
    assert event.action == "compliance.register_acts"
    assert event.hat == "secretaria-distrital CODISEC-210104"
    assert (event.origin, event.via) == ("mesa", "/mesa/actos/nuevo/")
    assert event.person is not None
    assert event.who.startswith("Ana Quispe, Secretaría técnica distrital")
    assert altered() == []


def test_what_only_looks_is_not_noted(inside):  # noqa: F811
    before = Event.objects.count()
    for path in ("/mesa/", "/mesa/actos/", "/mesa/seguridad/", "/mesa/actos/nuevo/?clase=x"):
        inside.get(path)
    assert Event.objects.count() == before


def test_who_comes_in_changes_a_password_and_leaves_is_noted(desk, fresh_invitations):
    person = somebody()
    sent(desk, "/mesa/entrar/", login=person.email, password=PASSWORD)
    assert (last().action, last().code) == ("accounts.enter", str(person.pk))
    assert last().via == "/mesa/entrar/"
    new = "otras cuatro palabras mas"
    sent(
        desk,
        "/mesa/seguridad/contrasena/",
        oldpassword=PASSWORD,
        password1=new,
        password2=new,
    )
    assert "accounts.password" in Event.objects.values_list("action", flat=True)
    desk.post("/mesa/salir/", {"csrfmiddlewaretoken": desk.cookies["sesion-csrf"].value})
    assert last().action == "accounts.leave"
    told = str(list(Event.objects.values()))
    assert PASSWORD not in told
    assert new not in told
    assert altered() == []


def test_a_second_factor_is_noted_without_its_secret(desk, fresh_invitations):
    _, token = invited("luis@mininter.pe", post=post("analista-dgsc", ""))
    accepted(desk, token)
    desk.get("/mesa/seguridad/aplicacion/")
    secret = desk.session["mfa.totp.secret"]
    inside = {"csrfmiddlewaretoken": desk.cookies["sesion-csrf"].value}  # noqa: F811
    desk.post("/mesa/seguridad/aplicacion/", inside | {"code": code_of(secret)})
    added = Event.objects.filter(action="accounts.factor_added")
    told = sorted(event.after for event in added)
    assert told == ['{"factor":"recovery_codes"}', '{"factor":"totp"}']
    assert secret not in str(list(Event.objects.values()))


def test_a_bad_password_is_nobody_and_is_not_noted(desk, fresh_invitations):
    person = somebody()
    before = Event.objects.count()
    sent(desk, "/mesa/entrar/", login=person.email, password="no es esta clave")
    assert Event.objects.count() == before
