"""A chain of what was written: each link holds what was written together, and the link before it.

FACTS is that of what was registered, and the functions of this module are its own; `audit` has
another, of the same kind.

A row cannot be changed, removed or slipped in behind the triggers without a link that says
otherwise; nor can the links be made again, because each publication says the head of its day and
is signed. Made-up rows take no part, as in `clock`.

A row is digested as the JSON of its columns that have a value, by name: so a column that is added
later, empty in the rows that are there, changes no link.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, Final

from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from sinasec.records.append_only import Dated, configs, real_rows
from sinasec.records.models import ChainLink, Link
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


@dataclass(frozen=True, slots=True)
class Chain:
    """Links over the rows of some tables, each of the same moment and app together.

    `links`: the model that keeps them (see `models.ChainLink`). `tables`: app -> its tables that
    say when each row was written, asked when they are needed. `of`: what a link holds, in Spanish.
    """

    links: type[ChainLink]
    tables: Callable[[], Mapping[str, tuple[Dated, ...]]]
    of: str

    def head(self) -> Head | None:
        """The end of the chain; None before anything real was linked."""
        last = self._last()
        return Head(self.length(), last.sha256) if last else None

    def length(self) -> int:
        return self._links.count()

    def passes_through(self, said: Head) -> bool:
        """Whether the chain is the one that had this head."""
        there = self._links.order_by("id")[said.links - 1 : said.links] if said.links > 0 else ()
        return [one.sha256 for one in there] == [said.sha256]

    def has(self, app: str, at: datetime) -> bool:
        """Whether there is a link of that app and moment."""
        return self._links.filter(app=app, at=at).exists()

    def begin(self, app: str) -> None:
        """Link what an earlier program wrote in an app, which kept no chain.

        Before this one writes anything, in the turn of whoever registers (see `clock`). Nothing is
        done where there are links.
        """
        if self._links.filter(app=app).exists():
            return
        for at, rows in sorted(_by_moment(app, self.tables()[app]).items()):
            self._add(app, at, rows)

    def link(self, app: str, at: datetime) -> bool:
        """Add what was written of an app with that moment; whether anything was.

        In the transaction that writes it, in the turn of whoever registers.
        """
        rows = [line for dated in self.tables()[app] for _, line in _lines(app, dated, at)]
        if rows:
            self._add(app, at, rows)
        return bool(rows)

    def broken(self) -> Iterator[Broken]:
        """Where the chain and the rows do not agree, each link and all that no link holds."""
        found = {
            (app, at): rows
            for app, tables in self.tables().items()
            for at, rows in _by_moment(app, tables).items()
        }
        before = ""
        for one in self._links.order_by("id").iterator():
            rows = found.pop((one.app, one.at), [])
            if one.sha256 != _sealed(before, one.app, one.at, one.rows, one.digest):
                yield Broken(one.pk, f"el eslabón {one.pk} no sigue al que está antes de él")
            if one.digest != _digest(rows):
                says = f"{self._what(one.at)} {_not_as_it_was(one.rows, len(rows))}"
                yield Broken(one.pk, says)
            before = one.sha256
        for (_, at), rows in sorted(found.items(), key=lambda each: each[0][1]):
            says = f"{self._what(at)} no está en la cadena ({_counted(len(rows))})"
            yield Broken(None, says)

    @property
    def _links(self) -> QuerySet[ChainLink]:
        return self.links._default_manager.all()

    def _last(self) -> ChainLink | None:
        return self._links.order_by("-id").first()

    def _what(self, at: datetime) -> str:
        return f"{self.of} el {timezone.localtime(at, LIMA):%d/%m/%Y a las %H:%M:%S}"

    def _add(self, app: str, at: datetime, rows: Sequence[bytes]) -> None:
        before = self._last()
        digest = _digest(rows)
        sealed = _sealed(before.sha256 if before else "", app, at, len(rows), digest)
        self._links.create(app=app, at=at, rows=len(rows), digest=digest, sha256=sealed)


def _facts() -> dict[str, tuple[Dated, ...]]:
    return {config.label: config.dated for config in configs()}


FACTS: Final = Chain(Link, _facts, "lo registrado")
head = FACTS.head
length = FACTS.length
passes_through = FACTS.passes_through
begin = FACTS.begin
link = FACTS.link
broken = FACTS.broken


def _not_as_it_was(before: int, now: int) -> str:
    if before == now:
        return f"no dice lo que decía ({_counted(now)})"
    return f"tenía {_counted(before)} y ahora {now}"


def _counted(rows: int) -> str:
    return "1 fila" if rows == 1 else f"{rows} filas"


def _digest(rows: Iterable[bytes]) -> str:
    """Of a set of rows, each given by its own hash."""
    return hashlib.sha256(b"".join(sorted(rows))).hexdigest()


def _sealed(before: str, app: str, at: datetime, rows: int, digest: str) -> str:
    said = [before, app, at.astimezone(UTC).isoformat(timespec="microseconds"), rows, digest]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _by_moment(app: str, tables: Iterable[Dated]) -> dict[datetime, list[bytes]]:
    found: dict[datetime, list[bytes]] = defaultdict(list)
    for dated in tables:
        for at, line in _lines(app, dated):
            found[at].append(line)
    return found


def _lines(app: str, dated: Dated, at: datetime | None = None) -> Iterator[tuple[datetime, bytes]]:
    """The moment and the hash of each real row; `at`: only of those that carry it."""
    meta = apps.get_model(app, dated.model)._meta
    names = sorted(field.attname for field in meta.concrete_fields)
    chosen = real_rows(app, dated).order_by()
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
