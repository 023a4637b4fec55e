"""The processes that serve wait, loaded, for whoever makes the first page; then they answer."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.site import ROOT, environment, free_port
from tests.children import PATIENCE, end
from tests.children import environment as of_children
from tests.web.live.running import ended, started

# What was registered is real: nothing is made up beside it, and the first page is soon made.
REAL = """
from datetime import date
from sinasec.cli.main import django_setup
django_setup()
from sinasec.committees.reference import prepare
from sinasec.compliance.actions import register_acts
from sinasec.compliance.entries import ActEntry
prepare()
act = ActEntry(committee="CODISEC-210105", kind="sesion-ordinaria", date=date(2026, 1, 20))
register_acts(entries=[act], by="prueba", source=None)
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    command = [sys.executable, "-c", REAL]
    subprocess.run(command, env=environment(folder), cwd=ROOT, check=True)
    return folder


def serve(home: Path, port: int):
    command = ("serve", "--port", str(port), "--workers", "2", "--finish-setup")
    return started(port, environment(home), *command)


def test_it_answers_once_the_page_is_made_and_ends_when_interrupted(real: Path):
    """What made the page uses Polars, which takes SIGINT for itself where it is used."""
    with serve(real, free_port()) as site:
        site.wait_line(lambda line: "SINASEC está en" in line)
        assert site.ask("/actos/")[0] == 200
        workers = site.workers()
    assert site.process.returncode == 0
    assert ended(workers)


def test_nothing_is_served_over_what_could_not_be_made(real: Path, tmp_path: Path):
    home = shutil.copytree(real, tmp_path / "casa")
    (home / ".restauracion").mkdir()
    with serve(home, free_port()) as site:
        end(site.process)
        assert site.process.returncode == 2
    assert any("se interrumpió una restauración" in line for line in site.lines)
    assert not any("está en http" in line for line in site.lines)
    assert not any("refused to gracefully stop" in line for line in site.lines)


def test_stopped_meanwhile_nothing_is_left(tmp_path: Path):
    """The country is being made up when it is told to stop."""
    with serve(tmp_path, free_port()) as site:
        children: set[int] = set()
        while len(children) < 3:  # the maker, and the two that wait
            assert site.process.poll() is None
            children |= set(site.workers())
        site.process.terminate()
        end(site.process)
    assert ended(sorted(children))
    assert not list(tmp_path.glob("publications/semaforo-*"))


def test_who_waits_begins_at_the_word_and_later_ones_need_none():
    code = """
import os, subprocess, sys
from sinasec.web.front import ready
go = ready.hold(2)
reading = int(os.environ[ready.HELD])
begun = "print('espero', flush=True)\\n"
begun += "from sinasec.web.front import ready\\nready.wait()\\nprint('ya')"
def waiting():
    one = subprocess.Popen(
        [sys.executable, "-c", begun], pass_fds=[reading], stdout=subprocess.PIPE, text=True
    )
    assert one.stdout.readline() == "espero\\n"
    return one
stopped, *two = waiting(), waiting(), waiting()
try:
    stopped.wait(2)
except subprocess.TimeoutExpired:
    stopped.terminate()
assert (stopped.stdout.read(), stopped.wait()) == ("", -15)
assert [one.poll() for one in two] == [None, None]
go()
assert [one.communicate()[0] for one in two] == ["ya\\n", "ya\\n"]
assert waiting().communicate()[0] == "ya\\n"
"""
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=of_children(),
        cwd=ROOT,
        timeout=PATIENCE,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
