"""What a command is told for the fields of a letter: one by one, or in a file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from sinasec.letters.options import FILE, check_plain
from sinasec.translation import gettext as _

MOST_JSON: Final = 2 * 1024 * 1024  # bytes of a file of fields


def asks_fields(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that is told the fields of a letter."""
    one = click.option(
        "--field", "said", multiple=True, metavar="CAMPO=VALOR", help=_("Un dato; se repite.")
    )
    many = click.option(
        "--fields", "file", type=FILE, help=_("Archivo JSON con los datos: {«campo»: valor}.")
    )
    return one(many(command))


def fields_said(said: tuple[str, ...], file: Path | None) -> dict[str, object]:
    """Those of the file, and over them those that were written. Raises UsageError."""
    found: dict[str, object] = _from_file(file) if file else {}
    for each in said:
        code, equals, value = each.partition("=")
        if not equals:
            raise click.BadParameter(
                _("«{each}» no dice qué campo es: escriba campo=valor.").format(each=each[:40]),
                param_hint="--field",
            )
        found[code.strip()] = value
    return found


def _from_file(file: Path) -> dict[str, object]:
    check_plain(file, "--fields")
    with file.open("rb") as stream:
        text = stream.read(MOST_JSON + 1)
    if len(text) > MOST_JSON:
        raise click.BadParameter(_("pasa de 2 MB: resúmalo."), param_hint="--fields")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise click.BadParameter(
            _("no se puede leer como JSON: revise comillas y comas."), param_hint="--fields"
        ) from error
    if not isinstance(found, dict):
        raise click.BadParameter(_("debe ser {«campo»: valor}."), param_hint="--fields")
    return found
