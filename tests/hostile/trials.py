"""Send files to a door that stands in another process, which may die of one of them."""

import json
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.children import ROOT, environment
from tests.hostile.kinds import HostileFile

MOST_SECONDS = 60  # of the clock, for one file; the process is then ended
STARTING = 120  # more for the first one: what the process imports and prepares before it


@dataclass(frozen=True, slots=True)
class Trial:
    """`outcome`: "sentence", "accepted", the name of an exception, or "death" (also of time)."""

    door: str
    file: HostileFile
    outcome: str
    said: str = ""
    seconds: float = 0.0
    memory: int = 0


def trials(door: str, files: Iterable[HostileFile], folder: Path) -> list[Trial]:
    """What came of each file at a door; after a death the others go on in a new process.

    `folder`: where the files are kept, made once for all the doors.
    """
    left = deque(files)
    paths = {file: str(_kept(file, folder)) for file in left}
    found: list[Trial] = []
    while left:
        for said in _answers(door, [(paths[file], file.name) for file in left]):
            found.append(Trial(door, left.popleft(), **said))
        if left:
            found.append(Trial(door, left.popleft(), "death"))
    return found


def _kept(file: HostileFile, folder: Path) -> Path:
    path = folder / f"{file.family}-{file.name}"
    if not path.exists():
        path.write_bytes(file.make())
    return path


def _answers(door: str, files: list[tuple[str, str]]) -> Iterable[dict[str, Any]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.runner", door],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=environment(),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    clock = _killed_after(STARTING + MOST_SECONDS, process)
    try:
        json.dump(files, process.stdin)
        process.stdin.close()
        for line in process.stdout:
            clock.cancel()
            clock = _killed_after(MOST_SECONDS, process)
            yield json.loads(line)
    finally:
        clock.cancel()
        process.stdout.close()
        process.kill()
        process.wait()


def _killed_after(seconds: float, process: subprocess.Popen[str]) -> threading.Timer:
    """A clock that is running."""
    clock = threading.Timer(seconds, process.kill)
    clock.start()
    return clock
