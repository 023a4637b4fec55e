"""The account that owns the tables: of the same database, and asked for where it is needed."""

import json
import os

import psycopg
import pytest

from sinasec.not_prepared import NotPrepared
from sinasec.operation.owner import as_owner
from tests.operation.installation import POSTGRES, Installation
from tests.operation.test_rights import AsTheSite, accounts

database = pytest.mark.database
SITE = "postgres://sitio:clave@localhost/sinasec"


def given(monkeypatch, owner, site):
    for name, value in (("SINASEC_OWNER_DATABASE_URL", owner), ("DATABASE_URL", site)):
        monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    "owner",
    [
        "postgres://duena:otra@localhost/sinasec",
        "postgresql://duena:otra@localhost:5432/sinasec",
        "postgres://duena:otra@127.0.0.1/sinasec",
        "postgres://duena:otra@LOCALHOST/sinasec?sslmode=disable",
    ],
)
def test_two_accounts_of_one_database(monkeypatch, owner):
    given(monkeypatch, owner, SITE)
    as_owner()
    assert os.environ["DATABASE_URL"] == owner


@pytest.mark.parametrize(
    "owner",
    [
        "postgres://duena:otra@localhost/sinasec_nueva",
        "postgres://duena:otra@localhost:5433/sinasec",
        "postgres://duena:otra@otra.gob.pe/sinasec",
        "postgres://duena:otra@%2Frun%2Fpostgresql/sinasec",
        "sqlite:////var/lib/sinasec/sinasec.sqlite3",
    ],
)
def test_two_databases_are_refused(monkeypatch, owner):
    given(monkeypatch, owner, SITE)
    with pytest.raises(NotPrepared, match="no nombran la misma base") as refused:
        as_owner()
    assert os.environ["DATABASE_URL"] == SITE
    assert "«sinasec» en localhost:5432" in str(refused.value)
    assert "otra@" not in str(refused.value), "no password is said"
    assert "clave" not in str(refused.value)


def test_one_alone_is_enough(monkeypatch):
    given(monkeypatch, None, SITE)
    as_owner()
    assert os.environ["DATABASE_URL"] == SITE
    given(monkeypatch, SITE, None)
    as_owner()
    assert os.environ["DATABASE_URL"] == SITE


def test_the_one_that_cannot_be_read_is_named(monkeypatch):
    given(monkeypatch, "nada", SITE)
    with pytest.raises(NotPrepared, match="SINASEC_OWNER_DATABASE_URL no se entiende"):
        as_owner()


@database
@accounts
def test_migrate_and_restore_touch_no_other_database(prepared, saved, empty):
    """As when one of the two files was changed after restoring, and the other forgotten."""
    for command in (["migrate"], ["restore", *saved]):
        done = empty.run(*command, "--json", SINASEC_OWNER_DATABASE_URL=prepared.url)
        assert (done.returncode, json.loads(done.stdout)["error"]["code"]) == (2, "ajuste")
        assert "no nombran la misma base" in done.stderr
    assert empty.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


@database
@accounts
def test_an_account_that_may_not_make_tables_is_told_which_can(saved, empty):
    site = AsTheSite(empty.home)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'CREATE ROLE "{site.account}" LOGIN')
    for command in (["migrate"], ["restore", *saved], ["setup", "--without-demonstration"]):
        done = site.run(*command, "--json")
        error = json.loads(done.stdout)["error"]
        assert (done.returncode, error["code"]) == (2, "base-sin-duena"), done.stderr
        assert "SINASEC_OWNER_DATABASE_URL" in error["message"]
    assert site.files() == {}
    done = site.run("restore", *saved, SINASEC_OWNER_DATABASE_URL=empty.url)
    assert done.returncode == 0, done.stderr


@database
def test_after_restoring_the_rights_are_asked_for_where_there_are_accounts(saved, empty):
    done = empty.run("restore", *saved)
    assert done.returncode == 0, done.stderr
    assert ("ejecute ahora «sinasec migrate --grant-to CUENTA»." in done.stdout) == POSTGRES


@database
def test_a_machine_is_told_too(saved, tmp_path):
    home = Installation(tmp_path / "var").empty()
    assert home.json("restore", *saved)["grant"] == POSTGRES
