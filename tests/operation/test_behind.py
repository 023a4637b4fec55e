"""What is left to prepare is prepared behind the site, told to its pages, and ends with it."""

import subprocess
import sys

import pytest

from sinasec.demonstration import first_run as of_compliance
from sinasec.not_prepared import NotPrepared
from sinasec.operation import setup_command
from sinasec.preparing import what_is_prepared
from sinasec.risk import first_run as of_risk
from sinasec.web import commands
from tests.children import environment


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


def prepared(*, first_page=False, behind=False):
    return setup_command._prepared(1, False, first_page, behind)


def test_the_first_page_waits_for_nothing_else(done):
    assert prepared(first_page=True) == {"publication": "semaforo-1", "index": None}
    assert done == ["primera"]


def test_the_whole_is_prepared_in_one_go_without_a_word_to_the_pages(done):
    assert prepared() == {"publication": "semaforo-1", "index": "indice-1"}
    assert done == ["primera", "pasado", "indice"]


def test_behind_the_site_the_pages_are_told_each_part(done, tmp_path):
    assert prepared(behind=True) == {"publication": "semaforo-1", "index": "indice-1"}
    past, index = setup_command.PAST, setup_command.INDEX
    assert done == ["primera", f"pasado: {past}", f"indice: {index}"]
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
    said = tmp_path / "dicho"
    program = tmp_path / "python"
    program.write_text(f'#!/bin/sh\ntest -p /dev/stdin && echo "$@" > {said}\n')
    program.chmod(0o755)
    monkeypatch.setattr(commands.sys, "executable", str(program))
    commands._finish_setup()
    assert said.read_text() == "-m sinasec setup --behind\n"


def test_what_ends_first_ends_as_any_other(tmp_path):
    """While the site that began it still holds its other end."""
    code = (
        "from sinasec.operation.behind import end_with_whoever_began\n"
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


@pytest.fixture
def asked(monkeypatch) -> list[list[str]]:
    """The processes that the site starts before it answers; none is started."""
    asked: list[list[str]] = []

    def run(command, check):
        asked.append(command)
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(commands.subprocess, "run", run)
    return asked


@pytest.mark.django_db
def test_without_a_publication_the_first_page_is_made_first(asked):
    with pytest.raises(SystemExit) as ended:
        commands._first_page()
    assert asked == [[sys.executable, "-m", "sinasec", "setup", "--first-page"]]
    assert ended.value.code == 3  # nothing is served over what could not be made


@pytest.mark.django_db
def test_tables_that_are_not_those_of_this_program_are_made_first(asked, monkeypatch):
    def behind() -> None:
        raise NotPrepared("tablas", "faltan tablas")

    monkeypatch.setattr("sinasec.database_state.check_prepared", behind)
    monkeypatch.setattr("sinasec.publications.models.Publication.objects.exists", lambda: True)
    with pytest.raises(SystemExit):
        commands._first_page()
    assert len(asked) == 1


@pytest.mark.django_db
def test_with_one_it_is_not_waited_for(asked, monkeypatch):
    monkeypatch.setattr("sinasec.publications.models.Publication.objects.exists", lambda: True)
    commands._first_page()
    assert asked == []
