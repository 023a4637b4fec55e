"""The database itself refuses to change, remove or replace a row of a table declared so.

A domain declares its tables (`AppendOnly`) in the configuration of its app; from that come the
triggers of both engines, what `doctor` compares and what each migration freezes (`frozen`). They
are written again after every `migrate`, because SQLite loses the triggers of a table that it
rebuilds.

Replacing (`INSERT OR REPLACE`) deletes silently on SQLite unless a pragma of the client says
otherwise, so an insert that would replace is refused before it does. PostgreSQL has no such
insert: its `ON CONFLICT DO UPDATE` is a change, and is refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.apps import AppConfig, apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import QuerySet
from django.db.models.signals import post_migrate

SQLITE: Final = "sqlite"
POSTGRES: Final = "postgresql"


@dataclass(frozen=True, slots=True)
class Rule:
    """What every new row must meet besides: a trigger `TABLE_NAME` that refuses with `says`.

    `broken`: a condition in SQL over NEW, true of a row that must not enter; one for each engine
    where their words differ.
    """

    name: str
    says: str
    broken: str | Mapping[str, str]

    def broken_on(self, vendor: str) -> str:
        return self.broken if isinstance(self.broken, str) else self.broken[vendor]


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """A table whose rows stay. `refusal`: the sentence of whoever would change one.

    `unique`: the columns, alone or together, that no two rows may share. `repeated`: the sentence
    of whoever would replace a row, where it is another. `former`: names of triggers that older
    programs wrote on it.
    """

    table: str
    refusal: str
    unique: tuple[tuple[str, ...], ...]
    repeated: str = ""
    rules: tuple[Rule, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """A table whose rows say when they were registered (see `clock`).

    `model`: its name in the app. `at`, `by`, `simulated`: the ways to when, to by whom ("": it
    does not say) and to whether it is made up.
    """

    model: str
    at: str = "registered_at"
    by: str = "registered_by"
    simulated: str = "simulated"


class RecordsConfig(AppConfig):
    """An app with tables whose rows stay."""

    append_only: tuple[AppendOnly, ...] = ()
    dated: tuple[Dated, ...] = ()

    def ready(self) -> None:
        post_migrate.connect(_hold_to_it, sender=self)


def _hold_to_it(using: str, app_config: RecordsConfig, **signal: Any) -> None:
    """Of the tables as they are today: those of an earlier migration may lack what is declared."""
    executor = MigrationExecutor(connections[using])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes(app_config.label)):
        install(connections[using], app_config.append_only)


def configs() -> tuple[RecordsConfig, ...]:
    """The apps that are installed and declare tables, in their order."""
    return tuple(each for each in apps.get_app_configs() if isinstance(each, RecordsConfig))


def declared() -> tuple[AppendOnly, ...]:
    """The tables of all of them."""
    return tuple(table for config in configs() for table in config.append_only)


def real_rows(app: str, each: Dated) -> QuerySet[Any]:
    """The rows of a dated table of an app that nobody made up."""
    model = apps.get_model(app, each.model)
    return model._default_manager.filter(**{each.simulated: False})


def install(connection: Any, tables: Iterable[AppendOnly]) -> None:
    """Write the triggers of these tables; harmless when they are there."""
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor, tables):
            cursor.execute(statement)


def statements(vendor: str, tables: Iterable[AppendOnly]) -> list[str]:
    """What `install` runs on an engine."""
    of_table = {SQLITE: _on_sqlite, POSTGRES: _on_postgres}[vendor]
    every = [statement for table in tables for statement in of_table(table)]
    return [_REFUSE, *every] if vendor == POSTGRES and every else every


def frozen(tables: Sequence[AppendOnly]) -> dict[str, tuple[str, ...]]:
    """What a migration keeps of today's declarations: engine -> statements."""
    return {vendor: tuple(statements(vendor, tables)) for vendor in (SQLITE, POSTGRES)}


_REFUSE: Final = """\
CREATE OR REPLACE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"""


def _on_sqlite(of: AppendOnly) -> list[str]:
    return [
        _sqlite(of, "no_update", "UPDATE", of.refusal),
        _sqlite(of, "no_delete", "DELETE", of.refusal),
        _sqlite(of, "no_replace", "INSERT", of.repeated or of.refusal, _taken(of)),
        *(_sqlite(of, rule.name, "INSERT", rule.says, rule.broken_on(SQLITE)) for rule in of.rules),
    ]


def _sqlite(of: AppendOnly, name: str, event: str, says: str, when: str = "") -> str:
    condition = f"\nWHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER IF NOT EXISTS {of.table}_{name} BEFORE {event} ON {of.table}{condition}\n"
        f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
    )


def _taken(of: AppendOnly) -> str:
    """That a row with the same number, or the same in columns that no two share, is there."""
    same = [" AND ".join(f"{one} = NEW.{one}" for one in columns) for columns in of.unique]
    found = " OR ".join(f"({each})" for each in ("rowid = NEW.rowid", *same))
    return f"EXISTS (SELECT 1 FROM {of.table} WHERE {found})"


def _on_postgres(of: AppendOnly) -> list[str]:
    return [
        f"CREATE OR REPLACE TRIGGER {of.table}_no_change BEFORE UPDATE OR DELETE ON {of.table}\n"
        f"FOR EACH ROW EXECUTE FUNCTION records_refuse('{of.refusal}')",
        f"CREATE OR REPLACE TRIGGER {of.table}_no_truncate BEFORE TRUNCATE ON {of.table}\n"
        f"FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('{of.refusal}')",
        *(statement for rule in of.rules for statement in _rule_on_postgres(of, rule)),
    ]


def _rule_on_postgres(of: AppendOnly, rule: Rule) -> tuple[str, str]:
    name = f"{of.table}_{rule.name}"
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        f"BEGIN\n  IF {rule.broken_on(POSTGRES)}\n  THEN RAISE EXCEPTION '{rule.says}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF;\n  RETURN NEW;\nEND $$",
        f"CREATE OR REPLACE TRIGGER {name} BEFORE INSERT ON {of.table}\n"
        f"FOR EACH ROW EXECUTE FUNCTION {name}()",
    )
