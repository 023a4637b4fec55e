"""How much dear work is done at once in one process.

A thread never waits for a turn: when none is free the work is not begun, and the front asks again
for the request when one is (`sinasec.web.front.queues`). So threads always remain for the front
page and for what is made already, however many wait.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

THREADS: Final = 16  # that answer; fewer than this may be at dear work together
ENVIRON: Final = "sinasec.busy"  # the turns that a request did not get
RETRY: Final = 5  # seconds after which it is worth asking again


class Busy(RuntimeError):
    """No turn is free; the text says what to do."""

    retry_after = RETRY

    def __init__(self, turns: "Turns") -> None:
        super().__init__(
            "Hay muchas consultas a la vez y esta cuesta hacerla. No se perdió nada: espere unos "
            "segundos y vuelva a intentarlo."
        )
        self.turns = turns


class Turns:
    """At most `running` at once, and `waiting` requests that the front keeps for later.

    `freed` is called, in any thread, each time that a turn is given back.
    """

    def __init__(self, running: int, waiting: int) -> None:
        self.running, self.waiting = running, waiting
        self.freed: Callable[[], object] = lambda: None
        self._left = running
        self._lock = threading.Lock()

    @property
    def free(self) -> bool:
        return self._left > 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises Busy at once when none is free."""
        with self._lock:
            if not self._left:
                raise Busy(self)
            self._left -= 1
        try:
            yield
        finally:
            with self._lock:
                self._left += 1
            self.freed()


DEAR: Final = Turns(running=2, waiting=32)  # a committee, a PDF, an index composed otherwise
PAGES: Final = Turns(running=3, waiting=128)  # the other pages, the first time each is asked
UPLOADS: Final = Turns(running=2, waiting=16)
DOWNLOADS: Final = Turns(running=2, waiting=64)  # a large file is hashed before it is sent
