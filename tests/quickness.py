"""How long something takes this process, whatever else the machine is doing."""

import gc
import time
from collections.abc import Callable


def least_seconds(work: Callable[[], object], tries: int = 5) -> float:
    """Processor seconds of the quickest of some tries: waiting for a turn does not count.

    Nor does the collection of what the tests before it left, which may take longer than the work.
    """
    found: list[float] = []
    gc.disable()
    try:
        for _ in range(tries):
            started = time.process_time()
            work()
            found.append(time.process_time() - started)
    finally:
        gc.enable()
    return min(found)
