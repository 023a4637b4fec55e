"""The site has its worker: begun once it answers, again when it falls, and ended with it."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from tests.web.live.running import ended, running
from tests.work.test_worker import Installation, ask, jobs, process_in

OURS = {"DJANGO_SETTINGS_MODULE": "tests.work.settings"}


@pytest.fixture
def place(home: Path, tmp_path: Path) -> Installation:
    return Installation(Path(shutil.copytree(home, tmp_path / "casa")))


@pytest.fixture
def told(tmp_path) -> Path:
    path = tmp_path / "dicho"
    os.mkfifo(path)
    return path


def begun(place: Installation, told: Path) -> tuple[int, int]:
    """The worker, and its child."""
    child = process_in(told)
    parent = Path(f"/proc/{child}/status").read_text().partition("PPid:")[2].split()[0]
    return int(parent), child


def test_a_worker_that_is_killed_is_begun_again_and_nothing_is_left_behind(place, told):
    ask(place, ("espera", "larga", {"told": str(told)}))
    with running(place.home, 1, options=(), **OURS) as site:
        first, child = begun(place, told)
        os.kill(first, signal.SIGKILL)
        assert ended([child])
        second, again = begun(place, told)
        assert second != first
        assert site.ask("/")[0] == 200
        assert jobs(place)["larga"][:2] == ("en-curso", 2)
    assert ended([second, again])
    assert jobs(place)["larga"][0] == "espera"
    assert not [line for line in site.lines if "El sistema detuvo" in line]


def test_when_the_site_is_killed_no_worker_and_no_child_is_left(place, told):
    ask(place, ("espera", "larga", {"told": str(told)}))
    with running(place.home, 1, options=(), **OURS) as site:
        worker, child = begun(place, told)
        answering = site.workers()
        site.process.kill()
        assert ended([worker, child, *answering])
    assert jobs(place)["larga"][0] == "espera"


def test_without_one_what_waits_goes_on_waiting(place, told):
    ask(place, ("carta", "una", {}))
    with running(place.home, 1, **OURS) as site:
        assert site.ask("/")[0] == 200
        assert len(site.workers()) == 1
    assert jobs(place)["una"] == ("espera", 0, "")
