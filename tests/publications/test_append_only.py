"""Nobody edits what was published: the database itself refuses."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from sinasec.publications.models import Publication, Reply

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
