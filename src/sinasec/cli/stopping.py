"""A command that the system stops ends as one that a person interrupts: what it was writing goes.

Left to itself, SIGTERM (of `systemctl stop`, of a machine that is switched off) and SIGHUP (of a
terminal that is closed) end a process where it stands.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType
from typing import Final

SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Raised wherever the command was. `number`: of the signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def stopped_as_interrupted() -> Iterator[None]:
    """Those signals raise Stopped in the block, unless whoever started it had others for them."""
    if current_thread() is not main_thread():  # only there can it be said
        yield
        return
    ours = [each for each in SIGNALS if signal.getsignal(each) == signal.SIG_DFL]
    for each in ours:
        signal.signal(each, _stop)
    try:
        yield
    finally:
        for each in ours:
            signal.signal(each, signal.SIG_DFL)


def _stop(number: int, frame: FrameType | None) -> None:
    """Once: a second one does not stop what is being cleaned."""
    for each in SIGNALS:
        if signal.getsignal(each) == _stop:
            signal.signal(each, signal.SIG_IGN)
    raise Stopped(number)
