"""The commands of whoever keeps an installation."""

import json
import os
from typing import Any, Final

import click

OWNER: Final = "SINASEC_OWNER_DATABASE_URL"
as_json_option = click.option(
    "--json", "as_json", is_flag=True, help="Un solo documento JSON en la salida."
)


@click.command()
@click.option(
    "--grant-to",
    metavar="CUENTA",
    help="PostgreSQL: da a esta cuenta lo justo para atender el sitio, sin ser dueña de nada.",
)
@as_json_option
def migrate(grant_to: str | None, as_json: bool) -> None:
    """Pone las tablas y los datos de referencia al día con este programa. No publica nada.

    Con SINASEC_OWNER_DATABASE_URL trabaja con la cuenta dueña de las tablas.
    """
    if os.environ.get(OWNER):
        os.environ["DATABASE_URL"] = os.environ[OWNER]
    _django()
    from django.db import connection

    from sinasec.database_state import asking
    from sinasec.not_prepared import NotPrepared
    from sinasec.operation.account import grant
    from sinasec.publications.reference import prepare

    try:
        done = prepare()
        with asking():
            done["granted"] = grant(connection, grant_to) if grant_to else []
    except NotPrepared as error:
        raise click.ClickException(str(error)) from error
    _say(as_json, done, _migrated(done, grant_to))


def _migrated(done: dict[str, Any], account: str | None) -> str:
    ran = done["migrations"]
    lines = [f"Se aplicaron {len(ran)} migraciones." if ran else "Las tablas ya estaban al día."]
    for key, noun in (("units", "Territorio"), ("committees", "Comités")):
        count = done[key]
        lines.append(f"{noun}: {count['new']} nuevos, {count['changed']} corregidos.")
    if account:
        lines.append(f"La cuenta «{account}» tiene los derechos del sitio.")
    lines.append("No se publicó nada.")
    return "\n".join(lines)


# -- what the commands share


def _django() -> None:
    from sinasec.cli import django_setup

    django_setup()


def _say(as_json: bool, document: dict[str, Any], words: str) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2) if as_json else words)
