"""The site's own account of PostgreSQL does all its work and cannot undo what was registered."""

import os

import psycopg
import pytest
from psycopg import errors

from tests.operation.installation import POSTGRES, WORKER, Installation

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(not POSTGRES, reason="only PostgreSQL has accounts"),
]

ACCOUNT = f"sinasec_sitio_{WORKER}"
ACT = "Comité,Clase de acto,Fecha\nCODISEC-210102,sesion-ordinaria,15/03/2025\n"
TABLES = (
    "compliance_act",
    "compliance_batch",
    "compliance_review",
    "compliance_waiver",
    "compliance_completeness",
    "publications_publication",
    "publications_reply",
    "publications_withdrawal",
    "publications_erratum",
    "publications_answer",
    "risk_priorityact",
    "risk_prioritydistrict",
)


class AsTheSite(Installation):
    """The same installation, over the account that owns nothing."""

    @property
    def environment(self):
        own = super().environment
        url = own["DATABASE_URL"].replace("//sinasec@", f"//{ACCOUNT}@")
        assert url != own["DATABASE_URL"]
        return own | {"DATABASE_URL": url, "SINASEC_OWNER_DATABASE_URL": own["DATABASE_URL"]}


@pytest.fixture(scope="module")
def site(prepared, tmp_path_factory) -> Installation:
    made = Installation(tmp_path_factory.mktemp("cuentas") / "var").like(prepared)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"CREATE ROLE {ACCOUNT} LOGIN")
    granted = made.json("migrate", "--grant-to", ACCOUNT)["granted"]
    assert "GRANT SELECT, INSERT ON compliance_act TO" in " ".join(granted)
    return AsTheSite(made.home)


def refused(site, statement):
    with (
        psycopg.connect(site.environment["DATABASE_URL"], autocommit=True) as server,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        server.execute(statement)


def test_all_the_ordinary_work_is_done(site, tmp_path):
    file = tmp_path / "actos.csv"
    file.write_text(ACT, encoding="utf-8")
    assert site.json("load", str(file), "--by", "ana")["accepted"] == 1
    with psycopg.connect(site.url) as server:
        [(act,)] = server.execute("SELECT id FROM compliance_act WHERE date = '2025-03-15'")
    site.json("review", act, "--accept", "--by", "luis")
    span = ["-c", "CODISEC-210102", "--from", "2025-01-01", "--to", "2025-03-31", "--by", "ana"]
    site.json("declare-complete", *span, "--said-by", "Informe 1")
    site.json("waive", *span, "--norm", "DS 1")
    made = site.json("publish", "semaforo", "--as-of", "2025-06-29", "--datos", "reales")["id"]
    answer = tmp_path / "respuesta.txt"
    answer.write_text("Va el acta.", encoding="utf-8")
    said = ["--publication", made, "--committee", "CORESEC-21", "--file", str(answer)]
    site.json("reply", *said, "--by", "ST")
    site.json("backup", str(tmp_path / "r.zip"))
    looked = site.run("doctor", "--json")
    assert looked.returncode == 0, looked.stdout
    assert "dueña de las tablas" not in looked.stdout
    assert site.json("migrate")["migrations"] == []


@pytest.mark.parametrize("table", TABLES)
def test_what_is_only_added_cannot_be_touched(site, table):
    for statement in (
        f"UPDATE {table} SET id = id",
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
        f"ALTER TABLE {table} DISABLE TRIGGER USER",
        f"ALTER TABLE {table} RENAME TO otra",
        f"DROP TABLE {table} CASCADE",
        f"CREATE TRIGGER nada BEFORE INSERT ON {table} FOR EACH ROW "
        "EXECUTE FUNCTION records_refuse('no')",
    ):
        refused(site, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER compliance_act_no_change ON compliance_act",
        "DROP FUNCTION records_refuse() CASCADE",
        "CREATE OR REPLACE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RETURN NEW; END $$",
        "SET session_replication_role = replica",
        "CREATE TABLE public.otra (id int)",
        "DELETE FROM django_migrations",
        "SET ROLE sinasec",
    ],
)
def test_nor_what_holds_it(site, statement):
    refused(site, statement)


def test_without_its_rights_it_says_what_to_do(site, fresh):
    done = AsTheSite(fresh.home).run("serve")
    assert done.returncode == 2
    assert "migrate --grant-to" in done.stderr
