"""Nobody edits a fact: not through Django, not through SQL, not by replacing it."""

from datetime import UTC, date, datetime

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, IntegrityError, connection, transaction

from sinasec.audit.events import Thing, record
from sinasec.compliance.actions import (
    correct_act,
    declare_complete,
    register_acts,
    register_waiver,
    review_act,
)
from sinasec.compliance.append_only import APPEND_ONLY
from sinasec.compliance.entries import ActEntry
from sinasec.compliance.models import Act, Batch, Completeness, Review, Waiver
from sinasec.records.clock import registering

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("committees")]

TABLES = sorted(one.table for one in APPEND_ONLY)
HASH = "a" * 64


@pytest.fixture
def a_fact_of_each():
    """One row in every table of facts; returns the code of the act."""
    batch = Batch.objects.create(
        file="actos.csv", sha256=HASH, layout="actos", rows=1, loaded_at=datetime.now(UTC), by="ana"
    )
    entry = ActEntry("CODISEC-150108", "sesion-ordinaria", date(2024, 2, 15))
    with transaction.atomic(), registering("compliance") as moment:
        act = register_acts(entries=[entry], by="ana", source=batch).ids[0]
        record("compliance.load", Thing("archivo", batch.file), by="ana", at=moment.at)
    review_act(act=act, outcome="accepted", by="luis")
    register_waiver(
        committee="CODISEC-150108", duty="*", day_from=date(2024, 1, 1), norm="DS 1", by="luis"
    )
    declare_complete(
        committee="CODISEC-150108",
        kind="*",
        day_from=date(2024, 1, 1),
        day_to=date(2024, 3, 1),
        said_by="Informe 1-2024",
        by="luis",
    )
    return act


def refused(sql, parameters=()):
    """Run the SQL as it is; it must be refused and change nothing."""
    before = rows()
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, parameters)
    assert rows() == before


def rows():
    with connection.cursor() as cursor:
        found = []
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            found.append(cursor.fetchall())
    return found


def test_every_table_of_facts_is_guarded():
    tables = {model._meta.db_table for model in (Act, Batch, Completeness, Review, Waiver)}
    assert set(TABLES) == tables


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.usefixtures("a_fact_of_each")
def test_update_and_delete_are_refused(table):
    refused(f"DELETE FROM {table}")
    refused(f"UPDATE {table} SET simulated = simulated")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.usefixtures("a_fact_of_each")
def test_truncate_is_refused(table):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.usefixtures("a_fact_of_each")
def test_replacing_is_refused_whatever_the_pragma(table, recursive):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers={recursive}")
    refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    refused(f"REPLACE INTO {table} SELECT * FROM {table}")
    refused(f"UPDATE OR REPLACE {table} SET id = id")


def test_replacing_by_the_hidden_row_number_is_refused(a_fact_of_each):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has hidden row numbers")
    columns = [field.column for field in Act._meta.concrete_fields if field.column != "id"]
    names = ", ".join(columns)
    refused(
        f"INSERT OR REPLACE INTO compliance_act (rowid, id, {names}) "
        f"SELECT rowid, 'otro', {names} FROM compliance_act WHERE id = %s",
        [a_fact_of_each],
    )


def test_replacing_the_correction_of_an_act_is_refused(a_fact_of_each):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    correct_act(act=a_fact_of_each, kind="sesion-extraordinaria", by="ana")
    columns = [field.column for field in Act._meta.concrete_fields if field.column != "id"]
    names = ", ".join(columns)
    refused(
        f"INSERT OR REPLACE INTO compliance_act (id, {names}) "
        f"SELECT 'otro', {names} FROM compliance_act WHERE supersedes_id = %s",
        [a_fact_of_each],
    )


def test_upsert_is_refused(a_fact_of_each):
    names = ", ".join(field.column for field in Act._meta.concrete_fields)
    refused(
        f"INSERT INTO compliance_act ({names}) SELECT {names} FROM compliance_act WHERE id = %s "
        "ON CONFLICT (id) DO UPDATE SET kind = 'otra'",
        [a_fact_of_each],
    )


def test_django_cannot_change_a_fact_either(a_fact_of_each):
    act = Act.objects.get(pk=a_fact_of_each)
    act.kind = "otra"
    with pytest.raises(IntegrityError, match="no se cambian"), transaction.atomic():
        act.save()
    with pytest.raises(IntegrityError, match="no se cambian"), transaction.atomic():
        Act.objects.filter(pk=act.pk).update(kind="otra")
    with pytest.raises(IntegrityError, match="no se cambian"), transaction.atomic():
        Review.objects.all().delete()


def test_migrating_puts_back_a_lost_trigger():
    """SQLite loses the triggers of a table that a later migration rebuilds."""
    before = installed()
    where = " ON compliance_act" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER compliance_act_correction{where}")
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    assert installed() == before


def installed():
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor])
        found = {name for (name,) in cursor.fetchall() if name.startswith("compliance_")}
    assert len(found) == {"sqlite": 16, "postgresql": 11}[connection.vendor]
    return found


def insert(act, **changes):
    """Insert a copy of an act by raw SQL, with some columns changed."""
    original = Act.objects.filter(pk=act).values().get()
    row = {**original, "id": "x" * 26, **changes}
    columns = {field.column: row[field.attname] for field in Act._meta.concrete_fields}
    columns["attributes"] = "{}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO compliance_act ({', '.join(columns)}) "
            f"VALUES ({', '.join(['%s'] * len(columns))})",
            list(columns.values()),
        )


@pytest.mark.parametrize(
    "changes",
    [
        {"supersedes_id": "no-existe"},
        {"supersedes_id": "x" * 26},
        {"committee_id": "CORESEC-21"},
        {"kind": "plan-aprobado"},
        {"simulated": True},
    ],
    ids=["of nothing", "of itself", "of another committee", "of another family", "made up"],
)
def test_a_stray_correction_is_refused(a_fact_of_each, changes):
    with pytest.raises(IntegrityError):
        insert(a_fact_of_each, **{"supersedes_id": a_fact_of_each, **changes})


def test_an_act_is_corrected_at_most_once(a_fact_of_each):
    insert(a_fact_of_each, supersedes_id=a_fact_of_each)
    with pytest.raises(IntegrityError):
        insert(a_fact_of_each, supersedes_id=a_fact_of_each, id="y" * 26)


@pytest.mark.parametrize("bad", ["a" * 63, "A" * 64, "g" * 64, "a" * 63 + "\n"])
def test_a_hash_that_is_no_hash_is_refused(a_fact_of_each, bad):
    with pytest.raises(IntegrityError):
        insert(a_fact_of_each, evidence_sha256=bad)


def test_a_good_hash_is_accepted(a_fact_of_each):
    insert(a_fact_of_each, evidence_sha256="0123456789abcdef" * 4)
    assert Act.objects.filter(evidence_sha256__startswith="0123").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_that_commits_leaves_tables_empty_and_guarded(time):
    assert not Act.objects.exists()
    entry = ActEntry("CODISEC-150108", "sesion-ordinaria", date(2024, 2, 15))
    register_acts(entries=[entry], by="ana")
    assert installed()
    refused("DELETE FROM compliance_act")
