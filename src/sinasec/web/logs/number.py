"""The number of a request: in its answer, in its error page and in every line about it."""

import secrets
from contextvars import ContextVar
from typing import Final

HEADER: Final = "X-Request-Id"
ENVIRON: Final = "sinasec.number"
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is mistaken for another when read
CURRENT: Final[ContextVar[str]] = ContextVar("number of the request", default="")


def new_number() -> str:
    """As 'K7QM-3XFD-9WZ2': short enough to be dictated; 58 bits, so that a log repeats none."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(12))
    return "-".join((drawn[:4], drawn[4:8], drawn[8:]))
