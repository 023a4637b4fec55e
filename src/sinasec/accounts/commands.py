"""`sinasec user`: people, how they come in and what they hold."""

from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import urlencode

import click

from sinasec.cli.answer import say, sentences
from sinasec.cli.main import prepared_database
from sinasec.cli.options import DAY, as_json
from sinasec.records.clock_checked import asks_about_clock
from sinasec.translation import gettext as _

SITE: Final = "http://localhost:8000"
WAY: Final = "/mesa/invitacion/"

by_option = click.option(
    "--by", required=True, metavar="QUIÉN", help=_("Quién lo hace, con su cargo.")
)
site_option = click.option(
    "--site",
    default=SITE,
    show_default=True,
    metavar="DIRECCIÓN",
    help=_("Dirección del sitio, para escribir el enlace de la invitación."),
)
post_options = (
    click.option(
        "--role", required=True, metavar="ROL", help=_("Código del rol: vea «user roles».")
    ),
    click.option(
        "--scope", default="", metavar="COMITÉ", help=_("Código del comité; nada es todo el país.")
    ),
    click.option("--from", "from_day", type=DAY, help=_("Primer día; hoy, si falta.")),
    click.option("--to", "to_day", type=DAY, help=_("Último día, si el acto dice uno.")),
    click.option("--act", required=True, metavar="ACTO", help=_("Acto con que se le designa.")),
)


def asks_post(command: Any) -> Any:
    """Add the options of a designation."""
    for option in reversed(post_options):
        command = option(command)
    return command


@click.group("user")
def user() -> None:
    """Personas: invitarlas, designarlas, terminar su designación, congelar su cuenta."""


@user.command("roles")
@as_json
def roles(as_json: bool) -> None:
    """Los roles que hay, dónde se ejercen y cuáles piden un segundo factor."""
    from sinasec.definitions.roles import access

    found = [
        {
            "code": role.code,
            "name": role.name,
            "plain": role.plain,
            "scopes": list(role.scopes),
            "second_factor": role.second_factor,
        }
        for role in access().roles.values()
    ]
    say(as_json, {"roles": found}, "\n".join(_role_line(each) for each in found))


def _role_line(role: dict[str, Any]) -> str:
    factor = _(" Pide segundo factor.") if role["second_factor"] else ""
    return f"{role['code']}  {role['name']} ({', '.join(role['scopes'])}). {role['plain']}{factor}"


@user.command("invite")
@click.option("--email", required=True, metavar="CORREO", help=_("Correo con que entrará."))
@click.option("--name", required=True, metavar="NOMBRE", help=_("Nombre y apellidos."))
@asks_post
@by_option
@site_option
@click.option("--simulated", is_flag=True, help=_("Persona inventada, de la demostración."))
@asks_about_clock
@as_json
def invite(
    email: str,
    name: str,
    role: str,
    scope: str,
    from_day: date | None,
    to_day: date | None,
    act: str,
    by: str,
    site: str,
    simulated: bool,
    as_json: bool,
) -> None:
    """Invita a una persona: la designa y escribe el enlace con que entra, que se ve una vez."""
    prepared_database()
    from sinasec.accounts import actions
    from sinasec.accounts.said import CannotRegister

    post = _post(role, scope, from_day, to_day, act)
    with sentences(CannotRegister):
        invitation, token = actions.invite(
            email=email, name=name, post=post, by=by, simulated=simulated
        )
    _say_link(as_json, site, invitation, token)


@user.command("invite-again")
@click.argument("email", metavar="CORREO")
@by_option
@site_option
@asks_about_clock
@as_json
def invite_again(email: str, by: str, site: str, as_json: bool) -> None:
    """Otro enlace para quien no usó el suyo, o perdió su contraseña o su teléfono."""
    prepared_database()
    from sinasec.accounts import actions
    from sinasec.accounts.said import CannotRegister

    with sentences(CannotRegister):
        invitation, token = actions.invite_again(person=_person(email), by=by)
    _say_link(as_json, site, invitation, token)


@user.command("appoint")
@click.argument("email", metavar="CORREO")
@asks_post
@by_option
@asks_about_clock
@as_json
def appoint(
    email: str,
    role: str,
    scope: str,
    from_day: date | None,
    to_day: date | None,
    act: str,
    by: str,
    as_json: bool,
) -> None:
    """Da otra designación a una persona que ya está."""
    prepared_database()
    from sinasec.accounts import actions
    from sinasec.accounts.said import CannotRegister

    with sentences(CannotRegister):
        mandate = actions.give(
            person=_person(email), post=_post(role, scope, from_day, to_day, act), by=by
        )
    say(as_json, {"mandate": mandate.pk}, _("Designación {id} registrada.").format(id=mandate.pk))


