"""The one chain of what was registered: each link holds what a registration wrote, and the link
before it.

A row cannot be changed, removed or slipped in behind the triggers without a link that says
otherwise; nor can the links be made again, because each publication says the head of its day and
is signed. Made-up rows take no part, as in `clock`.

A row is digested as the JSON of its columns that have a value, by name: so a column that is added
later, empty in the rows that are there, changes no link.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, Final

from django.apps import apps
from django.db import connection
from django.utils import timezone

from sinasec.records.append_only import Dated, RecordsConfig, configs, real_rows
from sinasec.records.models import Link
from sinasec.time_zone import LIMA

AT_ONCE: Final = 5_000  # rows taken from the database
_TEXT: Final = json.JSONEncoder(ensure_ascii=False).encode  # made once: `dumps` makes one each time


@dataclass(frozen=True, slots=True)
class Head:
    """How many links there are, and the last one, which answers for all."""

    links: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Broken:
    """`link`: its number; None for rows that no link holds. `says`: a clause in Spanish."""

    link: int | None
    says: str


def head() -> Head | None:
    """The end of the chain; None before anything real was registered."""
    last = Link.objects.order_by("-id").first()
    return Head(Link.objects.count(), last.sha256) if last else None


def length() -> int:
    return Link.objects.count()


def passes_through(said: Head) -> bool:
    """Whether the chain is the one that had this head."""
    there = Link.objects.order_by("id")[said.links - 1 : said.links] if said.links > 0 else ()
    return [one.sha256 for one in there] == [said.sha256]


def begin(app: str) -> None:
    """Link what an earlier program registered in an app, which kept no chain.

    Before this one writes anything, in the turn of whoever registers (see `clock`). Nothing is
    done where there are links.
    """
    if Link.objects.filter(app=app).exists():
        return
    for at, rows in sorted(_by_moment(_config(app)).items()):
        _add(app, at, rows)


def link(app: str, at: datetime) -> None:
    """Add what was written of an app with that moment, if anything was.

    In the transaction that writes it, in the turn of whoever registers.
    """
    config = _config(app)
    rows = [line for dated in config.dated for _, line in _lines(config, dated, at)]
    if rows:
        _add(app, at, rows)


def broken() -> Iterator[Broken]:
    """Where the chain and the rows do not agree, each link and all that no link holds."""
    found = {
        (config.label, at): rows for config in configs() for at, rows in _by_moment(config).items()
    }
    before = ""
    for one in Link.objects.order_by("id").iterator():
        rows = found.pop((one.app, one.at), [])
        if one.sha256 != _sealed(before, one.app, one.at, one.rows, one.digest):
            yield Broken(one.pk, f"el eslabón {one.pk} no sigue al que está antes de él")
        if one.digest != _digest(rows):
            yield Broken(one.pk, f"{_registration(one.at)} {_not_as_it_was(one.rows, len(rows))}")
        before = one.sha256
    for (_, at), rows in sorted(found.items(), key=lambda each: each[0][1]):
        yield Broken(None, f"{_registration(at)} no está en la cadena ({_counted(len(rows))})")


def _registration(at: datetime) -> str:
    return f"lo registrado el {timezone.localtime(at, LIMA):%d/%m/%Y a las %H:%M:%S}"


def _not_as_it_was(before: int, now: int) -> str:
    if before == now:
        return f"no dice lo que decía ({_counted(now)})"
    return f"tenía {_counted(before)} y ahora {now}"


def _counted(rows: int) -> str:
    return "1 fila" if rows == 1 else f"{rows} filas"


def _add(app: str, at: datetime, rows: Sequence[bytes]) -> None:
    before = head()
    digest = _digest(rows)
    sealed = _sealed(before.sha256 if before else "", app, at, len(rows), digest)
    Link.objects.create(app=app, at=at, rows=len(rows), digest=digest, sha256=sealed)


def _digest(rows: Iterable[bytes]) -> str:
    """Of a set of rows, each given by its own hash."""
    return hashlib.sha256(b"".join(sorted(rows))).hexdigest()


def _sealed(before: str, app: str, at: datetime, rows: int, digest: str) -> str:
    said = [before, app, at.astimezone(UTC).isoformat(timespec="microseconds"), rows, digest]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _by_moment(config: RecordsConfig) -> dict[datetime, list[bytes]]:
    found: dict[datetime, list[bytes]] = defaultdict(list)
    for dated in config.dated:
        for at, line in _lines(config, dated):
            found[at].append(line)
    return found


def _lines(
    config: RecordsConfig, dated: Dated, at: datetime | None = None
) -> Iterator[tuple[datetime, bytes]]:
    """The moment and the hash of each real row; `at`: only of those that carry it."""
    meta = apps.get_model(config.label, dated.model)._meta
    names = sorted(field.attname for field in meta.concrete_fields)
    chosen = real_rows(config, dated).order_by()
    if at is not None:
        chosen = chosen.filter(**{dated.at: at})
    # As the database has them: what an ORM makes of each value costs ten times the digest.
    query, given = chosen.values_list(dated.at, *names).query.sql_with_params()
    begins, keys = f"[{_TEXT(meta.db_table)}, {{", [f"{_TEXT(name)}: " for name in names]
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, given)
        while found := cursor.fetchmany(AT_ONCE):
            for moment, *values in found:
                said = [
                    key + (encode_basestring(value) if type(value) is str else _said(value))
                    for key, value in zip(keys, values, strict=True)
                    if value is not None
                ]
                text = f"{begins}{', '.join(said)}}}]"  # by parts: of a whole one JSON takes long
                yield at or _moment(moment), hashlib.sha256(text.encode()).digest()


@lru_cache(maxsize=4096, typed=True)  # whatever a load brings says the same few days and moments
def _said(value: Any) -> str:
    """One JSON text for one value, whichever engine holds it."""
    if isinstance(value, datetime):
        return _TEXT(_moment(value).isoformat(timespec="microseconds"))
    if isinstance(value, date):
        return _TEXT(value.isoformat())
    return _TEXT(int(value) if isinstance(value, bool) else value)


def _moment(value: datetime) -> datetime:
    """SQLite gives it without zone."""
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _config(app: str) -> RecordsConfig:
    return next(config for config in configs() if config.label == app)
