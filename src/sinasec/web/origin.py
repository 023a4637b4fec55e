"""Pages in which the address of the site is written whole, and those of them that are kept.

Whoever asks says the name and the port: the name is one of ours, the port may be any number. What
does not write them is one page for all; what does is kept for the ports that the site is known by.
"""

import threading
from typing import Any, Final, TypeVar

from django.http import HttpRequest

MOST: Final = 8  # addresses of the site with a port that is not this server's (a proxy's)
Origin = tuple[str, str]
V = TypeVar("V")


def whole_addresses(view: V) -> V:
    """Say that what a view answers has permalinks of this scheme, name and port."""
    view.whole_addresses = True  # pyright: ignore
    return view


def written_in(view: Any, request: HttpRequest) -> Origin | tuple[()]:
    """The part of the key of a kept page that says where it was asked; () when it says nothing."""
    if not getattr(view, "whole_addresses", False):
        return ()
    return request.scheme or "", request.get_host()


class Origins:
    """The addresses for which pages are kept: with no port or our own; of others, the first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._known: set[Origin] = set()
        self._lock = threading.Lock()

    def keeps(self, origin: Origin | tuple[()], server_port: str) -> bool:
        if not origin or _port(origin[1]) in ("", server_port):
            return True
        with self._lock:
            if len(self._known) < self._most:
                self._known.add(origin)
            return origin in self._known


def _port(host: str) -> str:
    name, _, port = host.rpartition(":")
    return port if name and not port.endswith("]") else ""


ORIGINS: Final = Origins()
