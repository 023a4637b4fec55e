"""The events in a file: for Excel, or a line of JSON each."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from django.db.models import Q, QuerySet

from sinasec.audit.events import CHAIN
from sinasec.audit.models import Event
from sinasec.spreadsheets.delimited import ArmedWriter
from sinasec.time_zone import LIMA
from sinasec.translation import gettext as _
from sinasec.whole_file import aside_of

AT_ONCE: Final = 2_000
LINES: Final = ".jsonl"
CSV: Final = ".csv"


class UnknownFormat(ValueError):
    """A sentence: the name of the file does not say a format that can be written."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which events: days in Lima, both within; `action`: one, or how several begin (`letters.`);
    `who`: part of the name of whoever answers for them, or of the account."""

    first: date | None = None
    last: date | None = None
    action: str = ""
    who: str = ""

    def events(self) -> QuerySet[Event]:
        """In the order in which they were noted."""
        found = Event.objects.order_by("id")
        if self.first:
            found = found.filter(at__gte=datetime.combine(self.first, time.min, LIMA))
        if self.last:
            after = datetime.combine(self.last + timedelta(days=1), time.min, LIMA)
            found = found.filter(at__lt=after)
        if self.action:
            found = found.filter(action__startswith=self.action)
        if self.who:
            found = found.filter(Q(who__icontains=self.who) | Q(account__icontains=self.who))
        return found


def check_format(path: Path) -> str:
    """ ".csv" or ".jsonl", from the name of the file. Raises UnknownFormat."""
    suffix = path.suffix.lower()
    if suffix not in (CSV, LINES):
        raise UnknownFormat(_("«{name}» debe terminar en .csv o .jsonl.").format(name=path.name))
    return suffix


def write_events(path: Path, asked: Asked) -> int:
    """Write them, streamed; returns how many. Raises UnknownFormat."""
    writer = {CSV: _write_csv, LINES: _write_lines}[check_format(path)]
    links = dict(CHAIN.links._default_manager.values_list("at", "sha256"))
    rows = (as_document(each, links) for each in asked.events().iterator(AT_ONCE))
    with aside_of(path) as aside:
        return writer(aside, rows)


def as_document(event: Event, links: Mapping[datetime, str]) -> dict[str, Any]:
    """One event for a program; personal values only as the digests that it holds.

    `links`: the moment of a real event -> the digest of its link.
    """
    return {
        "number": event.pk,
        "at": event.at.astimezone(UTC).isoformat(),
        "who": event.who,
        "account": event.account,
        "person": event.person,
        "hat": event.hat,
        "origin": event.origin,
        "where": event.via,
        "action": event.action,
        "kind": event.kind,
        "code": event.code,
        "before": _read(event.before),
        "after": _read(event.after),
        "why": event.why,
        "personal": _read(event.personal),
        "simulated": event.simulated,
        "link": "" if event.simulated else links.get(event.at, ""),
    }


HEADERS: Final[Mapping[str, str]] = {
    "number": _("Número"),
    "at": _("Momento (hora universal)"),
    "who": _("Quién responde"),
    "account": _("Cuenta"),
    "person": _("Persona"),
    "hat": _("Rol y ámbito"),
    "origin": _("Por dónde"),
    "where": _("Orden, dirección o trabajo"),
    "action": _("Acción"),
    "kind": _("Qué"),
    "code": _("Cuál"),
    "before": _("Antes"),
    "after": _("Después"),
    "why": _("Por qué"),
    "personal": _("Huellas de valores personales"),
    "simulated": _("SIMULADO"),
    "link": _("Huella del eslabón"),
}


def _write_csv(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """With `;` and the UTF-8 mark, as Excel opens it; no text can be taken for a formula."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = ArmedWriter(stream, ";")
        writer.writerow(HEADERS.values())
        for row in rows:
            writer.writerow([_cell(row[name]) for name in HEADERS])
            count += 1
    return count


def _write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return "" if value is None else str(value)


def _read(text: str) -> dict[str, Any]:
    return json.loads(text) if text else {}
