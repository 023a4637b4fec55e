"""One declaration of a table gives its triggers on both engines, its migration and its check."""

import re
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from tools import guards

from sinasec.operation.account import CHANGED, ERASED
from sinasec.records import triggers
from sinasec.records.append_only import (
    POSTGRES,
    SQLITE,
    AppendOnly,
    Rule,
    configs,
    declared,
    install,
    statements,
)

REFUSAL = "Lo anotado no se cambia: anote otra fila."
TAKEN = "Ya hay una fila así."
EVEN = "Solo se anotan pares."
NOTES = AppendOnly(
    "notas",
    REFUSAL,
    (("id",), ("tomo", "folio")),
    TAKEN,
    (Rule("even", EVEN, {SQLITE: "NEW.valor % 2 = 1", POSTGRES: "mod(NEW.valor, 2) = 1"}),),
)


@pytest.fixture
def notes(db):
    run("CREATE TABLE notas (id integer PRIMARY KEY, tomo integer, folio integer, valor integer)")
    install(connection, [NOTES])
    run("INSERT INTO notas VALUES (1, 1, 1, 2)")


def run(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def refused(sql: str, says: str) -> None:
    with pytest.raises(DatabaseError, match=says), transaction.atomic():
        run(sql)
    assert run("SELECT * FROM notas") == [(1, 1, 1, 2)]


@pytest.mark.database
@pytest.mark.usefixtures("notes")
def test_a_new_table_is_held_to_it_with_its_own_words():
    refused("UPDATE notas SET valor = 4", REFUSAL)
    refused("DELETE FROM notas", REFUSAL)
    refused("INSERT INTO notas VALUES (2, 2, 2, 3)", EVEN)
    if connection.vendor == "postgresql":
        refused("TRUNCATE notas", REFUSAL)
    else:
        refused("INSERT OR REPLACE INTO notas VALUES (2, 1, 1, 4)", TAKEN)
        refused("INSERT OR REPLACE INTO notas VALUES (1, 9, 9, 4)", TAKEN)


@pytest.mark.database
@pytest.mark.usefixtures("notes")
def test_written_again_it_is_the_same():
    install(connection, [NOTES])
    refused("UPDATE notas SET valor = 4", REFUSAL)


@pytest.mark.database
@pytest.mark.usefixtures("notes")
def test_what_is_declared_by_an_app_is_looked_for_and_compared(monkeypatch):
    config = next(each for each in configs() if each.label == "risk")
    monkeypatch.setattr(config, "append_only", (*config.append_only, NOTES))

    def ask(sql):
        return run(sql)

    assert triggers.wrong(connection.vendor, ask) == {}
    assert triggers.strange(connection.vendor, ask, pending=False) == []
    where = " ON notas" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER notas_even{where}")
    assert triggers.wrong(connection.vendor, ask) == {"notas_even": "falta"}


def test_every_model_of_an_app_that_declares_is_declared():
    """A table that an app forgets to declare would be one that anybody may edit."""
    for config in configs():
        models = {model._meta.db_table for model in config.get_models()}
        assert {one.table for one in config.append_only} == models - {*ERASED, *CHANGED}


@pytest.mark.parametrize("config", configs(), ids=lambda config: config.label)
def test_the_last_migration_keeps_what_is_declared(config):
    assert guards.kept(config) == guards.wanted(config), "ejecute python -m tools.guards"


def test_another_declaration_asks_for_another_migration(monkeypatch, tmp_path):
    config = next(each for each in configs() if each.label == "publications")
    kept = guards.kept(config)
    monkeypatch.setattr(config, "append_only", (*config.append_only, NOTES))
    assert guards.wanted(config) != kept
    names = sorted(Path(config.path, "migrations").glob("0*.py"))
    for file in names:
        (tmp_path / "migrations").mkdir(exist_ok=True)
        (tmp_path / "migrations" / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(config, "path", str(tmp_path))
    made = guards.write(config)
    assert int(made.stem[:4]) == int(names[-1].stem[:4]) + 1
    held: dict = {}
    exec(compile(made.read_text(encoding="utf-8"), made.name, "exec"), held)
    assert held["STATEMENTS"] == guards.wanted(config)
    assert held["Migration"].dependencies == [("publications", names[-1].stem)]


def test_no_migration_asks_what_is_declared_today():
    for config in configs():
        for file in Path(config.path, "migrations").glob("*.py"):
            imports = re.findall(r"^(?:from|import) .*$", file.read_text(encoding="utf-8"), re.M)
            assert not [line for line in imports if "append_only" in line], file


def test_the_names_of_all_of_them_differ():
    for vendor in (SQLITE, POSTGRES):
        every = statements(vendor, declared())
        assert len(every) == len(set(every)) > 20
