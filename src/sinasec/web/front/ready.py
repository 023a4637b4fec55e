"""Between the process that starts and those that serve: they listen, and they may begin."""

import os
import signal
import threading
from collections.abc import Callable
from typing import Final

VARIABLE: Final = "_SINASEC_LISTO"
HELD: Final = "_SINASEC_ESPERA"
WORD: Final = b"1"


def listen(processes: int, said: Callable[[], None]) -> None:
    """Call `said` once, when so many of the processes started from now on listen."""
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    os.environ[VARIABLE] = str(writing)

    def wait() -> None:
        heard = sum(len(os.read(reading, 1)) for _ in range(processes))
        if heard == processes:
            said()

    threading.Thread(target=wait, name="listo", daemon=True).start()


def say() -> None:
    """Tell it; nothing to do when nobody asked."""
    writing = os.environ.get(VARIABLE)
    if writing:
        os.write(int(writing), WORD)


def hold(processes: int) -> Callable[[], None]:
    """Let the processes started from now on wait before they listen, until what is returned is
    called: from then on none does."""
    reading, writing = os.pipe()
    os.environ[HELD] = str(reading)

    def go() -> None:
        del os.environ[HELD]
        os.write(writing, WORD * processes)

    return go


def wait() -> None:
    """For that word, if one is to come. Stopped meanwhile, end at once: nobody is answered yet."""
    reading = os.environ.get(HELD)
    if reading is None:
        return
    before = {stop: signal.signal(stop, signal.SIG_DFL) for stop in (signal.SIGINT, signal.SIGTERM)}
    os.read(int(reading), len(WORD))
    for stop, handler in before.items():
        signal.signal(stop, handler)
