"""What a file can do to its reader is told in a sentence, and the next file finds a reader."""

import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from sinasec import sandbox
from sinasec.sandbox import Job, Limits
from sinasec.sandbox.parent import GONE
from sinasec.sandbox.pool import Busy, Pool, pool
from tests.children import PATIENCE
from tests.sandbox.jobs import Refusal, Thing

ENDLESS = ("spin", "sleep_natively")
SMALL = Limits(seconds=1, memory=60 * 2**20, output=2 * 2**20)


def job(name: str, *returns: type) -> Job:
    return Job(f"tests.sandbox.jobs:{name}", returns, (Refusal,), Refusal)


@pytest.fixture(autouse=True)
def _ends():
    yield
    sandbox.stop()


def code_of(name: str, **arguments) -> str:
    limits = SMALL if name in ENDLESS else replace(SMALL, seconds=60)
    with pytest.raises(Refusal) as refused:
        job(name).run(b"", limits, **arguments)
    assert str(refused.value).endswith(".")
    return refused.value.code


def test_a_job_is_answered_by_another_process_that_stays_warm():
    first = job("process").run(b"")
    assert first != os.getpid()
    assert job("process").run(b"") == first
    assert job("size").run(b"x" * 3_000_000) == 3_000_000
    assert job("forged", Thing).run(b"") == Thing("x", ())


def test_a_refusal_is_raised_here_and_the_child_goes_on():
    child = job("process").run(b"")
    assert code_of("refuse") == "vacio"
    assert job("process").run(b"") == child


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("abort", {}, "lector-caido"),
        ("fail", {}, "lector-caido"),
        ("spin", {}, "muy-lento"),
        ("fill", {"megabytes": 200}, "mucha-memoria"),
        ("answer", {"megabytes": 3}, "mucha-memoria"),
        ("open_many", {"count": 300}, "lector-caido"),
    ],
)
def test_what_the_child_does_not_survive_is_a_sentence(name, arguments, code):
    assert code_of(name, **arguments) == code
    assert job("size").run(b"abc") == 3


def test_who_sleeps_in_native_code_is_ended_by_the_clock(monkeypatch):
    """Its processor is at rest: only the clock of whoever asked can tell."""
    job("process").run(b"")  # so that the clock does not run out while it starts
    monkeypatch.setattr("sinasec.sandbox.limits.WAITING", 1)
    assert code_of("sleep_natively", seconds=60) == "muy-lento"
    assert job("size").run(b"abc") == 3


def test_a_class_that_the_job_did_not_name_is_refused():
    assert code_of("forged") == "lector-caido"


def test_the_child_writes_no_large_file(tmp_path):
    assert code_of("write", path=str(tmp_path / "grande"), megabytes=3) == "lector-caido"
    assert (tmp_path / "grande").stat().st_size <= 2**20


def test_a_fault_of_ours_leaves_its_trace_in_the_log(caplog):
    with caplog.at_level(logging.WARNING, "sinasec.sandbox"):
        code_of("fail")
    assert "KeyError: 'a fault of ours'" in caplog.text


def test_what_fits_is_answered_within_the_same_limits():
    unhurried = replace(SMALL, seconds=60)
    assert job("fill").run(b"", unhurried, megabytes=20) == 20 * 2**20
    assert len(job("answer").run(b"", unhurried, megabytes=1)) == 2**20


def test_the_child_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SINASEC_SECRET_KEY", "no-se-dice")
    monkeypatch.setenv("DATABASE_URL", "postgres://u:clave@h/b")
    known = job("secrets").run(b"")
    assert not {"SINASEC_SECRET_KEY", "DATABASE_URL", "SINASEC_HOME", "HOME"} & set(known)


def test_children_are_few_and_who_finds_none_is_told(tmp_path):
    few = Pool(size=1)
    try:
        with few.worker(), pytest.raises(Busy, match="vuelva a enviarlo"), few.worker(patience=0.1):
            pass
        with few.worker() as again:
            assert again.alive()
    finally:
        few.stop()


def test_two_threads_are_answered_at_once(tmp_path):
    gate = tmp_path / "ya"
    found: list[str] = []
    waiting = threading.Thread(target=lambda: found.append(job("wait").run(b"", path=str(gate))))
    waiting.start()
    try:
        assert job("size").run(b"abc") == 3
    finally:
        gate.touch()
        waiting.join()
    assert found == [str(gate)]


def test_a_child_killed_while_idle_is_replaced():
    child = job("process").run(b"")
    os.kill(child, signal.SIGKILL)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    assert job("process").run(b"") != child


