"""What is left to prepare is prepared behind the site, told to its pages, and ends with it."""

import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from queue import Queue

import pytest

from sinasec.demonstration import first_run as of_compliance
from sinasec.not_prepared import NotPrepared
from sinasec.operation import setup_command
from sinasec.operation.behind import demonstration
from sinasec.preparing import what_is_prepared
from sinasec.risk import first_run as of_risk
from sinasec.web import commands
from sinasec.web.serving import begun, first_page, worker_behind
from sinasec.web.serving.worker_behind import WorkerBehind
from tests.children import PATIENCE, environment


@pytest.fixture
def done(monkeypatch, tmp_path) -> list[str]:
    """What was prepared, in order, and what the pages said meanwhile; nothing of it is real."""
    monkeypatch.setenv("SINASEC_HOME", str(tmp_path))
    told: list[str] = []

    def tell(what, answer=None):
        found = what_is_prepared(tmp_path)
        told.append(f"{what}: {found.part.words}" if found else what)
        return answer

    monkeypatch.setattr(
        of_compliance, "first_page", lambda **_: tell("primera", {"publication": "semaforo-1"})
    )
    monkeypatch.setattr(of_compliance, "publish_past", lambda: tell("pasado"))
    monkeypatch.setattr(of_risk, "first_run", lambda **_: tell("indice", "indice-1"))
    return told


@pytest.fixture
def asked(monkeypatch) -> list[int]:
    """The seeds of what was asked to be prepared."""
    seeds: list[int] = []
    monkeypatch.setattr(demonstration, "ask", seeds.append)
    return seeds


@pytest.fixture
def told(done, monkeypatch) -> None:
    """Whoever waits for the first page is told with the rest, and what the pages say by then."""

    def tell() -> None:
        found = what_is_prepared(Path(os.environ["SINASEC_HOME"]))
        done.append(f"puede: {found.part.words}" if found else "puede")

    monkeypatch.setattr(setup_command, "go_on_behind", tell)


def test_whoever_waits_is_told_also_when_nothing_else_is_prepared(done, told, monkeypatch):
    monkeypatch.setattr(of_compliance, "first_page", lambda **_: {"publication": None})
    assert prepared(behind=True) == {"publication": None, "index": None}
    assert done == ["puede"]


def prepared(*, first_page=False, behind=False):
    return setup_command._prepared(1, False, first_page, behind)


def test_the_first_page_waits_for_nothing_else(done):
    assert prepared(first_page=True) == {"publication": "semaforo-1", "index": None}
    assert done == ["primera"]


def test_the_whole_is_prepared_in_one_go_without_a_word_to_the_pages(done):
    assert prepared() == {"publication": "semaforo-1", "index": "indice-1"}
    assert done == ["primera", "pasado", "indice"]


def test_behind_the_site_the_rest_is_asked_for_and_the_pages_say_so(done, told, asked):
    assert prepared(behind=True) == {"publication": "semaforo-1", "index": None}
    assert done == ["primera", f"puede: {demonstration.PAST}"]
    assert asked == [1]


class Told:
    """What the function of a kind of work is given."""

    def __init__(self, done: list[str]) -> None:
        self.arguments = {"seed": 7}
        self._done = done

    def progress(self, words: str, done: int, total: int) -> None:
        self._done.append(f"{done} de {total}")


def test_whoever_works_behind_prepares_the_rest_and_the_pages_are_told_each_part(done, tmp_path):
    outcome = demonstration.prepared(Told(done))
    past, index = demonstration.PAST, demonstration.INDEX
    assert done == ["primera", "1 de 2", f"pasado: {past}", "2 de 2", f"indice: {index}"]
    assert outcome.result == {"publication": "semaforo-1", "index": "indice-1"}
    assert what_is_prepared(tmp_path) is None


def test_where_there_are_real_acts_nothing_is_added(done, monkeypatch):
    monkeypatch.setattr(of_compliance, "first_page", lambda **_: {"publication": None})
    assert "reales" in demonstration.prepared(Told(done)).said
    assert done == []


def test_it_ends_as_soon_as_whoever_began_it_does(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-m", "sinasec", "setup", "--behind"],
        stdin=subprocess.DEVNULL,  # nobody holds the other end
        capture_output=True,
        text=True,
        env=environment(tmp_path / "casa"),
        check=False,
    )
    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr
    assert not list((tmp_path / "casa").glob("publications/semaforo-*"))


