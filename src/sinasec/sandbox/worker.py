"""One child as its parent sees it: asked one job at a time, and ended when it is late."""

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import ExitStack
from typing import Any, BinaryIO, Final, cast

from sinasec.sandbox.limits import Limits
from sinasec.sandbox.wire import GOOD, RESULT, Closed, receive, send

INSIDE: Final = "_SINASEC_LECTOR"
MOST_JOBS: Final = 200
MOST_WORDS: Final = 4_000
# What a child needs to know of where it runs: no database, no key, no name of anyone.
_KEPT: Final = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


class Died(Exception):
    """The child gave no answer. `late`: it was ended because its time was over, of the clock or of
    the processor.

    `last_words`: the end of what it wrote on its standard error.
    """

    def __init__(self, late: bool, last_words: str) -> None:
        super().__init__(last_words)
        self.late = late
        self.last_words = last_words


class Worker:
    """A warm child process. `healthy` turns False when it must not be asked again.

    Raises OSError when the system gives no more processes.
    """

    def __init__(self, modules: tuple[str, ...] = ()) -> None:
        with ExitStack() as unless_started:
            errors = unless_started.enter_context(tempfile.TemporaryFile())
            given, held = os.pipe()  # see `parent`
            unless_started.callback(os.close, held)
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "sinasec.sandbox.child", str(given), *modules],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    env=_environment(),
                    pass_fds=(given,),
                )
            finally:
                os.close(given)
            unless_started.pop_all()
        self._errors, self._held = errors, os.fdopen(held, "wb")
        self._jobs = 0
        self.healthy = True

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(
        self,
        name: str,
        args: dict[str, Any],
        refusals: tuple[str, ...],
        bounds: Limits,
        blob: bytes,
    ) -> tuple[bytes, bytes]:
        """What kind of answer a job got (one of `wire`'s), and its bytes. Raises `Died`."""
        request = pickle.dumps((name, args, refusals, bounds), protocol=5)
        late = threading.Event()
        clock = threading.Timer(bounds.wait, self._end_late, (late,))
        clock.start()
        try:
            send(self._stdin, request, blob)
            head = receive(self._stdout, len(GOOD + RESULT))
            answer = receive(self._stdout, bounds.output)
        except (Closed, OSError) as error:
            self._process.kill()
            ended_by = -self._process.wait()
            said = self._last_words()
            self.end()
            raise Died(late.is_set() or ended_by == signal.SIGXCPU, said) from error
        finally:
            clock.cancel()
        self._jobs += 1
        self.healthy = head[:1] == GOOD and self._jobs < MOST_JOBS and not late.is_set()
        return head[1:], answer

    def alive(self) -> bool:
        return self.healthy and self._process.poll() is None

    def end(self) -> None:
        """Kill the child and forget it; safe to call twice."""
        self.healthy = False
        self._process.kill()
        self._process.wait()
        for pipe in (self._stdin, self._stdout, self._errors, self._held):
            try:
                pipe.close()
            except OSError:
                continue  # what was still to be sent has nobody to read it

    def _end_late(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _last_words(self) -> str:
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - MOST_WORDS))
        return self._errors.read().decode(errors="replace")

    @property
    def _stdin(self) -> BinaryIO:
        return cast(BinaryIO, self._process.stdin)

    @property
    def _stdout(self) -> BinaryIO:
        return cast(BinaryIO, self._process.stdout)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {
        INSIDE: "1",
        "PYTHONPATH": os.pathsep.join(each for each in sys.path if each),
        "PYTHONUTF8": "1",
        "POLARS_MAX_THREADS": "2",
        "OMP_NUM_THREADS": "1",
    }
