"""A process that works behind another and ends with it."""

import os
import signal
import sys
from threading import Thread
from typing import Final

NICE: Final = 5


def end_with_whoever_began() -> None:
    """From now on, end as soon as standard input does: whoever began this holds its other end.

    It is stopped as by the system: what it was writing is undone.
    """
    Thread(target=_wait, daemon=True).start()


def go_on_behind() -> None:
    """Tell whoever began this that what it waits for is there; from now on it goes first."""
    os.write(sys.stdout.fileno(), b"1")
    os.nice(NICE)


def _wait() -> None:
    # Not through the buffer, whose lock would be held when this process ends by itself: Python
    # cannot shut down then, and aborts.
    while os.read(sys.stdin.fileno(), 512):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
