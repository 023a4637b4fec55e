"""A SIMULADO past: a preliminary publication, two replies to it and its final one.

It lets a visitor see what "what did you publish on 24 May?" answers before a real year has gone
by. Its facts are made up, and so are its dates of publication: everything is marked SIMULADO.
"""

from datetime import UTC, date, datetime
from typing import Final

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.compliance.semaforo.publish import publish
from sinasec.publications.actions import reply
from sinasec.publications.models import FINAL, Publication

AS_OF: Final = date(2026, 4, 30)
HORIZON_FROM: Final = date(2025, 7, 1)
PRELIMINARY_AT: Final = datetime(2026, 5, 11, 15, 0, tzinfo=UTC)
REPLIED_AT: Final = datetime(2026, 5, 15, 16, 20, tzinfo=UTC)
FINAL_AT: Final = datetime(2026, 5, 24, 14, 0, tzinfo=UTC)
TEXT: Final = (
    "El acta de la sesión del bimestre está publicada en el portal y se remitió a la instancia "
    "superior. Pedimos que se registre antes de la publicación definitiva. (SIMULADO)"
)
BY: Final = "Secretaría técnica (SIMULADO)"
REPLIES: Final = 2


def publish_past() -> Publication:
    """The final publication. Nothing changes when it is there already."""
    semaforos = Publication.objects.filter(kind=SEMAFORO)
    past = semaforos.filter(as_of=AS_OF, stage=FINAL, simulated=True).first()
    if past is not None:
        return past
    preliminary = publish(
        as_of=AS_OF,
        known_at=_naive(PRELIMINARY_AT),
        now=PRELIMINARY_AT,
        horizon_from=HORIZON_FROM,
    ).publication
    shown = reading.shown(preliminary, AS_OF, "legal")
    for committee in sorted(code for code, light in shown.items() if light == "rojo")[:REPLIES]:
        reply(publication=preliminary.pk, committee=committee, text=TEXT, by=BY, now=REPLIED_AT)
    return publish(
        as_of=AS_OF,
        known_at=_naive(FINAL_AT),
        final=True,
        now=FINAL_AT,
        horizon_from=HORIZON_FROM,
    ).publication


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
