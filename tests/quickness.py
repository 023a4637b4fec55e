"""How long something takes this process, whatever else the machine is doing."""

import time
from collections.abc import Callable


def least_seconds(work: Callable[[], object], tries: int = 5) -> float:
    """Processor seconds of the quickest of some tries: waiting for a turn does not count."""
    found: list[float] = []
    for _ in range(tries):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return min(found)
