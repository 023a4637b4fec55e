"""What was asked to be done behind and nobody did."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sinasec.publications.finding import FAULT, HealthFinding
from sinasec.work import outbox
from sinasec.work.kinds import title_of
from sinasec.work.models import FAILED, Job
from sinasec.work.told import day_and_hour

ABOUT: Final = "trabajo"
LATE: Final = timedelta(hours=1)


def look(now: datetime) -> Iterator[HealthFinding]:
    """What was given up, until somebody asks again or sets it aside; and what nobody begins."""
    for job in Job.objects.filter(state=FAILED).order_by("pk"):
        yield HealthFinding(
            ABOUT,
            FAULT,
            f"No se pudo hacer «{title_of(job.kind)}» ({job.key}): {job.said}",
            f"Corríjalo y repita con «sinasec outbox retry {job.pk}», o apártelo con «sinasec "
            f"outbox cancel {job.pk}».",
        )
    late = outbox.overdue(now, LATE)
    if late:
        first = late[0]
        yield HealthFinding(
            ABOUT,
            FAULT,
            f"Nadie empieza «{title_of(first.kind)}» ({first.key}), que espera desde el "
            f"{day_and_hour(first.due)}.",
            "Compruebe que corra «sinasec serve» o «sinasec worker»; qué más espera lo dice "
            "«sinasec outbox list».",
        )
