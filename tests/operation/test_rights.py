"""An account that lacks a right is told so before it works, and leaves nothing behind."""

import json
import os

import psycopg
import pytest

from tests.operation.installation import POSTGRES, Installation

database = pytest.mark.database
accounts = pytest.mark.skipif(not POSTGRES, reason="only PostgreSQL has accounts")
ACT = "Comité,Clase de acto,Fecha\nCODISEC-210102,sesion-ordinaria,15/03/2025\n"
PUBLISH = ["publish", "semaforo", "--as-of", "2025-06-29", "--datos", "reales"]


class AsTheSite(Installation):
    """The same installation, over an account that owns nothing; nor is the owner named."""

    @property
    def account(self):
        return f"sitio_{self.name}"

    @property
    def environment(self):
        own = super().environment
        return own | {
            "DATABASE_URL": own["DATABASE_URL"].replace("//sinasec@", f"//{self.account}@")
        }


def as_the_site(installation) -> AsTheSite:
    """With the rights that `--grant-to` gives."""
    site = AsTheSite(installation.home)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'CREATE ROLE "{site.account}" LOGIN')
    installation.json("migrate", "--grant-to", site.account)
    return site


def names(installation):
    return sorted(path.name for path in (installation.home / "publications").iterdir())


@database
@accounts
def test_doctor_names_what_is_lacking(fresh):
    site = as_the_site(fresh)
    assert site.json("doctor")["findings"] == []
    fresh.sql(f'REVOKE INSERT ON publications_publication, compliance_act FROM "{site.account}"')
    [found] = site.json("doctor", ends=1)["findings"]
    assert (found["about"], found["level"]) == ("cuenta", "falla")
    assert "INSERT en compliance_act; INSERT en publications_publication" in found["message"]
    assert "migrate --grant-to" in found["remedy"]
    fresh.sql(f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{site.account}"')
    first = site.json("doctor", ends=2)["findings"][0]
    assert first["about"] == "cuenta"
    assert "SELECT en django_migrations; SELECT, INSERT en accounts_invitation" in first["message"]
    assert fresh.json("doctor", ends=0)["findings"][0]["level"] == "nota", "of the owner"
    fresh.json("migrate", "--grant-to", site.account)
    fresh.sql(f'REVOKE USAGE ON ALL SEQUENCES IN SCHEMA public FROM "{site.account}"')
    [found] = site.json("doctor", ends=1)["findings"]
    assert "USAGE en la secuencia" in found["message"]
    fresh.json("migrate", "--grant-to", site.account)
    assert site.json("doctor")["findings"] == []


@database
@accounts
def test_who_may_not_write_writes_nothing(fresh, tmp_path):
    site = as_the_site(fresh)
    before = names(fresh)
    [(made,)] = fresh.sql("SELECT id FROM publications_publication WHERE NOT simulated")
    file = tmp_path / "actos.csv"
    file.write_text(ACT, encoding="utf-8")
    answer = ["--publication", made, "--committee", "CORESEC-21", "--file", str(file), "--by", "ST"]
    for table, command in (
        ("publications_publication", PUBLISH),
        ("publications_reply", ["reply", *answer]),
        ("compliance_act", ["load", str(file), "--by", "ana"]),
    ):
        fresh.sql(f'REVOKE INSERT ON {table} FROM "{site.account}"')
        done = site.run(*command, "--json")
        error = json.loads(done.stdout)["error"]
        assert (done.returncode, error["code"]) == (2, "base-sin-derecho"), done.stderr
        assert "migrate --grant-to" in error["message"]
        fresh.sql(f'GRANT INSERT ON {table} TO "{site.account}"')
    assert names(fresh) == before
    assert site.json("doctor")["findings"] == []
    assert site.json(*PUBLISH)["new"]


REFUSE = "CREATE TRIGGER lleno BEFORE INSERT ON publications_publication " + (
    "FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('no')"
    if POSTGRES
    else "BEGIN SELECT RAISE(ABORT, 'no'); END"
)


@database
def test_a_row_that_is_refused_takes_its_folder_along(fresh):
    """As when the database has no room, when the folder of the publications has."""
    before = names(fresh)
    fresh.sql(REFUSE)
    assert fresh.run(*PUBLISH).returncode
    assert names(fresh) == before
