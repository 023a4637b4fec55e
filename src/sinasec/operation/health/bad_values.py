"""Values that no column of this program holds: SQLite keeps in any column whatever it is given.

What reads them afterwards would stop at each in its own way.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps

from sinasec.operation.copies.sqlite_copy import Query, damaged

_TEXT: Final = "typeof({0}) <> 'text'"
_FIGURE: Final = "[0-9]"
_MOMENT: Final = f"[12]{_FIGURE * 3}-{_FIGURE * 2}-{_FIGURE * 2} " + ":".join([_FIGURE * 2] * 3)
_WRONG: Final = {
    "BooleanField": "{0} NOT IN (0, 1)",
    "DateField": f"{_TEXT} OR date({{0}}) IS NOT {{0}}",
    # Only as this program writes it: as text, another way of writing a moment is another moment.
    "DateTimeField": (
        f"{_TEXT} OR datetime({{0}}) IS NULL "
        "OR date(substr({0}, 1, 10)) IS NOT substr({0}, 1, 10) "
        f"OR ({{0}} NOT GLOB '{_MOMENT}' AND {{0}} NOT GLOB '{_MOMENT}.{_FIGURE * 6}')"
    ),
    "BinaryField": "typeof({0}) <> 'blob'",
    "FloatField": "typeof({0}) NOT IN ('real', 'integer')",
    "CharField": _TEXT,
    "TextField": _TEXT,
}
_NUMBER: Final = "typeof({0}) <> 'integer'"
# The letters of what is not plain are read, and SQLite's driver refuses those that are no letters.
_LETTERS: Final = "SELECT DISTINCT {0} FROM {1} WHERE {0} GLOB '*[^ -~]*'"


def check_values(query: Query) -> None:
    """Raises DamagedDatabase for the first. `query` asks a file of SQLite."""
    if found := next(bad_values(query), ""):
        raise damaged(found)


def bad_values(query: Query, *models: Any) -> Iterator[str]:
    """Columns with such values, of these models or of all, in words. Raises DamagedDatabase."""
    there = {name for (name,) in query("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for model in models or apps.get_models():
        table = model._meta.db_table
        if table not in there or not model._meta.managed:
            continue
        columns = {row[1] for row in query(f'PRAGMA table_info("{table}")')}
        for field in model._meta.concrete_fields:
            if field.column in columns:
                yield from _of(query, table, field.column, _kind(field))


def _of(query: Query, table: str, column: str, wrong: str) -> Iterator[str]:
    name = f'"{column}"'
    where = f"{name} IS NOT NULL AND ({wrong.format(name)})"
    ((count,),) = query(f'SELECT COUNT(*) FROM "{table}" WHERE {where}')
    if count:
        yield f"{count} valores de {table}.{column} no son de su clase"
    elif wrong == _TEXT:
        yield from _not_letters(query, table, column)


def _not_letters(query: Query, table: str, column: str) -> Iterator[str]:
    try:
        query(_LETTERS.format(f'"{column}"', f'"{table}"'))
    except sqlite3.OperationalError as error:
        if "UTF-8" not in str(error):
            raise
        yield f"hay valores de {table}.{column} que no son texto"


def _kind(field: Any) -> str:
    while field.remote_field:
        field = field.target_field
    kind = field.get_internal_type()
    return _WRONG.get(kind, _NUMBER if "Integer" in kind or "Auto" in kind else _TEXT)
