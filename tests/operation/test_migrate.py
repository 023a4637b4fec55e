"""An upgrade brings the tables up to date, says what it did, and publishes nothing."""

import json

import pytest
from click.testing import CliRunner
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from sinasec.cli.main import main
from sinasec.committees.models import Committee
from sinasec.compliance.models import Act
from sinasec.database_state import our_labels
from sinasec.operation import account
from sinasec.publications.models import Publication

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def run(*arguments):
    return CliRunner().invoke(main, ["migrate", *arguments])


def test_it_loads_what_every_installation_knows_and_no_fact():
    said = run("--json")
    assert said.exit_code == 0, said.output
    done = json.loads(said.stdout)
    assert done["committees"]["new"] == Committee.objects.count() > 1_800
    assert not Act.objects.exists()
    assert not Publication.objects.exists()
    assert "ya estaban al día" in run().stdout


def test_a_database_of_a_newer_program_is_left_alone():
    MigrationRecorder(connection).record_applied("risk", "0999_of_tomorrow")
    said = run()
    assert said.exit_code == 2
    assert "más nueva" in said.output
    assert not Committee.objects.exists()


def test_rights_are_for_another_account_of_postgresql():
    said = run("--grant-to", "sinasec")
    assert said.exit_code == 2
    expected = "SQLite no tiene cuentas" if connection.vendor == "sqlite" else "es la dueña"
    assert expected in said.output


def test_every_table_has_its_rights():
    """A new table is granted what it needs, or it is a table that no command writes."""
    tables = {
        model._meta.db_table
        for model in connection.introspection.installed_models(
            connection.introspection.table_names()
        )
    }
    ours = {name for name in tables if name.split("_")[0] in our_labels()}
    assert ours == account.rights().keys() - {*account.READ, *account.OF_SIGNING_IN}
    assert tables >= {*account.OF_SIGNING_IN}
