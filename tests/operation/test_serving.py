"""Neither server opens over tables that are not those of this program."""

import pytest
from click.testing import CliRunner
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from sinasec.cli.main import main

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _environment_left_as_it_was(monkeypatch):
    """`workbench` writes its key and its settings where the server's processes find them."""
    for name in ("SINASEC_WORKBENCH_KEY", "SINASEC_WORKBENCH_BY", "SINASEC_WORKBENCH_NAME"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")


@pytest.mark.parametrize("command", [["serve"], ["workbench", "--by", "Ana"]])
def test_pending_migrations_are_refused_with_a_sentence(command):
    MigrationRecorder(connection).record_unapplied("risk", "0004_close_a_list")
    said = CliRunner().invoke(main, command)
    assert said.exit_code == 2
    assert "sinasec migrate" in said.output
