"""Who gives a file to the wrong command is told the right one. Asked only of what was refused."""

import importlib
from pathlib import Path


def other_door(file: Path, here: str) -> str:
    """A sentence with the command that takes the file; "" when it is this one or none is known.

    `here`: the name of the door of this command (see `sinasec.doors`), which is named and not
    imported: it knows all the domains, and stands above them.
    """
    from sinasec.cli.main import django_setup

    django_setup()
    return importlib.import_module("sinasec.doors").told(file, here)
