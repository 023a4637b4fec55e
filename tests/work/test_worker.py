"""Real workers and their children: killed, late, stopped; nothing is lost, and nothing stays."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sinasec.work.alive import alive, bury, dead, unburied
from tests.children import environment
from tests.operation.installation import Installation
from tests.web.live.running import ended

pytestmark = pytest.mark.database
LONGEST = 240  # seconds of the clock, of a machine that others use
OURS = {"DJANGO_SETTINGS_MODULE": "tests.work.settings"}
NO_NIGHTS = "DELETE FROM work_job WHERE created_by = 'cada noche'"


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> Installation:
    """With tables and nothing else."""
    made = Installation(tmp_path_factory.mktemp("trabajo") / "var").empty()
    done = made.run("migrate", "--json", module="sinasec")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def place(base, tmp_path) -> Installation:
    return Installation(tmp_path / "var").like(base)


def ask(place: Installation, *asked: tuple[str, str, dict]) -> None:
    done = place.run(json.dumps(asked), module="tests.work.asked", **OURS)
    assert done.returncode == 0, done.stderr


def jobs(place: Installation) -> dict[str, tuple[str, int, str]]:
    found = place.sql("SELECT key, state, attempts, said FROM work_job WHERE created_by = 'ana'")
    return {key: tuple(rest) for key, *rest in found}


def letters(place: Installation) -> list[tuple[int, str]]:
    return [tuple(row) for row in place.sql("SELECT number, key FROM letter ORDER BY number")]


def worker(place: Installation, *options: str) -> subprocess.Popen:
    return place.start("-m", "sinasec", "worker", *options, **OURS)


def until_idle(place: Installation) -> str:
    """What it wrote on its standard error."""
    process = worker(place, "--until-idle")
    _, said = process.communicate(timeout=LONGEST)
    assert process.returncode == 0, said
    return said


@pytest.fixture
def told(tmp_path) -> Path:
    """Where a piece of work that does not end writes its process."""
    path = tmp_path / "dicho"
    os.mkfifo(path)
    return path


def process_in(told: Path) -> int:
    return int(told.read_text())  # waits until it is written


def test_each_thing_is_done_and_how_it_ended_is_told(place):
    ask(place, *(("carta", str(n), {}) for n in range(5)), ("rechaza", "no", {}))
    ask(place, ("muere", "cae", {}))
    said = until_idle(place)
    found = jobs(place)
    assert {found[str(n)] for n in range(5)} == {("hecho", 1, "Carta escrita.")}
    assert found["no"][0] == "rechazado"
    assert found["cae"][:2] == ("fallido", 1)
    assert "señal 9" in found["cae"][2]
    assert [number for number, _ in letters(place)] == [1, 2, 3, 4, 5]
    assert "no se hizo el trabajo «rechaza no»" in said


def test_two_workers_do_each_thing_once(place):
    ask(place, *(("carta", str(n), {}) for n in range(12)))
    both = [worker(place, "--until-idle") for _ in range(2)]
    for process in both:
        process.communicate(timeout=LONGEST)
    assert [process.returncode for process in both] == [0, 0]
    until_idle(place)  # what one had when the other found nothing to take
    assert sorted(key for _, key in letters(place)) == sorted(str(n) for n in range(12))
    assert {attempts for _, attempts, _ in jobs(place).values()} == {1}


def test_a_killed_worker_leaves_no_child_and_loses_nothing(place, told):
    ask(place, ("espera", "larga", {"told": str(told)}))
    first = worker(place)
    child = process_in(told)
    open_there = {os.path.realpath(each) for each in Path(f"/proc/{child}/fd").iterdir()}
    [lock] = (place.home / "run" / "trabajo").iterdir()
    assert str(lock.resolve()) in open_there  # so that nobody takes it for dead before its child
    first.kill()
    assert ended([child])
    first.communicate()
    second = worker(place, "--until-idle")
    process_in(told)  # begun again at once, without waiting for the lease
    assert jobs(place)["larga"][:2] == ("en-curso", 2)
    [number] = place.sql("SELECT id FROM work_job WHERE key = 'larga'")[0]
    assert place.json("outbox", "cancel", str(number), "--by", "Ana")["state"] == "anulado"
    second.communicate(timeout=LONGEST)
    assert second.returncode == 0
    assert jobs(place)["larga"] == ("anulado", 2, "Lo anuló Ana.")


@pytest.mark.parametrize(("stop", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_told_to_stop_it_lets_go_of_what_it_has(place, told, stop, code):
    ask(place, ("espera", "larga", {"told": str(told)}))
    process = worker(place)
    child = process_in(told)
    process.send_signal(stop)
    _, said = process.communicate(timeout=LONGEST)
    assert process.returncode == code
    assert "Traceback" not in said
    assert ended([child])
    assert jobs(place)["larga"][:2] == ("espera", 0)
    assert not list((place.home / "run" / "trabajo").iterdir())


def test_what_takes_too_long_is_ended(place, told):
    ask(place, ("corto", "larga", {"told": str(told)}))
    process = worker(place, "--until-idle")
    process.communicate(timeout=LONGEST)
    state, _, said = jobs(place)["larga"]
    assert (state, said) == ("fallido", "Pasó de 1 minuto y se detuvo.")


def test_it_ends_with_whoever_began_it(place, told):
    ask(place, ("espera", "larga", {"told": str(told)}))
    began = place.start("-c", BEGINS, **OURS)
    child = process_in(told)
    working = int(began.stdout.readline())
    began.kill()
    assert ended([working, child])
    began.communicate()
    assert jobs(place)["larga"][:2] == ("espera", 0)


BEGINS = """
import subprocess, sys, time
command = [sys.executable, "-m", "sinasec", "worker", "--behind"]
child = subprocess.Popen(command, stdin=subprocess.PIPE)
print(child.pid, flush=True)
child.wait()
"""


def test_who_may_not_write_in_the_list_is_told_so(place):
    place.sql("DELETE FROM django_migrations WHERE app = 'work'")
    process = worker(place, "--until-idle")
    _, said = process.communicate(timeout=LONGEST)
    assert process.returncode == 2
    assert "sinasec migrate" in said


def test_a_dead_worker_is_one_whose_children_are_dead_too(tmp_path):
    holding = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    name = holding.stdout.readline().strip()
    child = int(holding.stdout.readline())
    holding.kill()
    holding.wait()
    assert dead(tmp_path, [name, "de-otra-maquina"]) == []
    holding.stdin.close()
    assert ended([child])
    holding.stdout.close()
    for _ in range(2):  # whoever looks may be killed before it takes what that one had
        assert dead(tmp_path, [name, "de-otra-maquina"]) == [name]
    with alive(tmp_path) as one:
        assert dead(tmp_path, [one.name]) == []
        assert unburied(tmp_path, ()) == [name]
        assert unburied(tmp_path, [name]) == []
        bury(tmp_path, [name, name])
        assert [path.name for path in tmp_path.iterdir()] == [one.name]


HOLDS = """
import subprocess, sys
from pathlib import Path
from sinasec.work.alive import alive
with alive(Path(sys.argv[1])) as one:
    print(one.name, flush=True)
    stays = "import sys; sys.stdin.read()"
    child = subprocess.Popen([sys.executable, "-c", stays], pass_fds=(one.lock,))
    print(child.pid, flush=True)
    child.wait()
"""
