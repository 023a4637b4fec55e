"""The file that a command writes where a person said: never over another unless asked to."""

import os
from pathlib import Path
from typing import Final

import click

from sinasec.cli.failures import Refused
from sinasec.whole_file import check_folder

CODE: Final = "ya-existe"
replace_option = click.option(
    "--replace", is_flag=True, help="Reemplaza lo que ya haya con ese nombre."
)


def check_output(path: Path, *, replace: bool) -> None:
    """Raise NoFolder unless there is where to write it, and Refused as `check_new` does."""
    check_folder(path)
    check_new(path, replace=replace)


def check_new(*paths: Path, replace: bool) -> None:
    """Raise Refused for the first that is there already, unless it may be replaced."""
    for path in paths:
        if not replace and os.path.lexists(path):
            raise Refused(
                CODE,
                f"«{path}» ya existe y no se reemplaza: elija otro nombre, o añada --replace para "
                "que lo nuevo quede en su lugar.",
            )
