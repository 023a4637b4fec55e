"""A process of this program that works behind the site and ends with it."""

import os
import subprocess
import sys
from typing import Final

OF_THE_WORKBENCH: Final = (
    "SINASEC_WORKBENCH_BY",
    "SINASEC_WORKBENCH_KEY",
    "SINASEC_WORKBENCH_NAME",
)
ITS_SETTINGS: Final = "sinasec.web.workbench.settings"


def begun(command: str, *options: str, told: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """`sinasec COMMAND --behind`. `told`: where its standard output goes.

    It ends as soon as what it reads does (see `sinasec.behind`), and it is in a group of its own:
    what interrupts the site is for the site to tell. Raises OSError.
    """
    return subprocess.Popen(
        [sys.executable, "-m", "sinasec", command, "--behind", *options],
        stdin=subprocess.PIPE,
        stdout=told,
        env=_environment(),
        process_group=0,
    )


def _environment() -> dict[str, str]:
    """That of the site, but for what is the workbench's alone: its key opens it."""
    kept = {name: value for name, value in os.environ.items() if name not in OF_THE_WORKBENCH}
    if kept.get("DJANGO_SETTINGS_MODULE") == ITS_SETTINGS:
        del kept["DJANGO_SETTINGS_MODULE"]
    return kept
