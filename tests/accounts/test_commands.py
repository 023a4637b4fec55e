"""`sinasec user`: from an invitation to the end of a post, as the office would type it."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from sinasec.accounts.actions import opened
from sinasec.accounts.models import Mandate, Person
from sinasec.cli.main import main
from tests.accounts.made_up import NOW, PASSWORD, somebody

pytestmark = pytest.mark.django_db
INVITE = (
    "user invite --email ana@muni.pe --name Ana --role secretaria-distrital "
    "--scope CODISEC-210104 --act RA-12 --from 2026-01-01 --by Rosa"
)


def typed(line: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, line.split())
    assert done.exit_code == code, done.output
    return done.output


def told(line: str):
    return json.loads(typed(f"{line} --json"))


def test_the_link_of_an_invitation_opens():
    said = told(f"{INVITE} --site https://semaforo.pe/")
    way, _, token = said["link"].partition("?codigo=")
    assert way == "https://semaforo.pe/mesa/invitacion/"
    assert opened(token, NOW).person.email == "ana@muni.pe"
    assert token not in typed("user list")


def test_people_are_listed_with_what_they_hold():
    typed(INVITE)
    typed(
        "user appoint ana@muni.pe --rol asistente --ambito CORESEC-21 --acto RER-3 "
        "--desde 2026-02-01 --hasta 2026-12-31 --por Rosa"
    )
    (person,) = told("user list")["people"]
    assert person["state"] == "invitada"
    held = {(each["role"], each["scope"], each["from"], each["to"]) for each in person["mandates"]}
    assert held == {
        ("secretaria-distrital", "CODISEC-210104", "2026-01-01", None),
        ("asistente", "CORESEC-21", "2026-02-01", "2026-12-31"),
    }
    assert "Secretaría técnica distrital · CODISEC Atuncolla" in typed("user list")


def test_a_post_ends_and_an_account_freezes_and_thaws():
    person = somebody()
    mandate = person.mandates.get().pk
    typed(f"user end {mandate} --last-day 2026-12-31 --reason renuncia --by Rosa")
    assert Mandate.objects.get().end.last_day == date(2026, 12, 31)
    typed("user freeze ana@muni.pe --reason licencia --by Rosa")
    assert told("user list")["people"][0]["state"] == "congelada"
    assert not Person.objects.get().is_active
    assert "/mesa/invitacion/" in typed("user thaw ana@muni.pe --by Rosa")
    assert "/mesa/invitacion/" in typed("user invite-again ana@muni.pe --by Rosa")
    assert Person.objects.get().check_password(PASSWORD)  # until the link is used


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("user end 99 --last-day 2026-12-31 --reason x --by Rosa", "No existe la designación 99"),
        ("user freeze nadie@muni.pe --reason x --by Rosa", "No hay nadie con el correo"),
        (INVITE.replace("secretaria-distrital", "alcalde"), "No existe el rol «alcalde»"),
    ],
)
def test_what_cannot_be_is_said(line, says):
    assert says in typed(line, 1)


def test_the_roles_are_those_of_the_table():
    from sinasec.definitions.roles import access

    assert [each["code"] for each in told("user roles")["roles"]] == list(access().roles)
    assert "Pide segundo factor." in typed("user roles")
