"""What is shown of the list of work: what is not finished, what failed, and the last that ended."""

from itertools import chain
from typing import Final

from sinasec.work.models import FAILED, REFUSED, RUNS, UNFINISHED, WAITS, Job

SHOWN: Final = 20  # of those that ended otherwise


def listed(*, every: bool = False) -> list[Job]:
    """What runs, what waits (the first due first), what failed, and the rest, newest first."""
    there = Job.objects.all()
    ended = there.exclude(state__in=(*UNFINISHED, FAILED)).order_by("-finished_at", "-pk")
    return list(
        chain(
            there.filter(state=RUNS).order_by("started_at", "pk"),
            there.filter(state=WAITS).order_by("due", "pk"),
            there.filter(state=FAILED).order_by("-finished_at", "-pk"),
            ended if every else ended[:SHOWN],
        )
    )


def is_bad(job: Job) -> bool:
    """Whether somebody should look at it."""
    return job.state in (FAILED, REFUSED) or bool(job.result.get("attend"))
