"""Numbers have no gap and no double, whoever writes at once and whoever is killed meanwhile."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import quote

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from sinasec.letters.actions import issue
from sinasec.letters.models import Letter
from sinasec.letters.said import CannotWrite
from tests.children import ROOT, end, environment
from tests.letters.made_up import BY_ITS_COMMAND, fields

pytestmark = pytest.mark.database
WRITERS = 4
EACH = 6  # letters of a writer


def written(**other) -> Letter:
    given = BY_ITS_COMMAND | {"fields": fields(), "addressee": "María", "by": "prueba"}
    return issue(**given | other)


@pytest.fixture
def settings_of_writers(tmp_path) -> Iterator[dict[str, str]]:
    """Of a database of their own, on the engine of this test, with its tables."""
    with a_database() as more:
        settings = environment(tmp_path, **more)
        command = [sys.executable, "-m", "sinasec", "migrate"]
        subprocess.run(command, env=settings, cwd=ROOT, check=True, capture_output=True)
        yield settings


@contextmanager
def a_database() -> Iterator[dict[str, str]]:
    """What names it in the environment: nothing on SQLite, where each home has its own."""
    if connection.vendor != "postgresql":
        yield {}
        return
    server = connection.settings_dict
    with psycopg.connect(
        host=server["HOST"], user=server["USER"], dbname="postgres", autocommit=True
    ) as asking:
        asking.execute("CREATE DATABASE letters_at_once")
        where = quote(str(server["HOST"]), safe="")
        yield {"DATABASE_URL": f"postgres://{server['USER']}@{where}/letters_at_once"}
        asking.execute("DROP DATABASE letters_at_once WITH (FORCE)")


def test_several_processes_write_at_once_and_one_is_killed(settings_of_writers):
    command = [sys.executable, "-m", "tests.letters.writer"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    writers = [
        subprocess.Popen([*command, str(many)], env=settings_of_writers, cwd=ROOT, **pipes)
        for many in (EACH,) * WRITERS + (1000,)
    ]
    for each in writers:
        assert each.stdout.readline() == "listo\n"
    for each in writers:
        each.stdin.write("ya\n")
        each.stdin.flush()
    *whole, doomed = writers
    seen = [int(doomed.stdout.readline()) for _ in range(2)]
    doomed.kill()
    seen += [int(line) for line in doomed.stdout]
    for each in whole:
        seen += [int(line) for line in each.stdout]
    for each in writers:
        each.stdin.close()
        each.stdout.close()
        end(each)
    kept = kept_numbers(settings_of_writers)
    assert [each.returncode for each in whole] == [0] * WRITERS
    assert len(seen) == len(set(seen)) >= WRITERS * EACH + 2
    assert kept == [str(number) for number in range(1, len(kept) + 1)]
    # killed after it was kept and before it was told
    assert len(kept) - len(seen) in (0, 1)


def kept_numbers(settings: dict[str, str]) -> list[str]:
    """Of the letters that have their copy, in order."""
    code = (
        "from sinasec.cli.main import django_setup; django_setup()\n"
        "from sinasec.letters.models import Copy, Letter\n"
        "assert Copy.objects.count() == Letter.objects.count()\n"
        "print(*Letter.objects.order_by('number').values_list('number', flat=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=settings, cwd=ROOT, check=True, capture_output=True
    )
    return done.stdout.decode().split()


@pytest.mark.django_db
def test_a_year_begins_at_one_in_lima():
    """Four hours after midnight in UTC it is still the last day of the year in Lima."""
    last = written(now=datetime(2027, 1, 1, 4, 59, 59, tzinfo=UTC))
    first = written(now=datetime(2027, 1, 1, 5, tzinfo=UTC))
    second = written(now=datetime(2027, 1, 1, 6, tzinfo=UTC))
    assert [(one.year, one.number) for one in (last, first, second)] == [
        (2026, 1),
        (2027, 1),
        (2027, 2),
    ]
    assert str(last) == "CONSTANCIA N.° 0001-2026-ST-JULI"


@pytest.mark.django_db
def test_each_office_counts_its_own(monkeypatch):
    written()
    monkeypatch.setenv("SINASEC_OFFICE_CODE", "ST-CODISEC-JULI")
    assert written().number == 1
    assert written().reference.endswith("0002-2026-ST-CODISEC-JULI")


@pytest.mark.django_db
def test_what_is_made_up_does_not_move_the_count():
    assert str(written(simulated=True)).endswith("0001-2026-ST-JULI-SIMULADO")
    assert written().number == 1
    assert written(simulated=True).number == 2


@pytest.mark.django_db
def test_a_number_that_was_given_does_not_move_the_count_and_is_not_given_twice():
    written()
    given = written(number_given="000123-2026-IN-VSP-DGSC")
    assert (given.number, str(given)) == (None, "CONSTANCIA N.° 000123-2026-IN-VSP-DGSC")
    with pytest.raises(CannotWrite, match="ya es de otra carta"):
        written(number_given="000123-2026-IN-VSP-DGSC")
    assert written().number == 2


@pytest.mark.django_db
def test_a_number_that_was_given_to_what_is_made_up_says_so():
    said = [written(number_given=given, simulated=True) for given in ("77", "78-SIMULADO")]
    assert [one.reference for one in said] == ["77-SIMULADO", "78-SIMULADO"]
    with pytest.raises(CannotWrite, match="ya es de otra carta"):
        written(number_given="77", simulated=True)


@pytest.mark.django_db
def test_a_number_that_was_given_cannot_be_one_of_ours():
    first = written()
    with pytest.raises(CannotWrite, match="ya es de otra carta"):
        written(number_given=first.reference)


@pytest.mark.django_db
def test_a_letter_that_cannot_be_printed_takes_no_number():
    written()
    with pytest.raises(CannotWrite, match="no puede mostrar"):
        written(fields=fields(signer="Ana 😀"))
    assert written().number == 2


@pytest.mark.django_db
def test_the_database_refuses_a_double(monkeypatch):
    """Whoever counts wrongly writes nothing."""
    written()
    monkeypatch.setattr("sinasec.letters.actions.next_number", lambda *a, **b: 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        written()
    assert Letter.objects.count() == 1
