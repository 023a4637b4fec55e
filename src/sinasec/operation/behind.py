"""A process that works behind another and ends with it."""

import os
import signal
import sys
from threading import Thread
from typing import Final

NICE: Final = 5


def end_with_whoever_began(*, yielding: bool = True) -> None:
    """From now on, end as soon as standard input does: whoever began this holds its other end.

    It is stopped as by the system: what it was writing is undone. `yielding`: the processor is for
    whoever asks for a page.
    """
    if yielding:
        os.nice(NICE)
    Thread(target=_wait, daemon=True).start()


def _wait() -> None:
    # Not through the buffer, whose lock would be held when this process ends by itself: Python
    # cannot shut down then, and aborts.
    while os.read(sys.stdin.fileno(), 512):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
