"""How often one address may ask: kept in memory by each server process, forgotten at restart."""

import threading
import time
from collections import OrderedDict
from typing import Final

from django.http import HttpRequest

MAX_ADDRESSES: Final = 20_000


class Rate:
    """At most `count` requests in any window of `seconds` started by an address's first one."""

    def __init__(self, count: int, seconds: int, clock=time.monotonic) -> None:
        self.count = count
        self.seconds = seconds
        self._clock = clock
        self._windows: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, address: str) -> int:
        """0 when the request may pass (and is counted); else the seconds to wait."""
        now = self._clock()
        with self._lock:
            start, used = self._windows.get(address, (now, 0))
            if now - start >= self.seconds:
                start, used = now, 0
            if used >= self.count:
                return max(1, round(self.seconds - (now - start)))
            self._windows[address] = (start, used + 1)
            self._windows.move_to_end(address)
            if len(self._windows) > MAX_ADDRESSES:
                self._windows.popitem(last=False)
        return 0


def address(request: HttpRequest, proxies: int) -> str:
    """Who asks. With `proxies` trusted proxies in front, the address the first of them saw."""
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if proxies and chain[0]:
        return chain[-min(proxies, len(chain))]
    return request.META.get("REMOTE_ADDR", "")
