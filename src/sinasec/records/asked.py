"""Rows of the database in use, for whoever asks in SQL."""

from typing import Any

from django.db import connection


def ask(sql: str) -> list[Any]:
    """Every row of its answer."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
