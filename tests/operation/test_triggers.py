"""Every trigger by which the database refuses is looked for, and compared with what it must be."""

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

from sinasec.records import triggers

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def wrong():
    return triggers.wrong(connection.vendor, asked)


def asked(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def names():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid "
            "WHERE NOT tgisinternal"
            if connection.vendor == "postgresql"
            else "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        )
        return dict(cursor.fetchall())


def drop(name):
    run(f"DROP TRIGGER {name}" + (f" ON {names()[name]}" if connection.vendor != "sqlite" else ""))


def test_nothing_is_wrong_with_what_the_migrations_left():
    assert wrong() == {}


def test_each_one_that_is_dropped_is_named_and_migrating_puts_it_back():
    every = sorted(names())
    assert len(every) >= 20
    for name in every:
        drop(name)
    assert wrong() == dict.fromkeys(every, "falta")
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    assert wrong() == {}


def test_one_that_refuses_nothing_is_named():
    drop("compliance_act_correction")
    if connection.vendor == "sqlite":
        run(
            "CREATE TRIGGER compliance_act_correction BEFORE INSERT ON compliance_act "
            "BEGIN SELECT 1; END"
        )
    else:
        run(
            "CREATE OR REPLACE FUNCTION nada() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NEW; END $$"
        )
        run(
            "CREATE TRIGGER compliance_act_correction BEFORE INSERT ON compliance_act "
            "FOR EACH ROW EXECUTE FUNCTION nada()"
        )
    assert wrong() == {"compliance_act_correction": "no es el que debe ser"}


def test_a_function_that_was_emptied_is_seen():
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has functions")
    run(
        "CREATE OR REPLACE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NEW; END $$"
    )
    assert set(wrong().values()) == {"no es el que debe ser"}


def test_one_that_is_switched_off_is_seen():
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL switches triggers off")
    run("ALTER TABLE compliance_act DISABLE TRIGGER compliance_act_no_change")
    assert wrong() == {"compliance_act_no_change": "está apagado"}


def strange():
    return triggers.strange(connection.vendor, asked, pending=False)


def test_nothing_is_strange_in_what_the_migrations_left():
    assert strange() == []


@pytest.mark.parametrize("table", ["compliance_act", "committees_committee", "django_migrations"])
def test_one_more_is_named_wherever_it_is(table):
    if connection.vendor == "sqlite":
        run(f"CREATE TRIGGER de_mas AFTER INSERT ON {table} BEGIN SELECT 1; END")
    else:
        run(
            f"CREATE TRIGGER de_mas AFTER INSERT ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION records_refuse('no')"
        )
    assert strange() == ["el disparador de_mas"]
    assert wrong() == {}


def test_a_view_is_named():
    run("CREATE VIEW actos AS SELECT id FROM compliance_act")
    assert strange() == ["la vista actos"]


def test_one_of_our_names_on_another_table_is_strange():
    name = "compliance_act_correction"
    if connection.vendor == "sqlite":
        drop(name)
        run(f"CREATE TRIGGER {name} AFTER INSERT ON compliance_review BEGIN SELECT 1; END")
    else:
        run(
            f"CREATE TRIGGER {name} AFTER INSERT ON compliance_review "
            "FOR EACH ROW EXECUTE FUNCTION records_refuse('no')"
        )
    assert strange() == [f"el disparador {name}"]


def test_a_rule_is_named():
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has rules")
    run("CREATE RULE nada AS ON INSERT TO compliance_act DO INSTEAD NOTHING")
    assert strange() == ["la regla nada"]
