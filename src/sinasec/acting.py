"""Who is behind what the program does now, and by which door they came in.

Said once, where somebody comes in (a command, a page, a piece of work), and read wherever
something is written (see `sinasec.audit`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

COMMAND: Final = "comando"
DESK: Final = "mesa"
API: Final = "api"
WORK: Final = "trabajo"
PROGRAM: Final = "programa"  # nobody said: a test, or code that uses this as a library
ORIGINS: Final = (COMMAND, DESK, API, WORK, PROGRAM)


@dataclass(frozen=True, slots=True)
class Actor:
    """`who`: the account, as the machine or the session knows it. `person`: its number, of one that
    signed in. `hat`: the code of the role and its scope. `origin`: one of ORIGINS; `where`: which
    command, address or piece of work, never with what it was given nor an IP address."""

    who: str = ""
    person: int | None = None
    hat: str = ""
    origin: str = PROGRAM
    where: str = ""


_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)
_NOBODY: Final = Actor()


def actor() -> Actor:
    """Whoever is behind what is done now; of PROGRAM when nobody came in by any door."""
    return _actor.get() or _NOBODY


@contextmanager
def acting(
    who: str, *, person: int | None = None, hat: str = "", origin: str = PROGRAM, where: str = ""
) -> Iterator[None]:
    """Within the block what is written is by that actor. Raises ValueError for another origin."""
    if origin not in ORIGINS:
        raise ValueError(f"{origin} is no door: {', '.join(ORIGINS)}")
    token = _actor.set(Actor(who, person, hat, origin, where))
    try:
        yield
    finally:
        _actor.reset(token)
