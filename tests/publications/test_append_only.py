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
        cursor.execute("TRUNCATE publications_publication, publications_reply")
