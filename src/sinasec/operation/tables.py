"""The tables of an installation, whichever program made them, in an order that can be loaded."""

from typing import Any

from sinasec.database_state import our_labels


def ours(connection: Any) -> list[str]:
    """The names of our tables that are there, each after those that it refers to."""
    labels = our_labels()
    with connection.cursor() as cursor:
        names = sorted(
            name
            for name in connection.introspection.table_names(cursor)
            if name.partition("_")[0] in labels
        )
        refers = {
            name: {
                other
                for _, other in connection.introspection.get_relations(cursor, name).values()
                if other != name and other in names
            }
            for name in names
        }
    return _after_what_they_need(names, refers)


def columns(connection: Any, table: str) -> list[str]:
    """The columns of a table, in its own order."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")
        return [column[0] for column in cursor.description]


def _after_what_they_need(names: list[str], refers: dict[str, set[str]]) -> list[str]:
    ordered: list[str] = []
    while len(ordered) < len(names):
        ordered.append(
            next(name for name in names if name not in ordered and refers[name] <= {*ordered, name})
        )
    return ordered
