"""The first page of a new installation, made while the processes that will show it get ready."""

import subprocess
import sys
from collections.abc import Callable
from threading import Thread
from typing import Final, Self

from sinasec.web.serving.begun import begun

BY_SIGNAL: Final = 128  # how a shell says that a signal ended a process


class FirstPage:
    """Made in a process of its own, which asks then for what else there is to prepare.

    That process ends with the block, finished or not.
    """

    def __init__(self) -> None:
        self._making = begun("setup", told=subprocess.PIPE)
        if self._making.stdin is None or self._making.stdout is None:
            raise ValueError("it was begun without its two pipes")
        self._held, self._told = self._making.stdin, self._making.stdout
        self._made = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # In this order: what it tells is being read until it ends, and nobody closes it meanwhile.
        self._held.close()
        self._making.wait()
        self._told.close()

    def then(self, *, go: Callable[[], None], stop: Callable[[], None]) -> None:
        """`go` once it is made, `stop` when it could not be, from a thread that waits for it.

        Neither may use Polars: it would take SIGINT away from whoever serves.
        """

        def wait() -> None:
            self._made = bool(self._told.read(1))
            if self._made:
                go()
            else:
                stop()

        Thread(target=wait, name="primera", daemon=True).start()

    def end_as_it(self) -> None:
        """After the block, end with what the process ended with, when it could not."""
        code = self._making.returncode
        if code and not self._made:
            sys.exit(code if code > 0 else BY_SIGNAL - code)
