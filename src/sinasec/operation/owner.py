"""The account that owns the tables."""

import os
from typing import Any, Final

from sinasec.database_state import SETTING, check_url
from sinasec.not_prepared import NotPrepared

OWNER: Final = "SINASEC_OWNER_DATABASE_URL"
SITE: Final = "DATABASE_URL"
_HERE: Final = ("", "127.0.0.1", "::1")
_PORT: Final = 5432


def as_owner() -> None:
    """From here on, with the account that owns the tables, when there is one apart.

    Raises NotPrepared for settings that cannot be read, and for two that name different databases:
    work would be done on the one that the site does not use.
    """
    if not (owner := os.environ.get(OWNER)):
        return
    site = os.environ.get(SITE)
    for name in (SITE, OWNER):
        check_url(name)
    if site and _place(owner) != _place(site):
        raise NotPrepared(
            SETTING,
            f"{OWNER} y {SITE} no nombran la misma base ({_in_words(owner)}; {_in_words(site)}): "
            "corrija la que no sea. No se hizo nada.",
        )
    os.environ[SITE] = owner


def _place(url: str) -> tuple[str, str, int, str]:
    """Engine, host, port and name."""
    read = _read(url)
    host = str(read.get("HOST") or "").lower()
    port = int(read.get("PORT") or _PORT)
    return read["ENGINE"], "localhost" if host in _HERE else host, port, str(read["NAME"])


def _in_words(url: str) -> str:
    _, host, port, name = _place(url)
    return f"«{name}» en {host}:{port}"


def _read(url: str) -> dict[str, Any]:
    import dj_database_url

    return dict(dj_database_url.parse(url))