def test_a_spent_child_is_not_asked_again():
    child = job("process").run(b"")
    roomy = Limits(seconds=60, memory=2_000 * 2**20, output=2**20)
    assert job("keep").run(b"", roomy, megabytes=260) == 260
    assert pool().alive() == 0
    assert job("process").run(b"") != child


def test_a_warm_child_is_there_before_it_is_asked():
    sandbox.warm(("tests.sandbox.jobs",))
    assert pool().alive() == 1
    child = job("process").run(b"")
    code_of("abort")
    assert pool().alive() == 1  # a server's next reader is already starting
    assert job("process").run(b"") != child


PARENT = """
import sys
sys.path[:0] = {path!r}
from sinasec.sandbox import Job
print(Job("tests.sandbox.jobs:process", (), (), ValueError).run(b""), flush=True)
Job("tests.sandbox.jobs:start_and_spin", (), (), ValueError).run(b"", path={busy!r})
"""


@contextmanager
def parent(code: str, **more: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A process that runs `code`, and a descriptor of the child whose number it prints."""
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | more,
    ) as process:
        try:
            descriptor = os.pidfd_open(int(process.stdout.readline()))
            try:
                yield process, descriptor
            finally:
                os.close(descriptor)
        finally:
            process.kill()


def _comes_while_alive(path: Path, descriptor: int) -> bool:
    until = time.monotonic() + PATIENCE
    while not path.exists() and time.monotonic() < until:
        assert not _ends_within(descriptor, 0.01)
    return path.exists()


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_no_child_outlives_a_killed_parent(ending, tmp_path):
    busy = tmp_path / "leyendo"
    code = PARENT.format(path=[each for each in sys.path if each], busy=str(busy))
    with parent(code) as (process, child):
        assert _comes_while_alive(busy, child)
        process.send_signal(ending)
        assert _ends_within(child, PATIENCE)


STARTING = """
import sys
sys.path[:0] = {path!r}
from sinasec import sandbox
sandbox.warm(("tests.sandbox.endless",))
print(sandbox.pool.pool()._idle[0].pid, flush=True)
sys.stdin.read()
"""


def test_a_child_that_is_still_starting_does_not_outlive_its_parent(tmp_path):
    """What it imports may take minutes on a busy machine, to which it gives way."""
    began = tmp_path / "importando"
    code = STARTING.format(path=[each for each in sys.path if each])
    with parent(code, TMPDIR=str(tmp_path)) as (process, child):
        assert _comes_while_alive(began, child)
        process.kill()
        assert _ends_within(child, PATIENCE)


def test_who_was_gone_before_anybody_watched_is_noticed():
    given, held = os.pipe()
    os.close(held)
    code = f"from sinasec.sandbox.parent import end_with_parent; end_with_parent({given}); print(1)"
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        pass_fds=(given,),
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    ) as child:
        os.close(given)
        assert child.communicate(timeout=PATIENCE)[0] == b""
    assert child.returncode == GONE


def _ends_within(descriptor: int, seconds: float) -> bool:
    poller = select.poll()
    poller.register(descriptor, select.POLLIN)
    return bool(poller.poll(seconds * 1_000))


def test_a_warm_job_is_done_by_the_same_child_and_costs_little():
    """Of processor, here and there; what it takes by the clock, `benchmarks uploads` measures."""
    child = job("process").run(b"")
    begun = job("spent").run(b"") + time.process_time()
    for _ in range(20):
        assert job("process").run(b"x" * 100_000) == child
    assert job("spent").run(b"") + time.process_time() - begun < 20 * 0.05


@pytest.mark.parametrize("what", ["RLIMIT_CPU", "RLIMIT_DATA", "RLIMIT_FSIZE"])
def test_jobs_are_answered_where_whoever_started_the_server_bounds_it_too(what):
    """As `ulimit` or the limits of a service do; jobs one after another keep within them."""
    code = (
        "import resource\n"
        f"resource.setrlimit(resource.{what}, (2**33, 2**33))\n"
        "from sinasec import sandbox\n"
        "from tests.sandbox.test_job import job\n"
        "print([job('size').run(b'x' * 3) for _ in range(2)])\n"
        "sandbox.stop()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "[3, 3]\n", done.stderr


def test_a_system_without_more_processes_is_told_as_busy(monkeypatch):
    def nothing(*_args, **_kwargs):
        raise BlockingIOError(11, "no more")

    monkeypatch.setattr(subprocess, "Popen", nothing)
    with pytest.raises(Busy):
        job("size").run(b"abc")
