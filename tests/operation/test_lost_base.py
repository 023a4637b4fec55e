"""A database that was lost beside its publications is not made anew: it is said, and refused."""

import json

import pytest

from tests.operation.installation import POSTGRES, behind

pytestmark = pytest.mark.database

PREPARE = (["setup"], ["setup", "--without-demonstration"], ["migrate"])


def lose(installation):
    """As when the file, or everything in the server, was deleted."""
    if POSTGRES:
        installation.sql("DROP SCHEMA public CASCADE")
        installation.sql("CREATE SCHEMA public")
        return
    for path in installation.home.glob("sinasec.sqlite3*"):
        path.unlink()


def everything(installation):
    return {
        path.relative_to(installation.home).as_posix(): path.stat().st_mtime_ns
        for path in installation.home.rglob("*")
    }


def is_empty(installation) -> bool:
    if POSTGRES:
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        return installation.sql(tables) == [(0,)]
    return not (installation.home / "sinasec.sqlite3").exists()


def test_what_prepares_refuses_and_writes_nothing(fresh):
    lose(fresh)
    before = everything(fresh)
    for command in (*PREPARE, ["status", "--committee", "CORESEC-21"]):
        done = fresh.run(*command, "--json")
        assert done.returncode == 2, done.stdout + done.stderr
        error = json.loads(done.stdout)["error"]
        assert error["code"] == "base-perdida"
        assert "otra carpeta (SINASEC_HOME) con «sinasec restore»" in error["message"]
        assert "ejecute primero" not in error["message"]
        assert "DATABASE_URL" in error["message"]
    assert everything(fresh) == before
    assert is_empty(fresh)


def test_doctor_says_that_it_is_lost(fresh):
    lose(fresh)
    done = fresh.run("doctor", "--json")
    found = json.loads(done.stdout)["findings"]
    [lost] = [each for each in found if each["about"] == "base"]
    assert done.returncode == 1
    assert lost["level"] == "falla"
    assert "hay publicaciones" in lost["message"]
    assert "restaure un respaldo en otra carpeta (SINASEC_HOME)" in lost["message"]
    assert is_empty(fresh)


def test_a_setup_that_was_killed_goes_on(fresh):
    """Tables there, and a publication that its row never followed."""
    rows = "SELECT id FROM publications_publication ORDER BY id"
    before = fresh.sql(rows)
    behind(fresh, "DELETE FROM publications_reply", "DELETE FROM publications_publication")
    (fresh.home / "publications" / ".aparte-semaforo").mkdir()
    done = fresh.json("setup", "--without-demonstration")
    assert done["publication"] is None
    assert not (fresh.home / "publications" / ".aparte-semaforo").exists()
    assert fresh.sql(rows) == before
