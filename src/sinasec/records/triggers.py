"""The triggers by which the database itself refuses to change what is only added."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any, Final

from sinasec.records.append_only import declared, statements

Query = Callable[[str], list[Any]]
_SQLITE: Final = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_SQLITE_TABLES: Final = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
_POSTGRES: Final = """
SELECT t.tgname, pg_get_triggerdef(t.oid), f.prosrc, t.tgenabled
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc f ON f.oid = t.tgfoid
WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid) AND c.relname IN ({names})
"""
# No table of this program is computed when it is read or looked at.
_SQLITE_EVERY: Final = """
SELECT type, name, tbl_name FROM sqlite_master WHERE type IN ('trigger', 'view')
UNION ALL SELECT 'virtual', name, name FROM pragma_table_list WHERE type = 'virtual'
UNION ALL SELECT 'computed', t.name, x.name FROM sqlite_master t, pragma_table_xinfo(t.name) x
WHERE t.type = 'table' AND x.hidden > 1
UNION ALL SELECT 'index', i.name, i.tbl_name FROM sqlite_master i, pragma_index_xinfo(i.name) x
WHERE i.type = 'index' AND x.cid = -2
ORDER BY 1, 2
"""
# What an extension of the server made is its own.
_POSTGRES_EVERY: Final = """
WITH ours AS (
  SELECT oid, relname, relkind FROM pg_class c
  WHERE relnamespace = current_schema()::regnamespace AND NOT EXISTS (
    SELECT 1 FROM pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )
)
SELECT 'trigger', t.tgname, o.relname FROM pg_trigger t JOIN ours o ON o.oid = t.tgrelid
WHERE NOT t.tgisinternal
UNION ALL SELECT 'view', relname, relname FROM ours WHERE relkind IN ('v', 'm')
UNION ALL SELECT 'rule', r.rulename, o.relname FROM pg_rewrite r JOIN ours o ON o.oid = r.ev_class
WHERE o.relkind NOT IN ('v', 'm')
ORDER BY 1, 2
"""
_KINDS: Final = {
    "trigger": "el disparador",
    "view": "la vista",
    "rule": "la regla",
    "virtual": "la tabla virtual",
    "computed": "la columna calculada de",
    "index": "el índice calculado",
}
_NAMED: Final = re.compile(
    r"TRIGGER (?:IF NOT EXISTS )?(\w+)\s+BEFORE [A-Z ]+? ON (\w+)", re.IGNORECASE
)
_OFF: Final = "off"
SAID: Final = 3  # of what is wrong, in a sentence
_FUNCTION: Final = re.compile(
    r"CREATE OR REPLACE FUNCTION (\w+)\(\) RETURNS trigger LANGUAGE plpgsql AS \$\$(.*?)\$\$", re.S
)
_TRIGGER: Final = re.compile(
    r"CREATE (?:OR REPLACE )?TRIGGER (\w+) BEFORE ([A-Z ]+?) ON (?:\w+\.)?(\w+)\s+"
    r"FOR EACH (ROW|STATEMENT) EXECUTE FUNCTION (?:\w+\.)?(\w+)\(([^)]*)\)"
)


def wrong(vendor: str, query: Query) -> dict[str, str]:
    """Name -> what is wrong with it: «falta», «no es el que debe ser» or «está apagado».

    `query` asks a database whose tables are those of this program: see `database_state`.
    """
    if vendor == "postgresql":
        return _compared(_expected_in_postgres(), _found_in_postgres(query))
    return _compared(_expected_in_sqlite(query), dict(query(_SQLITE)))


def strange(vendor: str, query: Query, *, pending: bool) -> list[str]:
    """Triggers, views, rules and what is computed that this program did not write.

    In words: «el disparador x».

    They can change what is asked or written while every one of ours is there, or never end.
    `pending`: the tables are of an older program, whose triggers may have other names.
    """
    text = ";\n".join(statements(vendor, declared()))
    ours = {("trigger", name, table) for name, table in _NAMED.findall(text)}
    if pending:
        ours |= {("trigger", name, one.table) for one in declared() for name in one.former}
    found = query(_POSTGRES_EVERY if vendor == "postgresql" else _SQLITE_EVERY)
    return [f"{_KINDS[row[0]]} {row[1]}" for row in found if tuple(row) not in ours]


def lacking(vendor: str, query: Query) -> list[str]:
    """What is `wrong`, in words: «el disparador x falta»."""
    return [f"el disparador {name} {why}" for name, why in wrong(vendor, query).items()]


def few(found: list[str]) -> str:
    """The first of them, and how many more there are."""
    more = f" y {len(found) - SAID} más" if len(found) > SAID else ""
    return f"{', '.join(found[:SAID])}{more}"


def unguarded(vendor: str, query: Query, *, pending: bool) -> str:
    """A sentence on what lets facts be changed, and what it means for a backup; "" if nothing.

    `pending`: the tables are of an older program, which had fewer triggers.
    """
    found = [] if pending else lacking(vendor, query)
    found += [f"está de más {what}" for what in strange(vendor, query, pending=pending)]
    if not found:
        return ""
    # with PostgreSQL a backup has rows alone, and restoring writes the triggers anew
    after = ", y un respaldo así no se puede restaurar: corríjalo y guarde otro"
    return f"La base no protege sus hechos ({few(found)}){'' if vendor == 'postgresql' else after}."


def _compared(expected: dict[str, str], found: dict[str, str]) -> dict[str, str]:
    missing = dict.fromkeys(expected.keys() - found.keys(), "falta")
    shared = expected.keys() & found.keys()
    off = {name: "está apagado" for name in shared if found[name] == _OFF}
    changed = {
        name: "no es el que debe ser"
        for name in shared - off.keys()
        if found[name] != expected[name]
    }
    return dict(sorted({**missing, **off, **changed}.items()))


def _expected_in_sqlite(query: Query) -> dict[str, str]:
    """Written in memory over tables alike, to be compared as the engine itself keeps them."""
    with closing(sqlite3.connect(":memory:")) as apart:
        names = {one.table for one in declared()}
        for name, sql in query(_SQLITE_TABLES):
            if name in names:
                apart.execute(sql)
        for statement in statements("sqlite", declared()):
            apart.execute(statement)
        return dict(apart.execute(_SQLITE).fetchall())


def _found_in_postgres(query: Query) -> dict[str, str]:
    names = ", ".join(f"'{one.table}'" for one in declared())
    return {
        name: _OFF if enabled in ("D", "R") else _in_one_form(definition, source)
        for name, definition, source, enabled in query(_POSTGRES.format(names=names))
    }


def _expected_in_postgres() -> dict[str, str]:
    text = ";\n".join(statements("postgresql", declared()))
    sources = dict(_FUNCTION.findall(text))
    return {
        found[1]: _in_one_form(found[0], sources[found[5]]) for found in _TRIGGER.finditer(text)
    }


def _in_one_form(definition: str, source: str) -> str:
    """A trigger and its function in words that two spellings share."""
    found = _TRIGGER.fullmatch(definition.strip())
    if found is None:
        return definition
    _, events, table, each, function, says = found.groups()
    when = " ".join(sorted(events.split(" OR ")))
    return f"{when} {table} {each} {function} {says} {' '.join(source.split())}"
