"""Personal values that have been kept long enough are erased; the events and their chain stay."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from django.db import transaction

from sinasec.audit.events import Thing, record
from sinasec.audit.models import Event, Personal
from sinasec.definitions.audit.retention import Retention
from sinasec.time_zone import LIMA, day_of

ERASE: Final = "audit.erase"
UNTIL: Final = "hasta"


@dataclass(frozen=True, slots=True)
class Erased:
    """`values`: how many, of events before `until`."""

    until: datetime
    values: int


def to_erase(kept: Retention, now: datetime) -> Erased:
    """What would be erased at that instant. Only reads."""
    until = datetime.combine(kept.kept_from(day_of(now)), time.min, LIMA)
    return Erased(until, Personal.objects.filter(event__at__lt=until).count())


@transaction.atomic
def erase(kept: Retention, *, now: datetime, by: str) -> Erased:
    """Erase it, and note that it was. Nothing is noted where there is nothing to erase."""
    found = to_erase(kept, now)
    if found.values:
        old = Event.objects.filter(at__lt=found.until)
        Personal.objects.filter(event__in=old).delete()
        record(
            ERASE,
            Thing("auditoría", "valores-personales"),
            by=by,
            after={UNTIL: found.until, "valores": found.values, "meses": kept.months},
            why=kept.reason,
        )
    return found
