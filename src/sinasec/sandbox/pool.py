"""The children of this process: few, warm, and replaced when one dies.

A process made by forking starts with none of its parent's: each has its own.
"""

import atexit
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sinasec.sandbox.worker import Worker

LOG: Final = logging.getLogger("sinasec.sandbox")
SIZE: Final = 2
PATIENCE: Final = 20.0


class Busy(RuntimeError):
    """Every child is at work, and none was free in time. `retry_after`: seconds."""

    retry_after = 5

    def __init__(self) -> None:
        super().__init__(
            "Se están leyendo muchos archivos a la vez. Espere un momento y vuelva a enviarlo."
        )


class Pool:
    """At most `size` children, made when first needed."""

    def __init__(self, size: int = SIZE, modules: tuple[str, ...] = ()) -> None:
        self._size = size
        self._modules = modules
        self._idle: list[Worker] = []
        self._out: set[Worker] = set()
        self._free = threading.Condition()

    @property
    def keeps(self) -> bool:
        """Whether children are kept ready, as a server's are."""
        return bool(self._modules)

    @contextmanager
    def worker(self, patience: float = PATIENCE) -> Iterator[Worker]:
        """A child for one job. Raises `Busy`."""
        taken = self._take(patience)
        try:
            yield taken
        finally:
            self._give_back(taken)

    def warm(self, count: int) -> None:
        """Start children before they are needed, up to `count` idle ones."""
        with self._free:
            while len(self._idle) < count and len(self._idle) + len(self._out) < self._size:
                self._idle.append(self._started())

    def alive(self) -> int:
        """How many children are there."""
        with self._free:
            return sum(each.alive() for each in (*self._idle, *self._out))

    def stop(self) -> None:
        with self._free:
            for worker in (*self._idle, *self._out):
                worker.end()
            self._idle.clear()
            self._out.clear()

    def _take(self, patience: float) -> Worker:
        until = time.monotonic() + patience
        with self._free:
            while True:
                while self._idle:
                    worker = self._idle.pop()
                    if worker.alive():
                        self._out.add(worker)
                        return worker
                    worker.end()
                if len(self._out) < self._size:
                    worker = self._started()
                    self._out.add(worker)
                    return worker
                if not self._free.wait(until - time.monotonic()):
                    raise Busy

    def _give_back(self, worker: Worker) -> None:
        healthy = worker.alive()
        if not healthy:
            worker.end()
        with self._free:
            self._out.discard(worker)
            if healthy:
                self._idle.append(worker)
            elif self.keeps and not self._idle:  # the next person should not wait for a new one
                self._replace()
            self._free.notify()

    def _replace(self) -> None:
        try:
            self._idle.append(self._started())
        except Busy:
            return  # who comes next tries again

    def _started(self) -> Worker:
        """A new child. Raises `Busy` where the system gives no more processes."""
        try:
            return Worker(self._modules)
        except OSError as error:
            LOG.error("no child could be started: %s", error)
            raise Busy from error


_POOLS: Final[dict[int, Pool]] = {}
_LOCK: Final = threading.Lock()


def pool() -> Pool:
    """That of this process."""
    return _made(())


def warm(modules: tuple[str, ...], count: int = 1) -> None:
    """For a server: keep `count` children ready, with `modules` imported."""
    _made(modules).warm(count)


def stop() -> None:
    """End the children of this process."""
    with _LOCK:
        found = _POOLS.pop(os.getpid(), None)
    if found is not None:
        found.stop()


def _made(modules: tuple[str, ...]) -> Pool:
    with _LOCK:
        known = _POOLS.get(os.getpid())
        if known is None:
            known = _POOLS[os.getpid()] = Pool(modules=modules)
        return known


atexit.register(stop)
