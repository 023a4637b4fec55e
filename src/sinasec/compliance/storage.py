"""Many acts in and out of the database at once, without an object for each."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Final, TypeVar

from django.db import connection

from sinasec.compliance.entries import ActEntry
from sinasec.compliance.models import Act, Batch

_Item = TypeVar("_Item")

_MANY: Final = 5_000
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
_INSERT: Final = (
    f"INSERT INTO compliance_act ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * 12)})"
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
    found: dict[str, Stored] = {}
    fields = ("committee_id", "kind", "simulated", "evidence_url", "evidence_sha256")
    for some in _parts(ids):
        rows = Act.objects.filter(pk__in=some).values_list("id", *fields)
        found.update((key, Stored(*rest)) for key, *rest in rows)
    return found


def superseded(ids: Iterable[str]) -> set[str]:
    """Those of the acts that a correction has already superseded."""
    found: set[str] = set()
    for some in _parts(ids):
        found.update(
            Act.objects.filter(supersedes_id__in=some).values_list("supersedes_id", flat=True)
        )
    return found


def insert_acts(
    acts: Collection[tuple[str, ActEntry]], *, by: str, source: Batch | None, now: datetime
) -> None:
    """Add the acts (code, entry) in the order given, inside the caller's transaction."""
    batch = source.pk if source else None
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
            _moment(entry.registered_at or now),
            by,
            batch,
        )
        for key, entry in acts
    )
    with connection.cursor() as cursor:
        for some in _parts(rows):
            cursor.executemany(_INSERT, some)


def _moment(moment: datetime) -> str:
    """As Django writes it, so that both spellings are one: SQLite without a zone, in UTC."""
    plain = str(moment.astimezone(UTC).replace(tzinfo=None))
    return f"{plain}+00" if connection.vendor == "postgresql" else plain


def _parts(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    left = iter(items)
    while part := list(islice(left, _MANY)):
        yield part