def test_the_site_starts_a_worker_and_holds_its_other_end(monkeypatch, tmp_path):
    lines = tmp_path / "tubo"
    os.mkfifo(lines)
    held = program(tmp_path, f"test -p /dev/stdin && echo 1 > {lines}; cat")
    monkeypatch.setattr(begun.sys, "executable", held)
    with WorkerBehind() as behind:
        behind.begin()
        assert lines.read_text() == "1\n"
    assert (tmp_path / "dicho").read_text() == "-m sinasec worker --behind\n"


def test_what_works_behind_the_workbench_does_not_have_its_key(monkeypatch, tmp_path):
    monkeypatch.setenv("SINASEC_WORKBENCH_KEY", "x" * 32)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "sinasec.web.workbench.settings")
    monkeypatch.setattr(begun.sys, "executable", program(tmp_path, f"env > {tmp_path / 'entorno'}"))
    with begun.begun("worker") as process:
        process.wait()
    known = dict(
        line.split("=", 1)
        for line in (tmp_path / "entorno").read_text().splitlines()
        if "=" in line
    )
    assert "PATH" in known
    assert not {"SINASEC_WORKBENCH_KEY", "DJANGO_SETTINGS_MODULE"} & known.keys()


def test_a_worker_that_falls_is_begun_again_and_one_that_could_not_waits_longer(
    monkeypatch, tmp_path, caplog
):
    lines = tmp_path / "tubo"
    os.mkfifo(lines)
    turns = tmp_path / "veces"
    script = (
        f"echo x >> {turns}; echo 1 > {lines}; test $(wc -l < {turns}) -gt 2 && exit 2; kill -9 $$"
    )
    monkeypatch.setattr(begun.sys, "executable", program(tmp_path, script))
    monkeypatch.setattr(worker_behind, "PAUSE", 0.0)
    with WorkerBehind() as behind:
        behind.begin()
        for _ in range(3):
            assert lines.read_text() == "1\n"
    assert turns.read_text() == "x\n" * 3
    assert "terminó quien trabajaba detrás (-9)" in caplog.text


def test_what_ends_first_ends_as_any_other(tmp_path):
    """While the site that began it still holds its other end."""
    code = (
        "from sinasec.behind import end_with_whoever_began\n"
        "end_with_whoever_began()\n"
        "print('hecho')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(tmp_path / "casa"),
    ) as child:
        said = child.stdout.read(), child.stderr.read()
        assert (child.wait(), *said) == (0, "hecho\n", "")


@pytest.mark.django_db
def test_without_a_publication_the_first_page_is_made_first():
    assert not commands._has_first_page()


@pytest.mark.django_db
def test_tables_that_are_not_those_of_this_program_are_made_first(monkeypatch):
    def behind() -> None:
        raise NotPrepared("tablas", "faltan tablas")

    monkeypatch.setattr("sinasec.database_state.check_prepared", behind)
    monkeypatch.setattr("sinasec.publications.models.Publication.objects.exists", lambda: True)
    assert not commands._has_first_page()


@pytest.mark.django_db
def test_with_one_it_is_not_waited_for(monkeypatch):
    monkeypatch.setattr("sinasec.publications.models.Publication.objects.exists", lambda: True)
    assert commands._has_first_page()


@pytest.mark.parametrize(
    ("said", "code"),
    [("printf 1; exit 4", None), ("exit 0", 0), ("exit 3", 3), ("kill $$", 143)],
)
def test_whoever_waits_for_the_first_page_is_told(said, code, monkeypatch, tmp_path):
    monkeypatch.setattr(begun.sys, "executable", program(tmp_path, said))
    told: Queue[str] = Queue()
    with first_page.FirstPage() as first:
        first.then(go=lambda: told.put("go"), stop=lambda: told.put("stop"))
        assert told.get(timeout=PATIENCE) == ("go" if code is None else "stop")
    with pytest.raises(SystemExit) if code else nullcontext() as ended:
        first.end_as_it()
    assert not code or ended.value.code == code


def test_whoever_makes_it_ends_with_the_site(monkeypatch, tmp_path):
    """It reads of it until there is no more."""
    monkeypatch.setattr(begun.sys, "executable", program(tmp_path, "cat; exit 5"))
    with first_page.FirstPage() as first:
        pass
    with pytest.raises(SystemExit) as ended:
        first.end_as_it()
    assert ended.value.code == 5


def program(folder, script: str) -> str:
    """One that stands in for Python: what it is told is in `dicho`."""
    path = folder / "python"
    path.write_text(f'#!/bin/sh\necho "$@" > {folder / "dicho"}\n{script}\n')
    path.chmod(0o755)
    return str(path)
