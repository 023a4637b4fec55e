"""Nobody edits what was published: the database itself refuses."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from sinasec.publications.afterwards.actions import withdraw
from sinasec.publications.models import (
    After,
    Answer,
    Erratum,
    Publication,
    Reply,
    Withdrawal,
)
from sinasec.records.chain import broken
from sinasec.records.models import Link
from tests.lifting import lifted

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = datetime(2026, 5, 24, 15, tzinfo=UTC)


@pytest.fixture
def publication() -> Publication:
    return Publication.objects.create(
        id="semaforo-2026-04-30-0a1b2c3d",
        as_of=date(2026, 4, 30),
        known_at=NOW,
        stage="preliminar",
        created_at=NOW,
        edition_id="e" * 64,
        edition_version="2026.1",
        code_version="0.1.0",
        sha256="0a1b2c3d" * 8,
        folder="semaforo-2026-04-30-0a1b2c3d",
        horizon_from=date(2024, 1, 1),
        horizon_to=date(2026, 4, 30),
        simulated=True,
    )


@pytest.fixture
def reply(publication) -> Reply:
    return Reply.objects.create(
        publication=publication,
        committee="CODISEC-150108",
        text="El acta está en la web.",
        by="Secretaría técnica",
        received_at=NOW,
        sha256="f" * 64,
    )


def test_publication_cannot_be_changed(publication):
    with pytest.raises(DatabaseError, match="no se modifica"), transaction.atomic():
        Publication.objects.update(stage="definitiva")


def test_publication_cannot_be_deleted(publication):
    with pytest.raises(DatabaseError, match="no se modifica"), transaction.atomic():
        publication.delete()


def test_reply_cannot_be_changed(reply):
    with pytest.raises(DatabaseError, match="no se modifica"), transaction.atomic():
        Reply.objects.update(text="Otra cosa")


def test_reply_cannot_be_deleted(reply):
    with pytest.raises(DatabaseError, match="no se modifica"), transaction.atomic():
        reply.delete()


def test_tables_cannot_be_truncated():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite no tiene TRUNCATE")
    with (
        pytest.raises(DatabaseError, match="no se modifica"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE publications_publication CASCADE")  # and all that refers to it


def refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="no se modifica"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.usefixtures("publication", "reply")
@pytest.mark.parametrize("table", ["publications_publication", "publications_reply"])
@pytest.mark.parametrize("recursive", ["off", "on"])
def test_nothing_published_is_replaced(table, recursive):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers={recursive}")
    refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    refused(f"UPDATE OR REPLACE {table} SET sha256 = sha256")


@pytest.mark.usefixtures("reply")
@pytest.mark.parametrize("changed", ["id", "sha256", "folder"])
def test_a_publication_that_shares_one_thing_does_not_take_its_place(changed):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    columns = [field.column for field in Publication._meta.concrete_fields]
    kept = [column if column == changed else f"{column} || 'x'" for column in columns]
    asked = [
        column if column not in {"id", "sha256", "folder"} else written
        for column, written in zip(columns, kept, strict=True)
    ]
    refused(
        f"INSERT OR REPLACE INTO publications_publication ({', '.join(columns)}) "
        f"SELECT {', '.join(asked)} FROM publications_publication"
    )


# -- what is said of a publication after it was published

SAID = {
    "withdrawal": {"reason": "Error.", "document": ""},
    "erratum": {
        "committee": "CODISEC-150108",
        "duty": "sesion-ordinaria",
        "first_day": date(2026, 4, 1),
        "last_day": date(2026, 4, 30),
        "said": "rojo",
        "should_say": "verde",
        "why": "Otra fecha.",
    },
}


@pytest.fixture
def said(publication, reply) -> dict[str, After]:
    """A row of each."""
    common = {"by": "Ana", "registered_at": NOW}
    return {
        "withdrawal": Withdrawal.objects.create(
            publication=publication, **SAID["withdrawal"], **common
        ),
        "erratum": Erratum.objects.create(publication=publication, **SAID["erratum"], **common),
        "answer": Answer.objects.create(reply=reply, text="Tiene razón.", **common),
    }


@pytest.mark.parametrize("table", ["withdrawal", "erratum", "answer"])
def test_what_was_said_after_is_neither_changed_nor_deleted(said, table):
    row = said[table]
    with pytest.raises(DatabaseError, match="no se cambia ni se borra"), transaction.atomic():
        type(row).objects.update(by="Otra")
    with pytest.raises(DatabaseError, match="no se cambia ni se borra"), transaction.atomic():
        row.delete()


@pytest.mark.parametrize("table", ["withdrawal", "answer"])
def test_the_database_keeps_only_one_of_a_kind(said, table):
    row = said[table]
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del values["id"]
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.create(**values | {"by": "Otra"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_day": date(2026, 5, 1)},
        {"should_say": "rojo"},
        {"should_say": ""},
        {"why": ""},
    ],
)
def test_the_database_refuses_an_erratum_that_says_nothing(publication, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Erratum.objects.create(
            publication=publication, by="Ana", registered_at=NOW, **SAID["erratum"] | wrong
        )


def test_what_is_said_of_a_real_publication_is_linked(publication, reply):
    """And what is said of a made-up one takes no part."""
    Answer.objects.create(reply=reply, text="Tiene razón.", by="Ana", registered_at=NOW)
    assert not Link.objects.exists()
    real = Publication.objects.create(
        **{
            field.attname: getattr(publication, field.attname)
            for field in Publication._meta.concrete_fields
        }
        | {"id": "semaforo-otra", "sha256": "1" * 64, "folder": "otra", "simulated": False}
    )
    withdraw(publication=real.pk, reason="Error.", by="Ana", now=NOW)
    assert [(link.app, link.rows) for link in Link.objects.all()] == [("publications", 1)]
    with lifted(connection):
        Withdrawal.objects.update(reason="Otra cosa.")
    assert "no dice lo que decía" in next(iter(broken())).says
