"""What the commands say of a database that is not ready, as each engine tells it."""

import click
import pytest
from django.db import DatabaseError

from sinasec.compliance.commands import _database_ready


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("FOREIGN KEY constraint failed", "sinasec load-reference"),
        ('insert on table "compliance_act" violates foreign key constraint', "load-reference"),
        ("no such table: compliance_act", "sinasec setup"),
        ('relation "compliance_act" does not exist', "sinasec setup"),
    ],
)
def test_what_is_missing_is_said_with_the_command_that_brings_it(said, answer):
    with pytest.raises(click.UsageError, match=answer), _database_ready():
        raise DatabaseError(said)


def test_any_other_fault_of_the_database_is_told_as_it_is():
    with pytest.raises(DatabaseError, match="disk I/O error"), _database_ready():
        raise DatabaseError("disk I/O error")
