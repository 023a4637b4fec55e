"""Where publications and keys live, known without Django (the settings use the same rule)."""

from pathlib import Path

from sinasec.warehouse.home import sinasec_home


def publications_home() -> Path:
    return sinasec_home() / "publications"


def keys_home() -> Path:
    return sinasec_home() / "keys"


def find(text: str) -> Path:
    """The folder or file meant by a publication's id or by a path."""
    given = Path(text)
    named = publications_home() / text
    return named if not given.exists() and named.is_dir() else given
