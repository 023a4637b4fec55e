"""The kinds of work of whoever keeps an installation."""

from datetime import time
from typing import Final

from sinasec.preparing import WORK as DEMONSTRATION
from sinasec.translation import gettext as _
from sinasec.work.kinds import WORK, Night, WorkKind

EXAMINATION: Final = "examen"
BACKUP: Final = "respaldo"

WORK.register(
    WorkKind(
        code=DEMONSTRATION,
        title=_("Lo que falta de la demostración (SIMULADO)"),
        does="sinasec.operation.behind.demonstration:prepared",
    )
)
WORK.register(
    WorkKind(
        code=EXAMINATION,
        title=_("Examen de la instalación"),
        does="sinasec.operation.behind.examination:examined",
        attempts=3,
        night=Night(time(3, 15), "sinasec.operation.behind.examination:wanted"),
    )
)
WORK.register(
    WorkKind(
        code=BACKUP,
        title="Respaldo de cada noche",
        does="sinasec.operation.behind.nightly_backup:kept",
        longest=4 * 3600,
        pause=60,
        night=Night(time(2, 15), "sinasec.operation.behind.nightly_backup:wanted"),
    )
)
