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
from sinasec.preparing import what_is_prepared
from sinasec.risk import first_run as of_risk
from sinasec.web import commands
from sinasec.web.serving import first_page
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


def test_behind_the_site_the_pages_are_told_each_part(done, told, tmp_path):
    assert prepared(behind=True) == {"publication": "semaforo-1", "index": "indice-1"}
    past, index = setup_command.PAST, setup_command.INDEX
    assert done == ["primera", f"puede: {past}", f"pasado: {past}", f"indice: {index}"]
    assert what_is_prepared(tmp_path) is None


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


def test_the_site_starts_it_and_holds_its_other_end(monkeypatch, tmp_path):
    held = program(tmp_path, f"test -p /dev/stdin && touch {tmp_path / 'tubo'}")
    monkeypatch.setattr(first_page.sys, "executable", held)
    commands._finish_setup()
    assert (tmp_path / "dicho").read_text() == "-m sinasec setup --behind\n"
    assert (tmp_path / "tubo").exists()


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
    monkeypatch.setattr(first_page.sys, "executable", program(tmp_path, said))
    told: Queue[str] = Queue()
    with first_page.FirstPage() as first:
        first.then(go=lambda: told.put("go"), stop=lambda: told.put("stop"))
        assert told.get(timeout=PATIENCE) == ("go" if code is None else "stop")
    with pytest.raises(SystemExit) if code else nullcontext() as ended:
        first.end_as_it()
    assert not code or ended.value.code == code


def test_whoever_makes_it_ends_with_the_site(monkeypatch, tmp_path):
    """It reads of it until there is no more."""
    monkeypatch.setattr(first_page.sys, "executable", program(tmp_path, "cat; exit 5"))
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
