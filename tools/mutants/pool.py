"""Some trials at a time, each in a process group that is ended when it takes too long."""

import contextlib
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.mutants.spots import Mutant
from tools.mutants.trial import BROKEN, start

# As the report says them.
SURVIVED, KILLED, UNREACHED = "sobrevive", "muerto", "sin prueba"
TIMED_OUT, CLOCKED_OUT = "por tiempo", "por reloj"
# pytest's code for «no test was run»: the change renamed the tests, and none noticed it.
NO_TESTS: Final = 5
OUT_OF_TIME: Final = (signal.SIGXCPU, signal.SIGKILL)
WALL: Final = 4  # seconds of the clock for each second of processor time that a trial may take


@dataclass(frozen=True, slots=True)
class Order:
    """A mutant (None: the product as it is), the tests to run and their processor seconds."""

    mutant: Mutant | None
    tests: list[str]
    seconds: float


@dataclass(slots=True)
class Outcome:
    order: Order
    verdict: str
    took: float
    output: str  # the end of what pytest wrote


@dataclass(slots=True)
class _Running:
    order: Order
    child: int
    ended: int  # a descriptor that can be read once the child has ended
    folder: Path
    began: float


def tried(orders: Iterable[Order], jobs: int) -> Iterator[Outcome]:
    """Each order's outcome, as they come; `jobs` run at the same time."""
    waiting, running = iter(orders), []
    try:
        while True:
            while len(running) < jobs and (order := next(waiting, None)) is not None:
                running.append(_begin(order))
            if not running:
                return
            _wait(running)
            for one in [one for one in running if _is_over(one)]:
                running.remove(one)
                yield _outcome(one)
    finally:
        for one in running:
            _end(one)


def _begin(order: Order) -> _Running:
    folder = Path(tempfile.mkdtemp(prefix="sinasec-mutant-"))
    child = start(order.mutant, order.tests, order.seconds, folder)
    return _Running(order, child, os.pidfd_open(child), folder, time.monotonic())


def _wait(running: list[_Running]) -> None:
    """Until one has ended or has had its time."""
    left = min(one.began + one.order.seconds * WALL for one in running) - time.monotonic()
    select.select([one.ended for one in running], [], [], max(0.0, left))


def _is_over(one: _Running) -> bool:
    ended, _, _ = select.select([one.ended], [], [], 0)
    return bool(ended) or time.monotonic() > one.began + one.order.seconds * WALL


def _outcome(one: _Running) -> Outcome:
    took = time.monotonic() - one.began
    ended, _, _ = select.select([one.ended], [], [], 0)
    output, status = _end(one)
    verdict = _verdict(status, output) if ended else CLOCKED_OUT
    return Outcome(one.order, verdict, took, output)


def _end(one: _Running) -> tuple[str, int]:
    """Nothing of the trial stays: neither its processes nor its files."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(one.child, signal.SIGKILL)
    _, status = os.waitpid(one.child, 0)
    os.close(one.ended)
    path = one.folder / "output.txt"
    output = path.read_text("utf-8", "replace")[-2_000:] if path.exists() else ""
    for folder, _, _ in os.walk(one.folder):
        os.chmod(folder, 0o700)  # what was published is read-only
    shutil.rmtree(one.folder)
    return output, status


def _verdict(status: int, output: str) -> str:
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in OUT_OF_TIME:
        return TIMED_OUT
    code = os.waitstatus_to_exitcode(status)
    if code == BROKEN:
        raise RuntimeError(f"a trial failed by itself, before any test: {output}")
    return SURVIVED if code in (0, NO_TESTS) else KILLED
