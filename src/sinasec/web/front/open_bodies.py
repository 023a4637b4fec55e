"""The bodies that are being read at this moment: how many, whose, and what they weigh."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from sinasec.web.front.limits import BODIES, MOST_OF_ONE, MOST_OPEN
from sinasec.web.front.verdict import Refused

WAIT_OWN = 10  # seconds
WAIT_ALL = 30


class OpenBodies:
    """Only the loop of the front uses it, so it needs no lock. `largest`: bytes of one body."""

    def __init__(self, largest: int) -> None:
        self._most_bytes = BODIES * largest
        self._bytes = 0
        self._of: Counter[str] = Counter()

    @contextmanager
    def one(self, who: str) -> Iterator["Weighed"]:
        """Raises Refused when this address or everybody has too many open."""
        if self._of[who] >= MOST_OF_ONE:
            raise Refused("shared", WAIT_OWN)
        if self._of.total() >= MOST_OPEN:
            raise Refused("busy", WAIT_ALL)
        self._of[who] += 1
        weighed = Weighed(self)
        try:
            yield weighed
        finally:
            self._bytes -= weighed.bytes
            self._of[who] -= 1
            if not self._of[who]:
                del self._of[who]

    def add(self, count: int) -> None:
        if self._bytes + count > self._most_bytes:
            raise Refused("busy", WAIT_ALL)
        self._bytes += count


class Weighed:
    """What one body has weighed so far."""

    def __init__(self, all_of_them: OpenBodies) -> None:
        self._all = all_of_them
        self.bytes = 0

    def add(self, count: int) -> None:
        self._all.add(count)
        self.bytes += count
