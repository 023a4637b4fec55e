"""Every night, the semáforo of the day that ended, where the Technical Secretariat asks for it.

It is an advance: it opens no period to reply, nothing that was decided gives way to it, and it is
never made final.
"""

from datetime import date, timedelta
from typing import Final

from sinasec.compliance.models import Act
from sinasec.compliance.semaforo.facts import Data
from sinasec.compliance.semaforo.publish import Decided, decided_of, publish
from sinasec.environment import switch
from sinasec.publications.behind import Announced, published_once
from sinasec.publications.keep import Published
from sinasec.translation import gettext as _
from sinasec.work.turn import Outcome, Turn, now_utc

SETTING: Final = "SINASEC_NIGHTLY_PUBLICATION"


def wanted() -> bool:
    """Raises NotPrepared."""
    return switch(SETTING, False)


def published(turn: Turn) -> Outcome:
    """Once for each night, of the day before it. Raises `CannotPublish`."""
    judged = date.fromisoformat(turn.key) - timedelta(days=1)
    turn.progress(_("juzga y publica el avance"))
    try:
        if there := decided_of(judged, simulated=not _is_real()):
            raise Decided(there)
        made = published_once(turn, lambda announced: _published(judged, announced))
    except Decided as decided:  # before the work, or meanwhile
        return Outcome(str(decided), {"publication": decided.publication})
    said = _("Se publicó {pk}, el avance de la noche.").format(pk=made.pk)
    return Outcome(said, {"publication": made.pk})


def _published(judged: date, announced: Announced) -> Published:
    return publish(as_of=judged, now=now_utc(), nightly=True, data=_data(), announced=announced)


def _data() -> Data:
    """What is made up is for while there is nothing else."""
    return "reales" if _is_real() else "todos"


def _is_real() -> bool:
    return Act.objects.filter(simulated=False).exists()
