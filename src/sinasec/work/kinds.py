"""What kinds of work there are. Each domain registers its own (`sinasec.domains.WORK`)."""

from dataclasses import dataclass
from datetime import time
from typing import Final

from sinasec import domains
from sinasec.registered import Registered
from sinasec.translation import gettext as _

LONGEST_PAUSE: Final = 600  # seconds


@dataclass(frozen=True, slots=True)
class Night:
    """Asked for by itself each night. `at`: of Lima.

    `on`: dotted name of `() -> bool`: whether this installation wants it.
    """

    at: time
    on: str


@dataclass(frozen=True, slots=True)
class WorkKind:
    """One kind of work.

    `does`: dotted name of `(Turn) -> Outcome`, called in a process of its own; what it leaves must
    be left once however often it is called (see docs/como/trabajo.md). `title`: in the words of
    the pages. `at_once`: how many run at once, of all the workers together. `longest`: seconds
    after which one is ended. `attempts`: how often it is begun before it is given up; `pause`:
    seconds before the second, twice as many before each later one.
    """

    code: str
    title: str
    does: str
    at_once: int = 1
    longest: int = 3600
    attempts: int = 5
    pause: int = 10
    night: Night | None = None

    def pause_after(self, attempts: int) -> int:
        """Seconds to wait after so many, up to LONGEST_PAUSE."""
        return min(self.pause * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)


WORK: Final[Registered[WorkKind]] = Registered(domains.WORK, "kind of work")


class UnknownWork(LookupError):
    """A sentence: this program does not do that kind of work."""


def work_kind(code: str) -> WorkKind:
    """The kind with that code. Raises `UnknownWork`."""
    if code not in WORK:
        raise UnknownWork(
            _(
                "«{code}» no es una clase de trabajo que este programa haga: use la versión que "
                "lo pidió."
            ).format(code=code[:40])
        )
    return WORK[code]


def title_of(code: str) -> str:
    """Its title; its code, of one that this program does not know."""
    return WORK[code].title if code in WORK else code
