"""Where the data of an installation live, known without Django (the settings use the same rule)."""

import os
from pathlib import Path


def sinasec_home() -> Path:
    return Path(os.environ.get("SINASEC_HOME", "var")).resolve()


def home() -> Path:
    """The folder of the warehouse, read anew each time: tests and commands may change it."""
    return sinasec_home() / "warehouse"
