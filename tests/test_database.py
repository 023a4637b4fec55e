"""The suite really runs on the engine it says."""

import os

import pytest
from django.db import connection

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_engine_is_the_one_asked_for():
    asked = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    assert connection.vendor == asked


def test_sqlite_keeps_a_write_ahead_log_and_checks_foreign_keys():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has pragmas")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,)
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,)
