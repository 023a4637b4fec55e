"""Kill a job many times, wherever it is: nothing may be lost or left half-written.

    python -m benchmarks.kills --total 1000 --seed 1
    python -m benchmarks.kills --job load --times 500 --steps

The job runs in a child forked from a process that has everything imported, so a run costs what
the job costs. One run in two is ended at a step of its writing, the next part of the way at each
time (see `kill_steps`): those never end first. The others, unless `--steps`, are ended by SIGKILL
after a random share of the time that a whole run takes, so that some end by themselves.
"""

import argparse
import os
import random
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from benchmarks.kill_steps import Steps, drawn

WHOLE_RUNS: Final = 2  # left to end: the first makes what is made once, the second is counted
TALLY: Final = re.compile(r"(\d+) kills, (\d+) runs that ended first")


class Job(Protocol):
    """What is killed. `run` is called in the child; the rest in the parent, between runs.

    `prepare` comes once, before the first fork. `run` may shorten its own life by an alarm when
    it is `timed`. `check` raises AssertionError when something is lost or half-written;
    `finished`: the child said that it had ended before it was killed. Neither may leave a
    database connection open.
    """

    def prepare(self, folder: Path) -> None: ...

    def run(self, *, timed: bool) -> None: ...

    def check(self, *, finished: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class End:
    """When a run is ended: at a step or at a moment (seconds); neither: it ends by itself."""

    step: int | None = None
    moment: float | None = None
    counted: bool = False


@dataclass(slots=True)
class Tally:
    """How the runs ended: killed, or finished before the kill; and the steps of a whole one."""

    steps: int
    killed: int = 0
    finished: int = 0


def kill_many(job: Job, times: int, seed: int, folder: Path, *, only_steps: bool = False) -> Tally:
    """Run the job `times` times, each ended somewhere and checked after it."""
    job.prepare(folder)
    seconds, steps = _whole(job)
    chance = random.Random(seed)
    tally = Tally(steps)
    for run in range(times):
        at_step = End(step=drawn(run, times, steps, chance))
        at_moment = End(moment=chance.uniform(0, seconds * 1.05))
        finished = _one_run(job, at_step if only_steps or run % 2 == 0 else at_moment) is not None
        job.check(finished=finished)
        tally.finished += finished
        tally.killed += not finished
    return tally


def _whole(job: Job) -> tuple[float, int]:
    """The seconds of a whole run, and its steps."""
    seconds, steps = float("inf"), 0
    for run in range(WHOLE_RUNS):
        begun = time.perf_counter()
        taken = _one_run(job, End(counted=run == WHOLE_RUNS - 1))
        seconds = min(seconds, time.perf_counter() - begun)
        if taken is None:
            raise AssertionError("the job fails even when nobody kills it")
        job.check(finished=True)
        steps = taken
    return seconds, steps


def _one_run(job: Job, end: End) -> int | None:
    """The steps of a child that ended by itself (0 when not counted); None: it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _in_the_child(job, end, writing)
    os.close(writing)
    try:
        select.select([reading], [], [], end.moment)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said = os.read(reading, 20)
    finally:
        os.close(reading)
    return int(said) if said else None


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


def _in_the_child(job: Job, end: End, writing: int) -> None:
    """Run the job, say so, and end without the parent's clean-up."""
    try:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        steps = Steps(end.step)
        if end.counted or end.step is not None:
            with steps:
                job.run(timed=False)
        else:
            job.run(timed=end.moment is not None)
        os.write(writing, str(steps.taken).encode())
    except BaseException:  # noqa: BLE001 (a child must not return into its parent's code)
        traceback.print_exc()
    finally:
        os._exit(0)


def main(arguments: Sequence[str] = ()) -> None:
    """Kill each job (or the one asked for) and say how it went; raises when anything is lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--job", choices=sorted(JOBS))
    parser.add_argument("--times", type=int, default=500, help="runs of each job")
    parser.add_argument("--total", type=int, help="runs of all the jobs together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", action="store_true", help="end every run at a step")
    asked = parser.parse_args(arguments)
    if asked.job:
        print(f"{asked.job}: {_trial(JOBS[asked.job], asked)}", flush=True)
        return
    _every_job(asked)


def _every_job(asked: argparse.Namespace) -> None:
    """Each job in a process of its own, with its database, and the sum of all."""
    names = sorted(JOBS)
    each = asked.times if asked.total is None else -(-asked.total // len(names))
    killed = finished = 0
    for name in names:
        alone = [sys.executable, "-m", "benchmarks.kills", "--job", name]
        options = ["--times", str(each), "--seed", str(asked.seed)]
        options += ["--steps"] if asked.steps else []
        done = subprocess.run([*alone, *options], check=True, stdout=subprocess.PIPE, text=True)
        print(done.stdout, end="", flush=True)
        counted = TALLY.search(done.stdout)
        assert counted is not None
        killed += int(counted[1])
        finished += int(counted[2])
    print(f"seed {asked.seed}: {killed} kills, {finished} runs that ended first", flush=True)


def _trial(job: Callable[[], Job], asked: argparse.Namespace) -> str:
    """Kill one job, with a database of its own: one process tries one job."""
    with tempfile.TemporaryDirectory(prefix="sinasec-kills-") as folder:
        os.environ |= {"SINASEC_HOME": folder, "DJANGO_SETTINGS_MODULE": "sinasec.web.settings"}
        begun = time.perf_counter()
        home = Path(folder)
        tally = kill_many(job(), asked.times, asked.seed, home, only_steps=asked.steps)
        spent = time.perf_counter() - begun
    return (
        f"{tally.killed} kills, {tally.finished} runs that ended first, {spent:.0f} s, "
        f"{tally.steps} steps in a whole run; nothing lost, nothing half-written"
    )


def _letter() -> Job:
    from benchmarks.kill_letter import LetterJob

    return LetterJob()


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


def _attempt() -> Job:
    from benchmarks.kill_work import AttemptJob

    return AttemptJob()


def _behind() -> Job:
    from benchmarks.kill_work import BehindJob

    return BehindJob()


def _server() -> Job:
    from benchmarks.kill_work import ServerJob

    return ServerJob()


def _worker() -> Job:
    from benchmarks.kill_work import WorkerJob

    return WorkerJob()


JOBS: dict[str, Callable[[], Job]] = {
    "attempt": _attempt,
    "behind": _behind,
    "data": _data,
    "index": _index,
    "letter": _letter,
    "load": _load,
    "publish": _publish,
    "server": _server,
    "worker": _worker,
}


if __name__ == "__main__":
    main(sys.argv[1:])
