"""How often an address may ask the API, counted together by every server process."""

import threading

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from sinasec.web.limits.rates import Rate


class SharedThrottle(BaseThrottle):
    """A `Rate` as ninja asks for it: first whether, and then how long, in the same thread."""

    def __init__(self, rate: Rate) -> None:
        self.rate = rate
        self._left = threading.local()

    def allow_request(self, request: HttpRequest) -> bool:
        self._left.seconds = self.rate.wait_of(request)
        return self._left.seconds == 0

    def wait(self) -> int:
        return self._left.seconds
