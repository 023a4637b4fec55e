"""Where publications and keys live, known without Django (the settings use the same rule)."""

import os
from pathlib import Path


def home() -> Path:
    return Path(os.environ.get("SINASEC_HOME", "var")).resolve()


def publications_home() -> Path:
    return home() / "publications"


def keys_home() -> Path:
    return home() / "keys"


def find(text: str) -> Path:
    """The folder or file meant by a publication's id or by a path."""
    given = Path(text)
    named = publications_home() / text
    return named if not given.exists() and named.is_dir() else given
