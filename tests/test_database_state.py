"""Whether the database can be used is said in a sentence, and asking changes nothing."""

import sqlite3

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from sinasec import database_state
from sinasec.database_state import NotPrepared, check_prepared, check_url, migrations, refusal

database = pytest.mark.database


class Connection:
    """As much of a connection as is asked before connecting."""

    vendor = "sqlite"

    def __init__(self, name):
        self.settings_dict = {"NAME": name}


@database
@pytest.mark.django_db
def test_a_migrated_database_is_prepared():
    check_prepared()
    assert migrations().pending == migrations().unknown == ()
    assert "risk.0004_close_a_list" in migrations().applied


@database
@pytest.mark.django_db
def test_a_migration_that_never_ran_is_named():
    MigrationRecorder(connection).record_unapplied("risk", "0004_close_a_list")
    with pytest.raises(NotPrepared, match=r"sinasec migrate.*risk\.0004_close_a_list") as refused:
        check_prepared()
    assert refused.value.code == database_state.PENDING


@database
@pytest.mark.django_db
def test_a_database_of_a_newer_program_is_refused():
    MigrationRecorder(connection).record_applied("risk", "0999_of_tomorrow")
    with pytest.raises(NotPrepared, match=r"más nueva.*0999_of_tomorrow") as refused:
        check_prepared()
    assert refused.value.code == database_state.NEWER


@database
@pytest.mark.django_db
def test_a_database_without_tables_is_not_prepared(settings, tmp_path):
    settings.PUBLICATIONS = tmp_path / "publications"
    MigrationRecorder(connection).migration_qs.all().delete()
    with pytest.raises(NotPrepared, match="sinasec setup") as refused:
        check_prepared()
    assert refused.value.code == database_state.EMPTY


@pytest.mark.parametrize("content", [None, b""])
def test_a_file_that_is_not_there_is_not_made(tmp_path, content, settings):
    settings.PUBLICATIONS = tmp_path / "publications"
    file = tmp_path / "no.sqlite3"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(NotPrepared) as refused:
        database_state.check_file(Connection(file))
    assert refused.value.code == database_state.EMPTY
    assert file.exists() == (content is not None)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("semaforo-2025-06-30-0000", database_state.LOST),
        (".aparte-semaforo-2025-06-30-0000", database_state.EMPTY),
        (".turno", database_state.EMPTY),
    ],
)
def test_a_file_that_is_not_there_beside_publications_was_lost(tmp_path, settings, name, code):
    settings.PUBLICATIONS = tmp_path / "publications"
    (settings.PUBLICATIONS / name).mkdir(parents=True)
    with pytest.raises(NotPrepared) as refused:
        database_state.check_file(Connection(tmp_path / "no.sqlite3"))
    assert refused.value.code == code


def test_a_path_that_cannot_be_looked_at_is_said(tmp_path):
    (tmp_path / "archivo").write_text("")
    with pytest.raises(NotPrepared) as refused:
        database_state.check_file(Connection(tmp_path / "archivo" / "no.sqlite3"))
    assert refused.value.code == database_state.UNREACHABLE


@database
@pytest.mark.django_db
def test_what_the_engine_says_of_a_missing_table_means_that_it_was_taken_away():
    with pytest.raises(DatabaseError) as error, connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_thing")
    assert refusal(error.value).code == database_state.INCOMPLETE


def test_a_file_of_noise_is_damaged(tmp_path):
    file = tmp_path / "ruido.sqlite3"
    file.write_bytes(b"ruido" * 1000)
    with pytest.raises(sqlite3.DatabaseError) as error:
        sqlite3.connect(file).execute("SELECT 1 FROM sqlite_master")
    wrapped = DatabaseError()
    wrapped.__cause__ = error.value
    assert refusal(wrapped).code == database_state.DAMAGED


@pytest.mark.parametrize("url", ["foo", "mysql://a@b/c", "postgres://a@b:nada/c", "://"])
def test_a_bad_address_is_said_before_django_reads_it(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(NotPrepared, match="DATABASE_URL no se entiende"):
        check_url()


@pytest.mark.parametrize("url", ["", "postgres://a@b/c", "postgresql://a@%2Ftmp/c", "sqlite:///x"])
def test_a_good_address_is_accepted(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    check_url()
