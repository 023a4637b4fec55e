"""Where publications and keys live, known without Django (the settings use the same rule).

The rule of `warehouse/home.py` is written again here because that folder brings the library of
tables with it, and checking a signature must need no more than Python.
"""

import os
from pathlib import Path


def sinasec_home() -> Path:
    return Path(os.environ.get("SINASEC_HOME", "var")).resolve()


def publications_home() -> Path:
    return sinasec_home() / "publications"


def keys_home() -> Path:
    return sinasec_home() / "keys"


def find(text: str) -> Path:
    """The folder or file meant by a publication's id or by a path."""
    given = Path(text)
    named = publications_home() / text
    return named if not given.exists() and named.is_dir() else given
