"""People are invited, hold posts by an act, and lose them; nothing of it is written over."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from sinasec.accounts import actions
from sinasec.accounts.hats import in_force, worn
from sinasec.accounts.models import Invitation, Mandate, Person
from sinasec.accounts.said import CannotRegister
from sinasec.methods.access import Hat
from sinasec.records import chain
from tests.accounts.made_up import BY, DISTRICT, NOW, PASSWORD, invited, post, somebody

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LATER = NOW + timedelta(hours=1)


def test_who_is_invited_holds_the_post_and_cannot_enter_yet():
    person, token = invited("Ana@Muni.PE")
    assert (person.email, person.is_active, person.has_usable_password()) == (
        "ana@muni.pe",
        False,
        False,
    )
    assert [each.hat for each in worn(person, NOW.date())] == [
        Hat("secretaria-distrital", DISTRICT)
    ]
    assert token not in Invitation.objects.get().token_sha256
    assert chain.head() is not None  # it is in the chain of what is registered
    assert not list(chain.broken())


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"email": "no es"}, "«no es» no es un correo"),
        ({"name": " "}, "Falta el nombre"),
        ({"name": "Ana\u202e"}, "caracteres que no se ven"),
        ({"post": post("alcalde")}, "No existe el rol «alcalde»"),
        ({"post": post(scope="CODISEC-999999")}, "No existe el comité «CODISEC-999999»"),
        ({"post": post(scope="CORESEC-21")}, "Secretaría técnica distrital"),
        ({"post": post(scope="")}, "Secretaría técnica distrital"),
        ({"post": post(act=" ")}, "Falta el acto"),
        ({"post": post(to_day=date(2025, 1, 1))}, "termina antes de empezar"),
        ({"post": post(from_day=date(2013, 1, 1))}, "no existía el 01/01/2013"),
        ({"by": ""}, "Diga quién registra"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(given, says):
    with pytest.raises(CannotRegister, match=r"^[^\n]+$") as refused:
        invited(**({"email": "ana@muni.pe"} | given))
    assert says in str(refused.value)
    assert not Person.objects.exists()
    assert not Mandate.objects.exists()


def test_nobody_is_invited_twice():
    invited()
    with pytest.raises(CannotRegister, match="Ya hay una persona con el correo"):
        invited("ANA@muni.pe")


def test_the_same_post_is_not_given_twice():
    person = somebody()
    with pytest.raises(CannotRegister, match="ya tiene esa designación"):
        actions.give(person=person, post=post(), by=BY, now=LATER)
    other = post("asistente", "CORESEC-21", from_day=date(2026, 3, 1), to_day=date(2026, 3, 31))
    actions.give(person=person, post=other, by=BY, now=LATER)
    assert len(worn(person, date(2026, 3, 31))) == 2
    assert len(worn(person, date(2026, 4, 1))) == 1


def test_nobody_both_judges_and_gives_posts():
    person = somebody("cuentas@mininter.pe", post=post("administracion", ""))
    with pytest.raises(CannotRegister, match="no pueden ser de la misma persona"):
        actions.give(person=person, post=post("secretaria-conasec", "CONASEC"), by=BY, now=LATER)
    mandate = person.mandates.get()
    actions.end(mandate=mandate, last_day=date(2026, 12, 1), reason="cambio", by=BY, now=LATER)
    later = post("secretaria-conasec", "CONASEC", from_day=date(2026, 12, 2))
    actions.give(person=person, post=later, by=BY, now=LATER)
    assert [each.hat.role for each in worn(person, date(2026, 12, 2))] == ["secretaria-conasec"]


def test_a_post_ends_on_the_day_that_is_said():
    person = somebody()
    mandate = person.mandates.get()
    actions.end(mandate=mandate, last_day=date(2026, 12, 1), reason="renuncia", by=BY, now=LATER)
    assert in_force(date(2026, 12, 1)).filter(person=person).exists()
    assert not in_force(date(2026, 12, 2)).filter(person=person).exists()
    with pytest.raises(CannotRegister, match="ya se terminó"):
        actions.end(mandate=mandate, last_day=date(2026, 12, 1), reason="x", by=BY, now=LATER)


@pytest.mark.parametrize(
    ("last_day", "says"),
    [(date(2027, 1, 1), "termina sola el 31/12/2026"), (date(2025, 12, 30), "la víspera")],
)
def test_a_post_is_not_ended_outside_its_days(last_day, says):
    person = somebody(post=post(to_day=date(2026, 12, 31)))
    with pytest.raises(CannotRegister, match=says):
        actions.end(mandate=person.mandates.get(), last_day=last_day, reason="x", by=BY, now=LATER)


def test_another_invitation_closes_the_first():
    person, first = invited()
    _, second = actions.invite_again(person=person, by=BY, now=LATER)
    with pytest.raises(CannotRegister, match="fue retirada"):
        actions.accept(token=first, password=PASSWORD, now=LATER)
    actions.accept(token=second, password=PASSWORD, now=LATER)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_withdrawn_invitation_opens_nothing():
    _, token = invited()
    invitation = Invitation.objects.get()
    actions.withdraw(invitation=invitation, by=BY, now=LATER)
    with pytest.raises(CannotRegister, match="fue retirada"):
        actions.accept(token=token, password=PASSWORD, now=LATER)
    with pytest.raises(CannotRegister, match="ya se usó o ya se retiró"):
        actions.withdraw(invitation=invitation, by=BY, now=LATER)


def test_a_frozen_account_opens_only_with_another_invitation():
    person = somebody()
    actions.freeze(person=person, reason="licencia", by=BY, now=LATER)
    with pytest.raises(CannotRegister, match="está congelada"):
        actions.invite_again(person=person, by=BY, now=LATER)
    with pytest.raises(CannotRegister, match="ya está congelada"):
        actions.freeze(person=person, reason="otra", by=BY, now=LATER)
    _, token = actions.thaw(person=person, by=BY, now=LATER)
    assert not Person.objects.get().is_active
    actions.accept(token=token, password="otras cuatro palabras nuevas", now=LATER)
    assert Person.objects.get().is_active
    with pytest.raises(CannotRegister, match="no está congelada"):
        actions.thaw(person=person, by=BY, now=LATER)


def test_invented_people_leave_no_link_in_the_chain():
    before = chain.length()
    person, _ = invited(simulated=True)
    assert person.simulated
    assert person.mandates.get().simulated
    assert chain.length() == before


@pytest.mark.parametrize("table", ["mandate", "invitation"])
def test_the_database_itself_keeps_what_was_registered(table):
    person, _ = invited()
    rows = {"mandate": person.mandates, "invitation": person.invitations}[table]
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(registered_by="otro")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.all()._raw_delete("default")
