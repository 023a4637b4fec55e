"""`sinasec audit`: verify, export and erase, as they are typed."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import connection

from sinasec.audit.events import CHAIN, Thing, record
from sinasec.audit.models import Event, Personal
from sinasec.cli.main import main
from tests.lifting import lifted

pytestmark = [pytest.mark.database, pytest.mark.django_db]

THING = Thing("acto", "ACT-1")


def run(*arguments):
    return CliRunner().invoke(main, ["audit", *map(str, arguments)], prog_name="sinasec")


@pytest.fixture
def noted():
    at = datetime(2020, 3, 1, 4, 0, tzinfo=UTC)  # the 29th of February in Lima
    record("compliance.register", THING, by="=Ana", after={"actos": 1}, at=at)
    record("letters.issue", THING, by="Eva", personal={"remitente": "Luis"}, at=at + timedelta(1))
    record("letters.annul", THING, by="Eva", why="Error", simulated=True, at=at + timedelta(2))


def test_a_whole_audit_says_its_head(noted):
    done = run("verify")
    assert done.exit_code == 0, done.stderr
    head = CHAIN.head()
    assert done.stdout == f"La auditoría está entera: 2 eslabones. Su cabeza: {head.sha256}.\n"
    said = json.loads(run("verify", "--json").stdout)
    assert said == {"whole": True, "links": 2, "head": head.sha256, "faults": []}


def test_an_altered_one_names_the_link_and_ends_in_one(noted):
    with lifted(connection):
        Event.objects.filter(action="letters.issue").update(who="Otra")
    done = run("verify")
    assert done.exit_code == 1
    assert "La auditoría no está como se anotó:" in done.stdout
    assert "lo anotado el 01/03/2020 a las 23:00:00 no dice lo que decía (1 fila)." in done.stdout
    said = json.loads(run("verify", "--json").stdout)
    assert [fault["link"] for fault in said["faults"]] == [CHAIN.links.objects.last().pk]


def test_it_is_exported_for_excel_with_no_formula(noted, tmp_path):
    out = tmp_path / "sucesos.csv"
    done = run("export", "--out", out)
    assert done.exit_code == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig")), delimiter=";"))
    assert [row["Acción"] for row in rows] == [
        "compliance.register", "letters.issue", "letters.annul",
    ]  # fmt: skip
    assert rows[0]["Quién responde"] == "'=Ana"
    assert rows[0]["Después"] == '{"actos": 1}'
    assert [row["SIMULADO"] for row in rows] == ["no", "no", "sí"]
    assert "Luis" not in out.read_text("utf-8-sig")


def test_it_is_exported_as_lines_with_the_digest_of_each_link(noted, tmp_path):
    out = tmp_path / "sucesos.jsonl"
    assert run("export", "--out", out, "--json").exit_code == 0
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    links = [one.sha256 for one in CHAIN.links.objects.all()]
    assert [row["link"] for row in rows] == [*links, ""]
    assert rows[2]["why"] == "Error"


@pytest.mark.parametrize(
    ("asked", "actions"),
    [
        (["--action", "letters."], ["letters.issue", "letters.annul"]),
        (["--who", "ana"], ["compliance.register"]),
        (["--from", "2020-03-01"], ["letters.issue", "letters.annul"]),
        (["--to", "2020-02-29"], ["compliance.register"]),
        (["--from", "2020-03-01", "--to", "2020-03-01"], ["letters.issue"]),
    ],
)
def test_only_what_was_asked_for(noted, tmp_path, asked, actions):
    """Days are of Lima, and both are within."""
    out = tmp_path / "sucesos.jsonl"
    assert run("export", "--out", out, *asked).exit_code == 0
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [row["action"] for row in rows] == actions


def test_what_cannot_be_exported_is_a_sentence(tmp_path):
    done = run("export", "--out", tmp_path / "sucesos.pdf")
    assert done.exit_code == 1
    assert "debe terminar en .csv o .jsonl" in done.stderr
    done = run("export", "--out", tmp_path / "s.csv", "--from", "2020-03-02", "--to", "2020-03-01")
    assert done.exit_code == 2
    assert "El último día es anterior al primero" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["sucesos.csv", "sucesos.jsonl"])
def test_a_file_that_is_there_stays_until_it_is_told_otherwise(noted, tmp_path, name):
    out = tmp_path / name
    out.write_text("el trabajo de un día", encoding="utf-8")
    done = run("export", "--out", out, "--json")
    assert (done.exit_code, json.loads(done.stdout)["error"]["code"]) == (1, "ya-existe")
    assert out.read_text(encoding="utf-8") == "el trabajo de un día"
    assert run("export", "--out", out, "--replace").exit_code == 0
    assert "letters.issue" in out.read_text(encoding="utf-8")
    missing = run("export", "--out", tmp_path / "nada" / name, "--json")
    assert json.loads(missing.stdout)["error"]["code"] == "no-existe"


def test_nothing_is_erased_until_it_is_asked_for(noted):
    done = run("erase")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("Se borraría: 1 valor personal, de antes del 01/")
    assert Personal.objects.count() == 1
    done = run("erase", "--apply", "--by", "Eva")
    assert done.stdout.startswith("Se borró: 1 valor personal")
    assert not Personal.objects.exists()
    last = Event.objects.last()
    assert (last.who, last.origin, last.via) == ("Eva", "comando", "audit erase")
    assert run("verify").exit_code == 0
