"""When something is published or answered: after every fact, publication and reply before it."""

from datetime import datetime

from django.db.models import Max

from sinasec.compliance.clock import Moment, last_registered, moment_after
from sinasec.publications.models import Publication, Reply


def publishing(now: datetime) -> Moment:
    """The moment to write. Raises ClockBehind; the made-up publications take no part."""
    return moment_after(last_of_all(), now)


def last_of_all() -> datetime | None:
    """The latest moment on anything real; None when there is nothing."""
    moments = (
        last_registered(),
        Publication.objects.filter(simulated=False).aggregate(last=Max("created_at"))["last"],
        Reply.objects.filter(publication__simulated=False).aggregate(last=Max("received_at"))[
            "last"
        ],
    )
    return max((moment for moment in moments if moment is not None), default=None)