@user.command("end")
@click.argument("mandate", metavar="DESIGNACIÓN", type=int)
@click.option("--last-day", required=True, type=DAY, help=_("Último día en que rige."))
@click.option("--reason", required=True, metavar="MOTIVO", help=_("Por qué termina."))
@by_option
@asks_about_clock
@as_json
def end(mandate: int, last_day: date, reason: str, by: str, as_json: bool) -> None:
    """Termina una designación; su número está en «user list»."""
    prepared_database()
    from sinasec.accounts import actions
    from sinasec.accounts.models import Mandate
    from sinasec.accounts.said import CannotRegister

    found = Mandate.objects.filter(pk=mandate).first()
    if found is None:
        raise click.ClickException(
            _("No existe la designación {id}: vea «sinasec user list».").format(id=mandate)
        )
    with sentences(CannotRegister):
        actions.end(mandate=found, last_day=last_day, reason=reason, by=by)
    said = _("Designación {id} terminada el {day}.").format(
        id=mandate, day=last_day.strftime("%d/%m/%Y")
    )
    say(as_json, {"mandate": mandate, "last_day": last_day.isoformat()}, said)


@user.command("freeze")
@click.argument("email", metavar="CORREO")
@click.option("--reason", required=True, metavar="MOTIVO", help=_("Por qué se congela."))
@by_option
@asks_about_clock
@as_json
def freeze(email: str, reason: str, by: str, as_json: bool) -> None:
    """Congela una cuenta: nadie entra con ella y sus sesiones terminan."""
    prepared_database()
    from sinasec.accounts import actions
    from sinasec.accounts.said import CannotRegister

    with sentences(CannotRegister):
        person = actions.freeze(person=_person(email), reason=reason, by=by)
    say(as_json, {"email": person.email, "state": _state(person)}, _("Cuenta congelada."))


@user.command("thaw")
@click.argument("email", metavar="CORREO")
@by_option
@site_option
@asks_about_clock
@as_json
def thaw(email: str, by: str, site: str, as_json: bool) -> None:
    """Descongela una cuenta: se entra otra vez con la invitación que escribe."""
    prepared_database()
    from sinasec.accounts import actions
    from sinasec.accounts.said import CannotRegister

    with sentences(CannotRegister):
        invitation, token = actions.thaw(person=_person(email), by=by)
    _say_link(as_json, site, invitation, token)


@user.command("list")
@as_json
def list_(as_json: bool) -> None:
    """Las personas, en qué estado está su cuenta y qué designaciones tienen."""
    prepared_database()
    from sinasec.accounts.models import Person

    people = Person.objects.prefetch_related("mandates__end")
    found = [_described(each) for each in people]
    lines = [line for each in found for line in _lines(each)]
    say(as_json, {"people": found}, "\n".join(lines) or _("Todavía no se invitó a nadie."))


def _described(person: Any) -> dict[str, Any]:
    return {
        "name": person.name,
        "email": person.email,
        "state": _state(person),
        "simulated": person.simulated,
        "mandates": [_mandate(each) for each in person.mandates.all()],
    }


def _mandate(mandate: Any) -> dict[str, Any]:
    from sinasec.accounts.hats import Hat, last_day, name_of

    until = last_day(mandate)
    return {
        "id": mandate.pk,
        "role": mandate.role,
        "scope": mandate.scope,
        "name": name_of(Hat(mandate.role, mandate.scope)),
        "from": mandate.from_day.isoformat(),
        "to": until.isoformat() if until else None,
        "act": mandate.act,
    }


def _lines(person: dict[str, Any]) -> list[str]:
    made_up = _(" SIMULADO") if person["simulated"] else ""
    return [
        f"{person['name']} <{person['email']}> {person['state']}{made_up}",
        *(
            f"  {each['id']}  {each['name']}, {each['from']} – {each['to'] or '…'}, {each['act']}"
            for each in person["mandates"]
        ),
    ]


def _state(person: Any) -> str:
    if person.frozen_because:
        return _("congelada")
    return _("activa") if person.is_active else _("invitada")


def _person(email: str) -> Any:
    from sinasec.accounts.models import Person

    found = Person.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise click.ClickException(
            _("No hay nadie con el correo {email}: vea «sinasec user list».").format(email=email)
        )
    return found


def _post(role: str, scope: str, from_day: date | None, to_day: date | None, act: str) -> Any:
    from sinasec.accounts.actions import Post
    from sinasec.time_zone import day_of

    return Post(role, scope, from_day or day_of(datetime.now(UTC)), to_day, act)


def _say_link(as_json: bool, site: str, invitation: Any, token: str) -> None:
    from sinasec.time_zone import LIMA

    link = f"{site.rstrip('/')}{WAY}?{urlencode({'codigo': token})}"
    until = invitation.expires_at.astimezone(LIMA)
    said = _(
        "Envíe este enlace solo a esa persona; abre una vez, hasta el {until}:\n{link}"
    ).format(until=f"{until:%d/%m/%Y %H:%M}", link=link)
    say(as_json, {"link": link, "expires_at": invitation.expires_at.isoformat()}, said)
