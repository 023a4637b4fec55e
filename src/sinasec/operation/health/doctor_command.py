"""`sinasec doctor`."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from sinasec.cli.answer import say
from sinasec.cli.main import django_setup
from sinasec.cli.options import as_json
from sinasec.cli.steps import step
from sinasec.os_words import os_words


@click.command()
@click.option(
    "--fix", is_flag=True, help="Corrige los permisos de las claves; nada más se toca nunca."
)
@as_json
@click.pass_context
def doctor(context: click.Context, fix: bool, as_json: bool) -> None:
    """Mira si la instalación está sana, dice qué hacer, y no cambia nada.

    Termina en 0 si todo está en orden, en 1 si hay algo que atender y en 2 si algo no se pudo
    mirar.
    """
    from sinasec.not_prepared import NotPrepared
    from sinasec.operation.health import look_at_keys, look_at_settings
    from sinasec.publications.finding import UNSEEN, HealthFinding, code_of
    from sinasec.publications.home import sinasec_home

    home = sinasec_home()
    fixed: list[Path] = []
    try:
        fixed = look_at_keys.close(home / "keys") if fix else []
        _checked_django()
        from sinasec.operation.health.doctor import examine

        with step("Mirando"):
            found = examine(home, datetime.now(UTC))
    except NotPrepared as error:
        again = "Después, vuelva a ejecutar «sinasec doctor»."
        found = [HealthFinding("ajustes", UNSEEN, str(error), again)]
    except OSError as error:
        message = f"No se pudo leer {error.filename or home} ({os_words(error)})."
        found = [
            HealthFinding("carpeta", UNSEEN, message, "Use la cuenta con la que trabaja el sitio.")
        ]
    found = [*look_at_settings.look(os.environ), *found]
    document = {
        "code": code_of(found),
        "fixed": [str(path) for path in fixed],
        "findings": [finding.as_dict() for finding in found],
    }
    say(as_json, document, "\n".join(_findings_in_words(document)))
    context.exit(document["code"])


def _findings_in_words(done: dict[str, Any]) -> Iterator[str]:
    heads = {"falla": "FALLA", "sin-mirar": "NO SE PUDO MIRAR", "nota": "Nota"}
    for path in done["fixed"]:
        yield f"Corregido: {path} es ahora solo de su dueño."
    for each in done["findings"]:
        yield f"{heads[each['level']]} [{each['about']}] {each['message']}\n    {each['remedy']}"
    last = ("Todo en orden.", "Hay algo que atender.", "Algo no se pudo mirar.")
    yield last[done["code"]]


def _checked_django() -> None:
    """Start Django, or say what of the environment stands in the way. Raises NotPrepared."""
    from sinasec.database_state import check_url

    check_url()
    django_setup()
