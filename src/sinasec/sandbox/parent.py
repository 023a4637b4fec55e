"""A child ends with its parent, whatever either was doing.

The parent holds one end of a pipe through which nothing is ever sent: all that can happen at the
other end is that it closes, when no process holds the first one any more. The kernel tells it with
a signal that ends the child at once, while it starts, waits or works, inside native code too.
"""

import fcntl
import os
import select
import signal
from typing import Final

GONE: Final = 1  # exit code


def end_with_parent(held: int) -> None:
    """From now on, the end of whoever holds the other end of the pipe `held` is ours too."""
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, signal.valid_signals())  # as our parent left it
    fcntl.fcntl(held, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(held, fcntl.F_SETFL, fcntl.fcntl(held, fcntl.F_GETFL) | os.O_ASYNC)
    look = select.poll()
    look.register(held, 0)
    if look.poll(0):  # it closed before anybody was told
        os._exit(GONE)
