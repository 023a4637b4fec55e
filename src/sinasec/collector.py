"""The collector of cycles, at rest while a million small things are made that hold none."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final


class _Rest:
    """How many ask for it; the collector runs again when the last is done, if it ran before."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asking = 0
        self._ran = False

    def begin(self) -> None:
        with self._lock:
            if not self._asking:
                self._ran = gc.isenabled()
                gc.disable()
            self._asking += 1

    def end(self) -> None:
        with self._lock:
            self._asking -= 1
            if not self._asking and self._ran:
                gc.enable()


_REST: Final = _Rest()


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Within it nothing looks for cycles, which is a quarter of the time of a large load.

    What is no longer used is freed as always.
    """
    _REST.begin()
    try:
        yield
    finally:
        _REST.end()
