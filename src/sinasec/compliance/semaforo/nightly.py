"""Every night, the semáforo of the day that ended, where the Technical Secretariat asks for it.

It is an advance: it opens no period to reply, nothing that was decided gives way to it, and it is
never made final.
"""

from datetime import date, timedelta
from typing import Final

from sinasec.compliance.models import Act
from sinasec.compliance.semaforo.facts import Data
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.compliance.semaforo.publish import publish
from sinasec.environment import switch
from sinasec.publications.afterwards.reading import withdrawal
from sinasec.publications.behind import Announced, published_once
from sinasec.publications.keep import Published
from sinasec.publications.succession import line
from sinasec.translation import gettext as _
from sinasec.work.turn import Outcome, Turn, now_utc

SETTING: Final = "SINASEC_NIGHTLY_PUBLICATION"


def wanted() -> bool:
    """Raises NotPrepared."""
    return switch(SETTING, False)


def published(turn: Turn) -> Outcome:
    """Once for each night, of the day before it. Raises `CannotPublish`."""
    judged = date.fromisoformat(turn.key) - timedelta(days=1)
    if there := _decided(judged):
        return Outcome(_("De ese día ya está publicada {pk}: no hace falta.").format(pk=there))
    turn.progress(_("juzga y publica el avance"))
    made = published_once(turn, lambda announced: _published(judged, announced))
    said = _("Se publicó {pk}, el avance de la noche.").format(pk=made.pk)
    return Outcome(said, {"publication": made.pk})


def _published(judged: date, announced: Announced) -> Published:
    return publish(as_of=judged, now=now_utc(), nightly=True, data=_data(), announced=announced)


def _decided(judged: date) -> str:
    """The code of what somebody published of that day, which stands in its place; "" for none."""
    found = line(kind=SEMAFORO, as_of=judged, simulated=not _is_real()).last
    return found.pk if found and withdrawal(found) is None else ""


def _data() -> Data:
    """What is made up is for while there is nothing else."""
    return "reales" if _is_real() else "todos"


def _is_real() -> bool:
    return Act.objects.filter(simulated=False).exists()
