"""A process that serves ends with the one that started it, however that one ended."""

import multiprocessing
import os
import signal
import threading


def stopped_at_once() -> None:
    """Until it says otherwise, what stops this process ends it: it began as a copy of its parent,
    whose answer to a signal is to let others end."""
    if multiprocessing.parent_process() is not None:
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, signal.SIG_DFL)


def end_with_parent() -> None:
    """Wait for the parent's end in a thread of its own. Nothing to wait for without one."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)  # nobody is left to tell, and what was being answered has nowhere to go

    threading.Thread(target=wait, name="padre", daemon=True).start()
