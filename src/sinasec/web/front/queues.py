"""Requests that found no turn free, waiting for one without a thread."""

import asyncio
from collections import deque
from typing import Final

from sinasec.web.limits.turns import Turns

PATIENCE: Final = 20.0  # seconds


class Queues:
    """One for each kind of work; only the loop of the front uses them."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._of: dict[Turns, deque[asyncio.Future[None]]] = {}

    async def wait(self, turns: Turns, left: float, *, again: bool) -> bool:
        """Whether it is worth trying: False when too many wait, or when `left` seconds went by.

        One that waits `again`, because another took its turn, is the first.
        """
        queue = self._queue(turns)
        if len(queue) >= turns.waiting:
            return False
        if turns.free:  # given back since
            return True
        called = self._loop.create_future()
        queue.appendleft(called) if again else queue.append(called)
        try:
            await asyncio.wait_for(called, left)
        except TimeoutError:
            return False
        finally:
            if called in queue:
                queue.remove(called)
        return True

    def wake(self, turns: Turns) -> None:
        """Call the first that still waits, if there is a turn for it."""
        queue = self._queue(turns)
        while queue and turns.free:
            called = queue.popleft()
            if not called.done():  # its patience ended, or whoever asked left, at this very moment
                called.set_result(None)
                return

    def _queue(self, turns: Turns) -> deque[asyncio.Future[None]]:
        if turns not in self._of:
            self._of[turns] = deque()
            turns.freed = lambda: self._loop.call_soon_threadsafe(self.wake, turns)
        return self._of[turns]
