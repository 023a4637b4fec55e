"""What committees answered, against the hash that was kept when it was received."""

from collections.abc import Iterator

from sinasec.methods.words import day_words
from sinasec.publications.finding import FAULT, RESTORE, HealthFinding
from sinasec.publications.models import Reply
from sinasec.publications.replies import text_hash
from sinasec.time_zone import LIMA


def look() -> Iterator[HealthFinding]:
    for reply in Reply.objects.order_by("pk").iterator():
        if text_hash(reply.text) != reply.sha256:
            day = day_words(reply.received_at.astimezone(LIMA).date())
            yield HealthFinding(
                "respuestas",
                FAULT,
                f"La respuesta de {reply.committee} a {reply.publication_id}, del {day}, no dice "
                "lo que decía cuando se recibió.",
                RESTORE,
            )
