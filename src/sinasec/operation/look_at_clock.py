"""The clock of this machine against the last thing that was registered."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sinasec.compliance.clock import TOLERANCE, answered
from sinasec.compliance.models import Act, Batch, Completeness, Review, Waiver
from sinasec.methods.words import day_words
from sinasec.publications.clock import last_of_all
from sinasec.publications.finding import FAULT, NOTE, Finding
from sinasec.publications.models import Reply
from sinasec.publications.reply_period import LIMA

# What says who registered it, and so whether somebody answered for the clock.
_SIGNED: Final = (
    (Act, "simulated", "registered_at", "registered_by"),
    (Review, "simulated", "registered_at", "registered_by"),
    (Waiver, "simulated", "registered_at", "registered_by"),
    (Completeness, "simulated", "registered_at", "registered_by"),
    (Batch, "simulated", "loaded_at", "by"),
    (Reply, "publication__simulated", "received_at", "by"),
)


def look(now: datetime) -> Iterator[Finding]:
    """A clock behind what was registered: a note when somebody has already answered for it."""
    last = last_of_all()
    if last is None or last - now <= TOLERANCE:
        return
    day = day_words(last.astimezone(LIMA).date())
    said = f"Lo último se registró el {day}, y el reloj de esta máquina está antes"
    if why := answered(_last_signature(now)):
        yield Finding(
            "reloj",
            NOTE,
            f"{said}; quien registró después comprobó la hora: «{why}».",
            "Hasta ese día, siga registrando con --clock-checked.",
        )
        return
    yield Finding(
        "reloj",
        FAULT,
        f"{said}.",
        "Corrija la hora; si era aquella la equivocada, registre con --clock-checked.",
    )


def _last_signature(now: datetime) -> str:
    """Who registered the last real thing that this clock does not find in the future."""
    signed: list[tuple[datetime, str]] = []
    for model, made_up, moment, by in _SIGNED:
        known = model.objects.filter(**{made_up: False, f"{moment}__lte": now})
        signed += known.order_by(f"-{moment}").values_list(moment, by)[:1]
    return max(signed, default=(now, ""))[1]
