"""Connections that are asked for much and read nothing, or are too many of one address, are shut.

The server waits without end for whoever does not read what it sends. Each process looks at its own
connections every few seconds, through what Linux tells of them; elsewhere nothing is done.
"""

import fcntl
import logging
import os
import socket
import stat
import struct
import termios
import threading
import time
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sinasec.web.front.limits import GRACE, IDLE, LOOKED_AT, PACE
from sinasec.web.limits.rates import who

LOGGER: Final = logging.getLogger(__name__)
FILES: Final = Path("/proc/self/fd")
OPEN: Final = frozenset({1, 8})  # states of TCP: established, and closed by the other side only
ACKED: Final = 120  # where `struct tcp_info` has the bytes received at the other end (Linux 4.1)
INFO: Final = ACKED + 8
BETWEEN_LINES: Final = 60.0  # seconds
RESET: Final = struct.pack("ii", 1, 0)  # when it is closed, what was not read is thrown away


@dataclass(frozen=True, slots=True)
class Connection:
    """`queued`: bytes that the other end has not received yet; `acked`: those it has, in all."""

    identity: Hashable
    address: str
    queued: int
    acked: int


@dataclass(slots=True)
class _Reading:
    at: float
    acked: int
    credit: float


class SlowReaders:
    """Which connections are to be shut. `most`: of one address; None for as many as come.

    A reader begins with a credit of `grace` seconds at the pace; it spends `pace` bytes of it each
    second and earns what it takes, up to `kept` seconds more: whoever reads with long pauses takes
    much at once, and whoever took much may not live on it for hours.
    """

    def __init__(
        self,
        most: int | None,
        *,
        grace: float = GRACE,
        kept: float = IDLE,
        pace: float = PACE,
    ) -> None:
        self._most, self._pace = most, pace
        self._first, self._full = grace * pace, (grace + kept) * pace
        self._seen: dict[Hashable, _Reading | None] = {}  # the oldest first

    def to_shut(self, connections: Sequence[Connection], now: float) -> list[Hashable]:
        """Of those open at `now` (seconds of a clock that never goes back)."""
        open_now = {one.identity: one for one in connections}
        known = [identity for identity in self._seen if identity in open_now]
        self._seen = {
            identity: self._reading(open_now[identity], now)
            for identity in dict.fromkeys([*known, *open_now])
        }
        slow = [identity for identity, one in self._seen.items() if one and one.credit < 0]
        beyond = self._beyond([open_now[identity] for identity in self._seen])
        return list(dict.fromkeys([*slow, *beyond]))

    def _reading(self, one: Connection, now: float) -> _Reading | None:
        """None while there is nothing for it to read."""
        if not one.queued:
            return None
        before = self._seen.get(one.identity)
        if before is None:
            return _Reading(now, one.acked, self._first)
        earned = one.acked - before.acked - self._pace * (now - before.at)
        return _Reading(now, one.acked, min(self._full, before.credit + earned))

    def _beyond(self, oldest_first: list[Connection]) -> Iterator[Hashable]:
        """The newest of an address that has too many."""
        if self._most is None:
            return
        count: Counter[str] = Counter()
        for one in oldest_first:
            count[one.address] += 1
            if count[one.address] > self._most:
                yield one.identity


class Told:
    """Says how many were shut, in a line a minute at most."""

    def __init__(self) -> None:
        self._shut, self._next = 0, float("-inf")

    def add(self, count: int, now: float) -> None:
        self._shut += count
        if self._shut and now >= self._next:
            LOGGER.warning(
                "se cortaron %d conexiones que no leían lo que pidieron o eran demasiadas de una "
                "misma dirección",
                self._shut,
            )
            self._shut, self._next = 0, now + BETWEEN_LINES


def watch(readers: SlowReaders, every: float = LOOKED_AT) -> None:
    """Look at the connections of this process from now on, in a thread of its own."""
    if not FILES.is_dir():
        return

    def look() -> None:
        told = Told()
        while True:
            with suppress(OSError):  # no file is left to list them: the next time there may be
                told.add(_shut_those(readers), time.monotonic())
            time.sleep(every)

    threading.Thread(target=look, name="lectores", daemon=True).start()


def _shut_those(readers: SlowReaders) -> int:
    """How many were shut at this look."""
    files = accepted()
    of = {one.identity: file for one, file in files.items()}
    wanted = readers.to_shut(list(files), time.monotonic())
    return sum(shut(of[identity], identity) for identity in wanted)


def accepted() -> dict[Connection, int]:
    """The connections that came to where this process listens, and the file of each."""
    ports: set[int] = set()
    found: list[tuple[int, Connection, int]] = []
    for file in map(int, os.listdir(FILES)):
        with _opened(file) as one:
            if one is None:
                continue
            port = one.getsockname()[1]
            if one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                ports.add(port)
            elif told := _told(one):
                found.append((port, told, file))
    return {told: file for port, told, file in found if port in ports}


def shut(file: int, identity: Hashable) -> bool:
    """Whether that file was still that connection, and so was shut."""
    with _opened(file) as one, suppress(OSError):  # it ended meanwhile
        if one is None or _identity(one) != identity:
            return False
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        one.shutdown(socket.SHUT_RDWR)
        return True
    return False


@contextmanager
def _opened(file: int) -> Iterator[socket.socket | None]:
    """A socket of TCP of this process, as a file of its own; None for what is none (any more).

    No file is ever closed here: to close one of the database, by whatever descriptor, drops all the
    locks that the process has on it, and then the next command takes itself for the only one there
    and deletes what the site reads.
    """
    try:
        own = os.dup(file) if _is_socket(file) else None
    except OSError:  # closed since it was listed, or no file is left to be opened
        own = None
    if own is None or not stat.S_ISSOCK(os.fstat(own).st_mode):
        yield None  # a file that took the place of a connection meanwhile stays open twice
        return
    with socket.socket(fileno=own) as one:
        inet = one.family in (socket.AF_INET, socket.AF_INET6)
        yield one if inet and one.type == socket.SOCK_STREAM else None


def _is_socket(file: int) -> bool:
    """Without opening it. Raises OSError when there is none."""
    return stat.S_ISSOCK((FILES / str(file)).stat().st_mode)


def _told(one: socket.socket) -> Connection | None:
    """What the system tells of it; None when it is not open, or the system tells too little."""
    try:
        info = one.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, INFO)
        if len(info) < INFO or info[0] not in OPEN:
            return None
        (queued,) = struct.unpack("i", fcntl.ioctl(one.fileno(), termios.TIOCOUTQ, b"\0" * 4))
        (acked,) = struct.unpack_from("Q", info, ACKED)
        return Connection(_identity(one), who(one.getpeername()[0], "", 0), queued, acked)
    except OSError:  # it ended meanwhile
        return None


def _identity(one: socket.socket) -> Hashable:
    return os.fstat(one.fileno()).st_ino, one.getpeername()
