"""`sinasec migrate`."""

from typing import Any

import click

from sinasec.cli.answer import say
from sinasec.cli.main import django_setup
from sinasec.cli.options import as_json
from sinasec.counted import counted
from sinasec.operation.owner import as_owner


@click.command()
@click.option(
    "--grant-to",
    metavar="CUENTA",
    help="PostgreSQL: da a esta cuenta lo justo para atender el sitio, sin ser dueña de nada.",
)
@as_json
def migrate(grant_to: str | None, as_json: bool) -> None:
    """Pone las tablas y los datos de referencia al día con este programa. No publica nada.

    Con SINASEC_OWNER_DATABASE_URL trabaja con la cuenta dueña de las tablas.
    """
    as_owner()
    django_setup()
    from django.db import connection

    from sinasec.committees.reference import prepare
    from sinasec.database_state import asking
    from sinasec.not_prepared import NotPrepared
    from sinasec.operation.account import grant
    from sinasec.operation.written_again import in_words, written_again

    try:
        with written_again() as again:
            done = prepare()
        done["triggers"] = again
        with asking():
            done["granted"] = grant(connection, grant_to) if grant_to else []
    except NotPrepared as error:
        raise click.ClickException(str(error)) from error
    say(as_json, done, _migrated(done, grant_to), in_words(again))


def _migrated(done: dict[str, Any], account: str | None) -> str:
    ran = done["migrations"]
    applied = "Se aplicó" if len(ran) == 1 else "Se aplicaron"
    lines = [
        f"{applied} {counted(len(ran), 'migración', 'migraciones')}."
        if ran
        else "Las tablas ya estaban al día."
    ]
    for key, noun in (("units", "Territorio"), ("committees", "Comités")):
        new = counted(done[key]["new"], "nuevo", "nuevos")
        lines.append(f"{noun}: {new}, {counted(done[key]['changed'], 'corregido', 'corregidos')}.")
    if account:
        lines.append(f"La cuenta «{account}» tiene los derechos del sitio.")
    lines.append("No se publicó nada.")
    return "\n".join(lines)
