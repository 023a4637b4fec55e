"""How long a browser stays inside: a signed note of when it came in and when it was last seen."""

from dataclasses import dataclass, replace
from typing import Final

from django.core import signing

IDLE: Final = 60 * 60  # seconds without use after which it ends
WHOLE: Final = 8 * 60 * 60  # seconds after which it ends, used or not
RENEWED: Final = 60  # seconds after which use is written down again


@dataclass(frozen=True, slots=True)
class Session:
    """Seconds of the clock: `since` it came in, `seen` last."""

    since: int
    seen: int

    def is_alive(self, now: int) -> bool:
        """A clock that was set back ends it too: nobody could tell how long ago it began."""
        return 0 <= now - self.seen <= IDLE and 0 <= now - self.since <= WHOLE

    def used(self, now: int) -> "Session":
        """The same, seen now; itself where that was written down a moment ago."""
        return replace(self, seen=now) if now - self.seen >= RENEWED else self


def written(session: Session, salt: str) -> str:
    """The text of the cookie."""
    return signing.dumps([session.since, session.seen], salt=salt)


def read(text: str, salt: str) -> Session | None:
    """The session of a cookie; None for one that was not written with this salt."""
    try:
        since, seen = signing.loads(text, salt=salt)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return Session(since, seen)
