"""The worker behind the site: begun once the site answers, begun again when it falls."""

import logging
import subprocess
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Final, Self

from sinasec.cli.failures import CANNOT
from sinasec.translation import gettext as _
from sinasec.web.serving.begun import begun

LOGGER: Final = logging.getLogger(__name__)
PAUSE: Final = 1.0  # seconds before another begins
CANNOT_PAUSE: Final = 30.0  # after one that could not: it said why, and would say it again
TO_END: Final = 15.0  # seconds to let go of what it has


class WorkerBehind:
    """At most one at a time, from `begin` until the block ends."""

    def __init__(self) -> None:
        self._over = Event()
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._watch = Thread(target=self._keep_one, name="trabajo", daemon=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        with self._lock:
            process = self._process
        if process is not None:
            _end(process)
        if self._watch.is_alive():
            self._watch.join()

    def begin(self) -> None:
        """From whatever thread; once."""
        self._watch.start()

    def _keep_one(self) -> None:
        while not self._over.is_set():
            with self._lock:
                if self._over.is_set():
                    return
                try:
                    process = self._process = begun("worker")
                except OSError as error:
                    LOGGER.error(_("no se pudo iniciar a quien trabaja detrás: %s"), error)
                    process = None
            code = process.wait() if process else CANNOT
            if process and process.stdin:
                process.stdin.close()
            if not self._over.is_set():
                LOGGER.error(_("terminó quien trabajaba detrás (%s); se inicia otro"), code)
                self._over.wait(CANNOT_PAUSE if code == CANNOT else PAUSE)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
