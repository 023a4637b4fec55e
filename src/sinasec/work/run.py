"""One attempt, in this process: the function of its kind is called, and how it ended is written."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Final, Self

from sinasec.acting import WORK, acting
from sinasec.cli.failures import REFUSED, UNFORESEEN, failure_of
from sinasec.registered import named
from sinasec.translation import gettext as _
from sinasec.work.held import Held, LostLease, ended_badly, refused
from sinasec.work.kinds import work_kind
from sinasec.work.turn import Turn, now_utc

LOGGER: Final = logging.getLogger("sinasec.work")
NOT_FORESEEN: Final = _(
    "El programa falló por algo que no se previó: está en el registro de quien lo hacía. Avise a "
    "quien lo mantiene."
)


def run(held: Held, clock: Callable[[], datetime] = now_utc) -> None:
    """Nothing is done when somebody else has it, or it was cancelled."""
    job = held.rows().first()
    if job is None:
        return
    turn = Turn(job, clock)
    asked = acting(job.created_by, origin=WORK, where=str(job))
    with suppress(LostLease), _Written(held, str(job), clock), asked:
        outcome = named(work_kind(job.kind).does)(turn)
        if not turn.ended:
            with turn.finishing(outcome):
                pass
        if outcome.attend:
            LOGGER.warning("«%s»: %s", job, outcome.said)


class _Written:
    """What the block raises is written as how the attempt ended; what stops the process goes on."""

    def __init__(self, held: Held, name: str, clock: Callable[[], datetime]) -> None:
        self._held, self._name, self._clock = held, name, clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if not isinstance(error, Exception) or isinstance(error, LostLease):
            return False
        failure = failure_of(error)
        if failure is UNFORESEEN:
            LOGGER.error(_("falló el trabajo «%s»"), self._name, exc_info=error)
            ended_badly(self._held, NOT_FORESEEN, self._clock())
            return True
        LOGGER.warning(_("no se hizo el trabajo «%s»: %s"), self._name, failure.message)
        if failure.exit == REFUSED:
            refused(self._held, failure.message, self._clock())
        else:
            ended_badly(self._held, failure.message, self._clock())
        return True
