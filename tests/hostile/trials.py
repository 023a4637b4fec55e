"""Send files to a door that stands in another process, which may die of one of them."""

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.hostile.kinds import HostileFile

MOST_SECONDS = 60  # of the clock, for one file; the process is then ended
ROOT = Path(__file__).parents[2]


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
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.runner", door],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=environment,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    json.dump(files, process.stdin)
    process.stdin.close()
    clock = threading.Timer(MOST_SECONDS, process.kill)
    try:
        for line in process.stdout:
            clock.cancel()
            clock = threading.Timer(MOST_SECONDS, process.kill)
            clock.start()
            yield json.loads(line)
    finally:
        clock.cancel()
        process.stdout.close()
        process.kill()
        process.wait()
