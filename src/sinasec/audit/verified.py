"""Whether what was noted is what was noted: the chain, and what may be erased beside it."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sinasec.audit.erasing import ERASE, UNTIL
from sinasec.audit.events import CHAIN, digest
from sinasec.audit.models import Event, Personal
from sinasec.records.chain import Broken
from sinasec.records.clock import nobody_registering
from sinasec.translation import gettext as _

AT_ONCE: Final = 2_000
CHANGED: Final = _("el valor personal «{field}» del suceso {number} no es el que se anotó")
MISSING: Final = _("falta el valor personal «{field}» del suceso {number}, cuyo plazo no pasó")


def altered() -> list[Broken]:
    """Where the events are not those that were linked, and personal values not those noted."""
    with nobody_registering():
        return [*CHAIN.broken(), *_personal()]


def _personal() -> Iterator[Broken]:
    """What is erased is sound when an event says until when; what was never so old is missing."""
    until = erased_until()
    values: dict[int, list[Personal]] = {}
    for value in Personal.objects.select_related("event").order_by("id").iterator(AT_ONCE):
        values.setdefault(value.event.pk, []).append(value)
    for event in Event.objects.exclude(personal="").order_by("id").iterator(AT_ONCE):
        noted: dict[str, str] = json.loads(event.personal)
        for value in values.get(event.pk, ()):
            if noted.pop(value.field, "") != digest(value.salt, value.value):
                yield _wrong(CHANGED, value.field, event)
        if until is None or event.at >= until:
            for field in noted:
                yield _wrong(MISSING, field, event)


def erased_until() -> datetime | None:
    """Before when personal values were erased, as the last event of it says; None if never."""
    last = Event.objects.filter(action=ERASE, simulated=False).order_by("-id").first()
    return datetime.fromisoformat(json.loads(last.after)[UNTIL]) if last else None


def _wrong(says: str, field: str, event: Event) -> Broken:
    return Broken(None, says.format(field=field, number=event.pk))
