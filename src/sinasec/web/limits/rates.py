"""How often one address may ask: counted in one small table that every server process shares."""

import ipaddress
import secrets
import time
from collections.abc import Callable
from functools import cache
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from sinasec.web.limits.shared_counts import SharedCounts

COUNTED: Final = "sinasec.counted"  # names of the rates that counted a request already
FILE: Final = "limites.bin"
NETWORK_6: Final = 64  # bits: what one house or office is given of IPv6


class Rate:
    """At most `count` requests in any window of `seconds` started by an address's first one.

    Rates of one `name` count together, in every process that serves the same folder; one without
    a name counts alone.
    """

    def __init__(
        self,
        count: int,
        seconds: int,
        name: str = "",
        clock: Callable[[], float] = time.monotonic,
        table: Callable[[], SharedCounts] | None = None,
    ) -> None:
        self.count = count
        self.seconds = seconds
        self.name = name or secrets.token_hex(8)
        self._clock = clock  # of the machine since it started: the same in every process
        self._table = table or shared_table

    def wait(self, address: str) -> int:
        """0 when the request may pass (and is counted); else the seconds to wait."""
        who = f"{self.name} {address}"
        left = self._table().count(who, self.count, self.seconds, self._clock())
        return max(1, round(left)) if left else 0

    def wait_of(self, request: HttpRequest) -> int:
        """The same for the address of a request, counted once however often it is tried."""
        counted: set[str] = request.META.setdefault(COUNTED, set())
        if self.name in counted:
            return 0
        wait = self.wait(address(request, settings.NINJA_NUM_PROXIES))
        if not wait:
            counted.add(self.name)
        return wait


@cache
def shared_table() -> SharedCounts:
    """The table of this installation."""
    return SharedCounts(settings.RUN / FILE, settings.SECRET_KEY.encode())


def address(request: HttpRequest, proxies: int) -> str:
    """Who asks (see `who`)."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return who(request.META.get("REMOTE_ADDR", ""), forwarded, proxies)


def who(peer: str, forwarded: str, proxies: int) -> str:
    """The address that counts. With `proxies` trusted proxies in front, what the first saw.

    Of IPv6, the network: a single subscriber has as many addresses as they want inside it.
    """
    chain = [part.strip() for part in forwarded.split(",")]
    said = chain[-min(proxies, len(chain))] if proxies and chain[0] else peer
    try:
        found = ipaddress.ip_address(said)
    except ValueError:
        return said
    if found.version == 4:
        return said
    mapped = found.ipv4_mapped
    return str(mapped or ipaddress.ip_network((int(found), NETWORK_6), strict=False))
