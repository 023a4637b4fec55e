"""Every hostile file at every public door, with slow bodies held open: does the front page answer?

Four senders post the files of `tests.hostile` one after another; meanwhile 0, 10, 40 and 300 bodies
that never end are begun, and the front page is asked without rest. The peer is the same server
with nobody at its doors. What a file is answered must be a sentence (or that it was read).
"""

import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser.site import environment
from tests.hostile.files import hostile_files
from tests.web.live.running import Running, memory, running, slow_body

SENDERS = 4
SLOW = (0, 10, 40, 300)
QUIET = 100  # front pages asked when nobody is at the doors
DOORS = {
    "/matriz/": ("xlsx", "ods", "xls", "csv"),
    "/actos/": ("xlsx", "ods", "xls", "csv"),
    "/que-pasaria-si/": ("law",),
}
MOST_MEMORY = 300 * 2**20
LARGEST = 8 * 2**20  # what is larger is refused before it is read
ANSWERED = {200, 400, 413, 422, 429, 503}


@dataclass
class Asked:
    """What the front page took, in seconds, and the most memory its processes had."""

    times: list[float] = field(default_factory=list)
    highest: int = 0


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="sinasec-siege-") as folder:
        home = Path(folder)
        setup = [sys.executable, "-m", "sinasec", "setup"]
        subprocess.run(setup, env=environment(home), check=True)
        # The senders share one address: without this, nearly all would be told to wait.
        with running(home, SINASEC_UPLOAD_RATE="100000", SINASEC_ACCESS_LOG="0") as site:
            _siege(site)


def _siege(site: Running) -> None:
    site.ask("/")
    pids = [site.process.pid, *site.workers()]
    before = memory(pids)
    quiet = [_front_page(site) for _ in range(QUIET)]
    _row("nobody at the doors", quiet, 0)
    for how_many in SLOW:
        found, answers = _round(site, pids, how_many)
        if site.workers() != pids[1:]:
            raise AssertionError("a worker died")
        grown = found.highest - before
        _row(f"files, {how_many} slow bodies", found.times, grown)
        print(f"  {sum(answers.values())} files sent: {dict(sorted(answers.items()))}", flush=True)
        if set(answers) - ANSWERED or grown > MOST_MEMORY:
            raise AssertionError(f"{answers}, {grown / 2**20:.0f} MB more")


def _round(site: Running, pids: list[int], how_many: int) -> tuple[Asked, Counter[int]]:
    found, over = Asked(), threading.Event()
    asking = threading.Thread(target=_ask, args=(site, pids, found, over))
    with ExitStack() as stack:
        for number in range(how_many):
            stack.enter_context(slow_body(site.port, number))
        asking.start()
        with ThreadPoolExecutor(SENDERS) as senders:
            answers = Counter(senders.map(lambda each: _sent(site, *each), _posts()))
        over.set()
        asking.join()
    return found, answers


def _ask(site: Running, pids: list[int], found: Asked, over: threading.Event) -> None:
    while not over.is_set():
        found.times.append(_front_page(site))
        found.highest = max(found.highest, memory(pids))


def _front_page(site: Running) -> float:
    begun = time.perf_counter()
    status, _, _ = site.ask("/")
    if status != 200:
        raise AssertionError(f"the front page answered {status}")
    return time.perf_counter() - begun


def _posts() -> Iterator[tuple[str, str, bytes]]:
    for door, families in DOORS.items():
        for file in hostile_files(families):
            content = file.make()
            if len(content) < LARGEST:
                yield door, file.name, content


def _sent(site: Running, door: str, name: str, content: bytes) -> int:
    head = f'--a\r\nContent-Disposition: form-data; name="archivo"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + b"\r\n--a--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=a"}
    status, _, _ = site.ask(door, "POST", body=body, **kind)
    return status


def _row(what: str, times: list[float], grown: int) -> None:
    ordered = sorted(times)
    p50, p99 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    print(
        f"{what:<24} front page asked {len(times)} times: p50 {1_000 * p50:.0f} ms, "
        f"p99 {1_000 * p99:.0f} ms, worst {1_000 * ordered[-1]:.0f} ms; "
        f"{grown / 2**20:.0f} MB more",
        flush=True,
    )


if __name__ == "__main__":
    main()
