"""The file that a command writes where a person said: never over another unless asked to."""

import os
import stat
from pathlib import Path
from typing import Final

import click

from sinasec.cli.failures import Refused
from sinasec.translation import gettext as _
from sinasec.whole_file import check_folder

CODE: Final = "ya-existe"
NO_FILE: Final = "no-es-archivo"
replace_option = click.option(
    "--replace", is_flag=True, help="Reemplaza lo que ya haya con ese nombre."
)
OTHERS: Final = (
    (stat.S_ISLNK, _("un enlace")),
    (stat.S_ISDIR, _("una carpeta")),
    (stat.S_ISFIFO, _("una tubería")),
    (stat.S_ISSOCK, _("un conector")),
    (stat.S_ISCHR, _("un dispositivo")),
    (stat.S_ISBLK, _("un dispositivo")),
)


def check_output(path: Path, *, replace: bool) -> None:
    """Raise NoFolder unless there is where to write it, and Refused as `check_new` does."""
    check_folder(path)
    check_new(path, replace=replace)


def check_new(*paths: Path, replace: bool) -> None:
    """Raise Refused for the first that is there already, unless it is a file and may be replaced.

    What is written takes the name of what was there: a link would lead nowhere any more, and a
    device would be no device.
    """
    for path in paths:
        if not os.path.lexists(path):
            continue
        if other := _other(path):
            raise Refused(
                NO_FILE,
                _("«{path}» es {other}, y no se reemplaza: dé otro nombre.").format(
                    path=path, other=other
                ),
            )
        if not replace:
            raise Refused(
                CODE,
                f"«{path}» ya existe y no se reemplaza: elija otro nombre, o añada --replace para "
                "que lo nuevo quede en su lugar.",
            )


def _other(path: Path) -> str:
    """What it is, of what is no file; "" of a file."""
    mode = path.lstat().st_mode
    return next((name for is_it, name in OTHERS if is_it(mode)), "")
