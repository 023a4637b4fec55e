"""Try files at one door, in a process of its own, and say of each what it cost.

`python -m tests.hostile.runner DOOR` reads a JSON list of [path, name] and writes a line with
what came of each, so that whoever listens knows which one it died of. Memory is the highest it
stood while the file was in, over what it was before, in MB; time is of the processor. Files are
read in this process and not in a child of it, whose memory and time nobody would count here.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

from sinasec.sandbox.worker import INSIDE
from tests.hostile.doors import DOORS, Door

MOST_MEMORY = 3 * 2**30  # beyond it the process is stopped by the system
NEEDS_DATABASE = ("acts", "verify", "reproduce")


def main(door: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    os.environ[INSIDE] = "1"
    files = json.load(sys.stdin)
    if door in NEEDS_DATABASE:
        _prepare()
    for path, name in files:
        print(json.dumps(tried(DOORS[door], Path(path).read_bytes(), name)), flush=True)  # noqa: T201


def tried(door: Door, content: bytes, name: str) -> dict[str, Any]:
    """What came of one file at a door: `outcome` is "sentence", "accepted" or an exception."""
    before = _forget_peak()
    start = time.process_time()
    try:
        said = door.enter(content, name)
        outcome = "sentence" if said else "accepted"
    except BaseException as error:  # noqa: BLE001 - what is measured is that there is none
        said, outcome = str(error), type(error).__name__
    return {
        "outcome": outcome,
        "said": said[:200],
        "seconds": round(time.process_time() - start, 2),
        "memory": _peak() - before,
    }


def _prepare() -> None:
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    call_command("migrate", verbosity=0)


def _forget_peak() -> int:
    """Start to measure again; MB in use now."""
    Path("/proc/self/clear_refs").write_text("5")
    return _status("VmRSS:")


def _peak() -> int:
    return _status("VmHWM:")


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(name))


if __name__ == "__main__":
    main(sys.argv[1])
