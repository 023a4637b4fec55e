"""The semáforo of each night as a kind of work."""

from datetime import time
from typing import Final

from sinasec.translation import gettext as _
from sinasec.work.kinds import WORK, Night, WorkKind

NIGHTLY: Final = "avance-semaforo"

WORK.register(
    WorkKind(
        code=NIGHTLY,
        title=_("Avance del semáforo de cada noche"),
        does="sinasec.compliance.semaforo.nightly:published",
        attempts=3,
        pause=60,
        night=Night(time(4, 15), "sinasec.compliance.semaforo.nightly:wanted"),
    )
)
