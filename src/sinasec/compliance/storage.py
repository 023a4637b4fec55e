"""Many facts in and out of the database at once, without asking Django for each value."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Final, TypeVar

from django.db import connection
from django.db.models import Model

from sinasec.compliance.entries import ActEntry
from sinasec.compliance.models import Act, Batch

_Item = TypeVar("_Item")

_MANY: Final = 5_000
_VALUES: Final = 30_000  # of one statement: SQLite takes 32,766
_COLUMNS: Final = (
    "id",
    "committee_id",
    "kind",
    "date",
    "attributes",
    "evidence_url",
    "evidence_sha256",
    "supersedes_id",
    "simulated",
    "registered_at",
    "registered_by",
    "source_id",
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What is asked of an act that is already registered."""

    committee: str
    kind: str
    simulated: bool
    evidence_url: str
    evidence_sha256: str


def registered(ids: Iterable[str]) -> dict[str, Stored]:
    """Those of the acts that are in the database, by code."""
    fields = ("id", "committee_id", "kind", "simulated", "evidence_url", "evidence_sha256")
    return {
        key: Stored(committee, kind, bool(simulated), *evidence)
        for key, committee, kind, simulated, *evidence in _of_acts(fields, "id", ids)
    }


def superseded(ids: Iterable[str]) -> set[str]:
    """Those of the acts that a correction has already superseded."""
    return {key for (key,) in _of_acts(("supersedes_id",), "supersedes_id", ids)}


def _of_acts(fields: Sequence[str], column: str, ids: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """Those fields of the acts whose `column` is one of the codes.

    The codes go in one value: what Django makes of each of 50,000 parameters costs more than to
    find them.
    """
    codes = json.dumps(list(ids))
    each = {"sqlite": "SELECT value FROM json_each(%s)"}.get(
        connection.vendor, "SELECT json_array_elements_text(%s::json)"
    )
    table = Act._meta.db_table
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(fields)} FROM {table} WHERE {column} IN ({each})", [codes]
        )
        while some := cursor.fetchmany(_MANY):
            yield from some


def insert_acts(
    acts: Collection[tuple[str, ActEntry]], *, by: str, source: Batch | None, now: datetime
) -> None:
    """Add the acts (code, entry) in the order given, inside the caller's transaction."""
    batch = source.pk if source else None
    moment = _as_written(now)
    rows = (
        (
            key,
            entry.committee,
            entry.kind,
            entry.date.isoformat(),
            entry.attributes_text,
            entry.evidence_url,
            entry.evidence_sha256,
            entry.supersedes,
            entry.simulated,
            _as_written(entry.registered_at) if entry.registered_at else moment,
            by,
            batch,
        )
        for key, entry in acts
    )
    _insert(Act._meta.db_table, _COLUMNS, rows)


def insert_rows(rows: Sequence[Model]) -> None:
    """Add rows of one table whose key the database gives; they are not told which it gave."""
    if not rows:
        return
    meta = rows[0]._meta
    given = [field for field in meta.concrete_fields if not field.primary_key]
    values = (tuple(_as_written(getattr(row, field.attname)) for field in given) for row in rows)
    _insert(meta.db_table, [field.column for field in given], values)


def _insert(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """`rows`: with their values as written.

    Many in each statement: before each one that a trigger may refuse SQLite keeps a copy of what
    it is about to change, and of single rows that is most of the work.
    """
    one = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        for some in _parts(rows, _VALUES // len(columns)):
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * len(some))}",
                [value for row in some for value in row],
            )


def _as_written(value: Any) -> Any:
    """Days and moments as Django writes them, so that both spellings are one.

    SQLite has a moment without a zone, in UTC.
    """
    if isinstance(value, datetime):
        plain = str(value.astimezone(UTC).replace(tzinfo=None))
        return f"{plain}+00" if connection.vendor == "postgresql" else plain
    return value.isoformat() if isinstance(value, date) else value


def _parts(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    left = iter(items)
    while part := list(islice(left, size)):
        yield part
