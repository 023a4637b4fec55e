"""A trigger that was taken away is written again, and somebody is told that it was."""

import pytest

from tests.operation.installation import POSTGRES

pytestmark = pytest.mark.database

NAME = "compliance_act_correction"
DROP = f"DROP TRIGGER {NAME}" + (" ON compliance_act" if POSTGRES else "")


@pytest.mark.parametrize("command", [["migrate"], ["setup", "--without-demonstration"]])
def test_what_is_written_again_is_named(fresh, command):
    assert fresh.json(*command)["triggers"] == {}
    fresh.sql(DROP)
    done = fresh.run(*command)
    assert done.returncode == 0
    assert f"Atención: El disparador {NAME}, que protege lo registrado, faltaba" in done.stderr
    assert "Averigüe quién" in done.stderr
    assert fresh.json("doctor")["code"] == 0
    fresh.sql(DROP)
    assert fresh.json(*command)["triggers"] == {NAME: "falta"}


def test_an_empty_base_had_none(empty):
    assert empty.json("migrate")["triggers"] == {}


@pytest.mark.skipif(not POSTGRES, reason="only PostgreSQL has functions")
def test_a_function_that_was_emptied_is_named(fresh):
    fresh.sql(
        "CREATE OR REPLACE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NEW; END $$"
    )
    done = fresh.run("migrate")
    assert "no era el que debe ser, y se escribió de nuevo" in done.stderr
