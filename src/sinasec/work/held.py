"""What a worker does with the list of work: take, keep, tell, and end, each if it still has it.

Every change is one statement, or one transaction, that names the last `fence` of the row: whoever
lost the work (its lease ran out and another took it, or somebody cancelled it) changes nothing.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Count, F, Q

from sinasec.translation import gettext as _
from sinasec.work.kinds import WORK
from sinasec.work.models import DONE, FAILED, REFUSED, RUNS, WAITS, Job

LEASE: Final = timedelta(seconds=60)
CUT: Final = _("Se cortó: terminó el proceso que lo hacía, o la máquina.")
STOPPED: Final = _("Se detuvo a quien lo hacía: sigue en cuanto haya otro.")
_LOCK: Final = 0x5452414A  # of PostgreSQL, this program's own: one takes at a time


class LostLease(RuntimeError):
    """Whoever asks does not have that work any more: nothing of it is theirs to write."""


@dataclass(frozen=True, slots=True)
class Held:
    """A piece of work as somebody took it."""

    pk: int
    fence: int

    def rows(self) -> Any:
        return Job.objects.filter(pk=self.pk, fence=self.fence, state=RUNS)

    def change(self, **columns: Any) -> None:
        """Raises `LostLease`."""
        if not self.rows().update(**columns):
            raise LostLease


def waits(now: datetime, kinds: Collection[str]) -> bool:
    """Whether there may be something to take. Only reads."""
    return Job.objects.filter(state=WAITS, due__lte=now, kind__in=kinds).exists()


def take(worker: str, now: datetime, kinds: Collection[str]) -> Job | None:
    """The first that is due of these kinds, of which fewer run than may: ours until LEASE."""
    with transaction.atomic():
        _one_at_a_time()
        free = [code for code in kinds if code not in _full()]
        due = Job.objects.filter(state=WAITS, due__lte=now, kind__in=free)
        job = due.order_by("due", "pk").select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.state, job.worker, job.lease_until = RUNS, worker, now + LEASE
        job.started_at, job.said = now, ""
        job.attempts, job.fence = job.attempts + 1, job.fence + 1
        job.done, job.total, job.words = 0, 0, ""
        job.save()
    return job


def keep(held: Collection[Held], now: datetime) -> None:
    """Say that whoever has these is alive."""
    for each in held:
        each.rows().update(lease_until=now + LEASE)


def lost(held: Collection[Held]) -> set[Held]:
    """Those that are to be stopped: another has them, or nobody. Only reads."""
    found = Job.objects.filter(pk__in=[each.pk for each in held])
    as_it_is = {row.pk: (row.fence, row.state) for row in found}
    fine = (RUNS, DONE, REFUSED)  # the last two, because whoever did it said so
    return {
        each
        for each in held
        if as_it_is.get(each.pk) not in [(each.fence, state) for state in fine]
    }


def holders() -> set[str]:
    """The names of the workers that have something. Only reads."""
    return set(Job.objects.filter(state=RUNS).values_list("worker", flat=True).order_by())


def take_back(now: datetime, dead: Collection[str]) -> int:
    """What those workers had, or whoever let its lease run out, waits again; how many."""
    gone = Q(state=RUNS) & (Q(lease_until__lte=now) | Q(worker__in=dead))
    found = list(Job.objects.filter(gone).values_list("pk", "fence"))
    for pk, fence in found:
        with transaction.atomic():
            job = Job.objects.select_for_update().filter(gone, pk=pk, fence=fence).first()
            if job is not None:
                again(job, CUT, now)
    return len(found)


def again(job: Job, said: str, now: datetime) -> None:
    """After a bad end it waits, longer each time; after the last it is given up. In a
    transaction of whoever has the row."""
    kind = WORK.get(job.kind)
    given_up = kind is not None and job.attempts >= kind.attempts
    pause = kind.pause_after(job.attempts) if kind else 0
    Held(job.pk, job.fence).change(
        state=FAILED if given_up else WAITS,
        due=job.due if given_up else now + timedelta(seconds=pause),
        finished_at=now if given_up else None,
        lease_until=None,
        said=said,
    )


def ended_badly(held: Held, said: str, now: datetime) -> None:
    """It may go better another time. Nothing to do when it is not ours."""
    with transaction.atomic():
        job = held.rows().select_for_update().first()
        if job is not None:
            again(job, said, now)


def refused(held: Held, said: str, now: datetime) -> None:
    """It would be refused again. Raises `LostLease`."""
    held.change(state=REFUSED, finished_at=now, lease_until=None, said=said)


def let_go(held: Held, now: datetime) -> None:
    """Whoever does it is told to stop: it waits for another, and the attempt does not count."""
    held.rows().update(
        state=WAITS, due=now, lease_until=None, attempts=F("attempts") - 1, said=STOPPED
    )


@contextmanager
def finishing(held: Held, now: datetime, said: str, result: dict[str, Any]) -> Iterator[None]:
    """What is written in the block is written if, and only if, the work is ours; and then it is
    done. Raises `LostLease`, before the block."""
    with transaction.atomic():
        if not held.rows().select_for_update().exists():
            raise LostLease
        yield
        held.change(
            state=DONE, finished_at=now, lease_until=None, said=said, result=result, words=""
        )


def _full() -> set[str]:
    """Kinds of which as many run as may."""
    counted = Job.objects.filter(state=RUNS).values_list("kind").annotate(many=Count("pk"))
    return {
        code for code, many in counted.order_by() if code in WORK and many >= WORK[code].at_once
    }


def _one_at_a_time() -> None:
    """SQLite has one writer anyway, from the first statement of a transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
