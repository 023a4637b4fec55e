"""Kill a job at random moments, many times: nothing may be lost or left half-written.

    python -m benchmarks.kills --job load --times 500 --seed 1

The job runs in a child forked from a process that has everything imported, so a run costs what
the job costs. The child is ended by SIGKILL after a random share of the time that a whole run
takes (a little over it at most, so that some runs end by themselves).
"""

import argparse
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


class Job(Protocol):
    """What is killed. `run` is called in the child; the rest in the parent, between runs.

    `prepare` comes once, before the first fork. `check` raises AssertionError when something is
    lost or half-written; `finished`: the child said that it had ended before it was killed.
    Neither may leave a database connection open.
    """

    def prepare(self, folder: Path) -> None: ...

    def run(self) -> None: ...

    def check(self, *, finished: bool) -> None: ...


@dataclass(slots=True)
class Tally:
    """How the runs ended: killed, or finished before the kill; and how long a whole run takes."""

    killed: int = 0
    finished: int = 0
    whole_run: float = 0.0
    moments: list[float] = field(default_factory=list[float])


def kill_many(job: Job, times: int, seed: int, folder: Path) -> Tally:
    """Run the job `times` times, each killed at a random moment and checked after it."""
    chance = random.Random(seed)
    job.prepare(folder)
    tally = Tally()
    tally.whole_run = min(_whole_run(job) for _ in range(3))
    for _ in range(times):
        moment = chance.uniform(0, tally.whole_run * 1.05)
        finished = _one_run(job, moment)
        job.check(finished=finished)
        tally.moments.append(moment)
        tally.finished += finished
        tally.killed += not finished
    return tally


def _whole_run(job: Job) -> float:
    begun = time.perf_counter()
    _one_run(job, None)
    spent = time.perf_counter() - begun
    job.check(finished=True)
    return spent


def _one_run(job: Job, moment: float | None) -> bool:
    """Whether the child ended by itself before `moment` (seconds; None: let it end)."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _in_the_child(job, writing)
    os.close(writing)
    try:
        select.select([reading], [], [], moment)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said = os.read(reading, 1)
    finally:
        os.close(reading)
    if moment is None and said != b"1":
        raise AssertionError("the job fails even when nobody kills it")
    return said == b"1"


def in_child(work: Callable[[], None]) -> None:
    """Run something to its end in a forked process. Raises AssertionError when it fails."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:  # noqa: BLE001 (a child must not return into its parent's code)
            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert status == 0, f"{work.__name__} failed in its own process"


def _in_the_child(job: Job, writing: int) -> None:
    """Run the job, say so, and end without the parent's clean-up."""
    try:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        job.run()
        os.write(writing, b"1")
    finally:
        os._exit(0)


def main(arguments: Sequence[str] = ()) -> None:
    """Kill each job (or the one asked for) and say how it went; raises when anything is lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--job", choices=sorted(JOBS))
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    if asked.job:
        print(f"{asked.job}: {_trial(JOBS[asked.job], asked.times, asked.seed)}", flush=True)
        return
    for name in sorted(JOBS):
        alone = [sys.executable, "-m", "benchmarks.kills", "--job", name]
        options = ["--times", str(asked.times), "--seed", str(asked.seed)]
        subprocess.run([*alone, *options], check=True)


def _trial(job: Callable[[], Job], times: int, seed: int) -> str:
    """Kill one job, with a database of its own: one process tries one job."""
    with tempfile.TemporaryDirectory(prefix="sinasec-kills-") as folder:
        os.environ["SINASEC_HOME"] = folder
        begun = time.perf_counter()
        tally = kill_many(job(), times, seed, Path(folder))
        spent = time.perf_counter() - begun
    return (
        f"{tally.killed} kills, {tally.finished} runs that ended first, {spent:.0f} s; "
        "nothing lost, nothing half-written"
    )


def _load() -> Job:
    from benchmarks.kill_load import LoadJob

    return LoadJob()


def _publish() -> Job:
    from benchmarks.kill_publish import PublishJob

    return PublishJob()


def _data() -> Job:
    from benchmarks.kill_data import DataJob

    return DataJob()


def _index() -> Job:
    from benchmarks.kill_index import IndexJob

    return IndexJob()


JOBS: dict[str, Callable[[], Job]] = {
    "data": _data,
    "index": _index,
    "load": _load,
    "publish": _publish,
}


if __name__ == "__main__":
    main(sys.argv[1:])
