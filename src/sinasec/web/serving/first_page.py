"""The first page of a new installation, made while the processes that will show it get ready."""

import subprocess
import sys
from collections.abc import Callable
from threading import Thread
from typing import Final, Self

BY_SIGNAL: Final = 128  # how a shell says that a signal ended a process


class FirstPage:
    """Made in a process of its own, so that what it takes goes with it.

    That process ends with the block, finished or not: it reads of it until there is no more.
    """

    def __init__(self) -> None:
        command = [sys.executable, "-m", "sinasec", "setup", "--first-page", "--behind"]
        self._making = subprocess.Popen(command, stdin=subprocess.PIPE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._making:
            pass

    def then(self, *, go: Callable[[], None], stop: Callable[[], None]) -> None:
        """`go` once it is made, `stop` when it could not be, from a thread that waits for it.

        Neither may use Polars: it would take SIGINT away from whoever serves.
        """

        def wait() -> None:
            if self._making.wait():
                stop()
            else:
                go()

        Thread(target=wait, name="primera", daemon=True).start()

    def end_as_it(self) -> None:
        """After the block, end with what the process ended with, when it could not."""
        if code := self._making.returncode:
            sys.exit(code if code > 0 else BY_SIGNAL - code)
