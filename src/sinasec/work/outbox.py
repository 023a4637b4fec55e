"""What people and schedules do with the list of work: ask, ask again, cancel; and forget the old.

Whoever asks inside a transaction asks with it: undone, nothing was asked.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from sinasec.audit.events import Thing, record
from sinasec.translation import gettext as _
from sinasec.work.kinds import work_kind
from sinasec.work.models import (
    CANCELLED,
    DONE,
    FINISHED,
    LONGEST_KEY,
    UNFINISHED,
    WAITS,
    Job,
)

KEPT: Final = timedelta(days=30)  # what was done or cancelled
KEPT_FAILED: Final = timedelta(days=180)  # what was refused or given up
RESTORED: Final = _(
    "Quedó sin terminar en la instalación de la que salió el respaldo: pídalo otra vez."
)


class CannotChange(ValueError):
    """A sentence: why that work cannot be cancelled or asked again, and what to do."""


def ask(
    kind: str,
    key: str,
    arguments: Mapping[str, Any],
    *,
    by: str,
    now: datetime,
    due: datetime | None = None,
    again: bool = False,
    noted: bool = True,
) -> Job:
    """Ask for it, not before `due`. The same key again is the same work, and changes nothing.

    `again`: unless it has finished; then it is asked anew, with these arguments. `noted`: False of
    what the program itself asks for, which is nobody's doing. Raises `UnknownWork`, and ValueError
    for a key that is too long.
    """
    work_kind(kind)
    if len(key) > LONGEST_KEY:
        raise ValueError(f"a key has at most {LONGEST_KEY} letters")
    asked = {"arguments": dict(arguments), "created_at": now, "created_by": by, "due": due or now}
    with transaction.atomic():
        job, new = Job.objects.get_or_create(kind=kind, key=key, defaults=asked)
        if again and not new:
            ended = Job.objects.filter(pk=job.pk, state__in=FINISHED)
            new = bool(ended.update(**asked, **_ANEW, result={}))
            job.refresh_from_db()
        if new and noted:
            record("work.ask", _thing(job), by=by, after={"para": job.due})
    return job


_ANEW: Final[Mapping[str, Any]] = {
    "state": WAITS,
    "attempts": 0,
    "worker": "",
    "lease_until": None,
    "started_at": None,
    "finished_at": None,
    "done": 0,
    "total": 0,
    "words": "",
    "said": "",
}


def find(number: int) -> Job:
    """Raises `CannotChange`."""
    found = Job.objects.filter(pk=number).first()
    if found is None:
        raise CannotChange(
            _("No hay ningún trabajo {number}: vea cuáles con «sinasec outbox list».").format(
                number=number
            )
        )
    return found


def retry(number: int, *, now: datetime) -> Job:
    """Begin anew what was refused, given up or cancelled; what waits its turn, without waiting.

    What it had noted stays: it goes on from there. Raises `CannotChange`.
    """
    with transaction.atomic():
        job = find(number)
        ended = Job.objects.filter(pk=number, state__in=FINISHED).exclude(state=DONE)
        waiting = Job.objects.filter(pk=number, state=WAITS)
        if not (ended.update(**_ANEW, due=now) or waiting.update(due=now, attempts=0)):
            raise CannotChange(
                _("El trabajo {number} ya está hecho: pida otro.").format(number=number)
                if job.state == DONE
                else _("El trabajo {number} está en curso: espere a que termine.").format(
                    number=number
                )
            )
        before = {"estado": job.state}
        job.refresh_from_db()
        record("work.retry", _thing(job), before=before, after={"estado": job.state})
    return job


def cancel(number: int, *, by: str, now: datetime) -> Job:
    """Nobody will do it. What runs is stopped by its worker, unless it ends before.

    What was given up is set aside the same way. Raises `CannotChange`.
    """
    with transaction.atomic():
        job = find(number)
        left = Job.objects.filter(pk=number).exclude(state__in=(DONE, CANCELLED))
        if not left.update(
            state=CANCELLED,
            finished_at=now,
            lease_until=None,
            said=_("Lo anuló {by}.").format(by=by),
        ):
            raise CannotChange(
                _("El trabajo {number} ya está {state}: no hay qué anular.").format(
                    number=number, state=job.state
                )
            )
        before = {"estado": job.state}
        job.refresh_from_db()
        record("work.cancel", _thing(job), by=by, before=before, after={"estado": job.state})
    return job


def _thing(job: Job) -> Thing:
    return Thing("trabajo", f"{job.pk} {job}")


def let_go(now: datetime) -> int:
    """Cancel what the backup that was put back had unfinished; how many there were."""
    left = Job.objects.filter(state__in=UNFINISHED)
    return left.update(state=CANCELLED, finished_at=now, lease_until=None, said=RESTORED)


def forget(now: datetime) -> int:
    """Remove what finished long ago, save the last of each kind; how many there were."""
    last = Job.objects.filter(state__in=FINISHED).values("kind").annotate(last=Max("id"))
    old = Job.objects.filter(finished_at__lt=now - KEPT).exclude(
        pk__in=[each["last"] for each in last]
    )
    done = old.filter(state__in=(DONE, CANCELLED))
    failed = old.filter(finished_at__lt=now - KEPT_FAILED)
    return (done | failed).delete()[0]


def is_unfinished(kind: str) -> bool:
    """Whether something of that kind waits or runs."""
    return Job.objects.filter(kind=kind, state__in=UNFINISHED).exists()


def overdue(now: datetime, late: timedelta) -> list[Job]:
    """What should have begun so long ago, and nobody has begun."""
    return list(Job.objects.filter(state=WAITS, due__lt=now - late).order_by("due"))
