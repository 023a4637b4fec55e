"""The application that the server calls for every request (RSGI)."""

import asyncio
import io
import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import monotonic, perf_counter
from typing import Any, BinaryIO, Final

from sinasec.web.front.body import declared_size, read_body
from sinasec.web.front.environ import environ_of, path_of, peer
from sinasec.web.front.last_resort import fell, overloaded
from sinasec.web.front.limits import ASKED, ASKED_BY_ONE
from sinasec.web.front.open_bodies import OpenBodies
from sinasec.web.front.queues import PATIENCE, Queues
from sinasec.web.front.sent import Sent, sent
from sinasec.web.front.verdict import ENVIRON as VERDICT
from sinasec.web.front.verdict import Refused
from sinasec.web.limits.rates import COUNTED, Rate, who
from sinasec.web.limits.turns import ENVIRON as BUSY
from sinasec.web.logs.access import access
from sinasec.web.logs.number import CURRENT, new_number

LOGGER: Final = logging.getLogger(__name__)
EMPTY: Final = frozenset({204, 304})


class Front:
    """`application`: WSGI; `written`: paths that take a body; `rated`: those that count uploads.

    `largest`: bytes of a body. `proxies`: see `rates.who`. `admits` says, of a request without its
    body, whether the application will read one; else nothing of it is. `started` is called once,
    with the loop, before the first request.
    """

    def __init__(
        self,
        application: Any,
        *,
        threads: int,
        written: frozenset[str],
        rated: frozenset[str],
        largest: int,
        rate: Rate,
        proxies: int,
        admits: Callable[[dict[str, Any]], bool],
        started: Callable[[asyncio.AbstractEventLoop], None],
    ) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="respuesta")
        self._written, self._rated = written, rated
        self._largest, self._rate, self._proxies = largest, rate, proxies
        self._open = OpenBodies(largest)
        self._asked: Counter[str] = Counter()
        self._admits = admits
        self._started = started

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._queues = Queues(loop)
        self._started(loop)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        begun, number, path = perf_counter(), new_number(), path_of(scope)
        address = who(peer(scope), scope.headers.get("x-forwarded-for") or "", self._proxies)
        found = await self._told(scope, protocol, number, path, address)
        if found is None:  # whoever asked is gone
            return
        send(protocol, scope.method, found)
        taken = 1000 * (perf_counter() - begun)
        access(
            number=number,
            method=scope.method,
            path=path,
            status=found.status,
            taken_ms=taken,
            who=address,
        )

    async def _told(
        self, scope: Any, protocol: Any, number: str, path: str, address: str
    ) -> Sent | None:
        """The answer; of a fault of the front itself, the page that says its number."""
        work = asyncio.ensure_future(self._answer(scope, protocol, number, path, address))
        try:
            await asyncio.wait([work])
        finally:
            work.cancel()
        if error := work.exception():
            return fallen(path, number, error)
        return work.result()

    async def _answer(
        self, scope: Any, protocol: Any, number: str, path: str, address: str
    ) -> Sent | None:
        body: BinaryIO = io.BytesIO()
        about: dict[str, Any] = {COUNTED: set()}
        takes = scope.method == "POST" and path in self._written
        unread = takes and not self._admits(environ_of(scope, number, body, 0))
        if takes and not unread:
            try:
                about[COUNTED] |= self._counted(path, address)
                body = await self._read(scope, protocol, address)
            except Refused as refusal:
                if refusal.verdict.why == "cut":
                    return None
                about[VERDICT] = refusal.verdict
        with body:
            environ = environ_of(scope, number, body, _size(body)) | about
            found = await self._asked_of_django(environ, number, path, address)
        return closing(found) if unread else found

    def _counted(self, path: str, address: str) -> set[str]:
        """Count an upload before a byte of it is read. Raises Refused."""
        if path not in self._rated:
            return set()
        if wait := self._rate.wait(address):
            raise Refused("often", wait)
        return {self._rate.name}

    async def _read(self, scope: Any, protocol: Any, address: str) -> BinaryIO:
        declared = declared_size(scope.headers.get("content-length") or "", self._largest)
        with self._open.one(address) as weighed:
            return await read_body(aiter(protocol), declared, self._largest, weighed)  # pyright: ignore

    async def _asked_of_django(
        self, environ: dict[str, Any], number: str, path: str, address: str
    ) -> Sent:
        """No address takes the places of all the others, however many it asks for at once."""
        if self._asked[address] >= ASKED_BY_ONE or self._asked.total() >= ASKED:
            return overloaded(path, number)
        self._asked[address] += 1
        try:
            return await self._in_turn(environ, number, path)
        finally:
            self._asked[address] -= 1
            if not self._asked[address]:
                del self._asked[address]

    async def _in_turn(self, environ: dict[str, Any], number: str, path: str) -> Sent:
        """Ask again each time that the turn it did not get is free, while there is patience."""
        until = monotonic() + PATIENCE
        found = await self._in_a_thread(environ, number, path)
        again = False
        while (turns := environ.pop(BUSY, None)) is not None:
            if not await self._queues.wait(turns, until - monotonic(), again=again):
                return found
            again = True
            environ["wsgi.input"].seek(0)
            found = await self._in_a_thread(environ, number, path)
            self._queues.wake(turns)  # if it was made meanwhile, the turn is for the next
        return found

    async def _in_a_thread(self, environ: dict[str, Any], number: str, path: str) -> Sent:
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._threads, _numbered, self._application, environ, number)
        await asyncio.wait([work])
        if error := work.exception():
            return fallen(path, number, error)
        return work.result()


def fallen(path: str, number: str, error: BaseException) -> Sent:
    """A fault of ours: the log has its trace under the number that the page shows."""
    LOGGER.error("%s", path, exc_info=error, extra={"campos": {"numero": number}})
    return fell(path, number)


def send(protocol: Any, method: str, found: Sent) -> None:
    """Hand the answer over; it is sent at the pace of whoever reads, with no thread of ours."""
    if method == "HEAD" or found.status in EMPTY:
        protocol.response_empty(found.status, found.headers)
    elif isinstance(found.body, str):
        protocol.response_file(found.status, found.headers, found.body)
    else:
        protocol.response_bytes(found.status, found.headers, found.body)


def closing(found: Sent) -> Sent:
    """The same, after which the connection ends: what is still to come on it is not read."""
    return replace(found, headers=[*found.headers, ("connection", "close")])


def _numbered(application: Any, environ: dict[str, Any], number: str) -> Sent:
    CURRENT.set(number)
    return sent(application, environ)


def _size(body: BinaryIO) -> int:
    size = body.seek(0, io.SEEK_END)
    body.seek(0)
    return size
