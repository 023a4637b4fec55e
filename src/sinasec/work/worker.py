"""A worker: it takes what is due, gives each piece to a child, and keeps what it has.

All that it knows is in the database; killed, what it had is taken back (see `held.take_back`).
"""

import logging
import select
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from django.db import Error, close_old_connections, connection

from sinasec.translation import gettext as _
from sinasec.work import held, nights, outbox
from sinasec.work.alive import Alive, alive, bury, dead, unburied
from sinasec.work.attempt import Attempt
from sinasec.work.held import Held
from sinasec.work.kinds import WORK
from sinasec.work.models import Job

LOGGER: Final = logging.getLogger("sinasec.work")
AT_ONCE: Final = 2
PULSE: Final = 1.0  # seconds between two looks at the list, when nothing ends before
RENEWED: Final = held.LEASE / 3
NIGHTS: Final = timedelta(minutes=1)  # between two looks at what is asked each night
FORGETS: Final = timedelta(hours=1)
NEVER: Final = datetime.min.replace(tzinfo=UTC)
TO_END: Final = 10.0  # seconds for a child that is told to stop


class Worker:
    """Does up to `at_once` things at once, until the block ends; then what it has is let go."""

    def __init__(
        self, folder: Path, clock: Callable[[], datetime], *, at_once: int = AT_ONCE
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._at_once = at_once
        self._alive: AbstractContextManager[Alive] = alive(folder)
        self._attempts: list[Attempt] = []
        self._stopped: list[Attempt] = []
        self._kept = self._planted = self._forgot = NEVER

    def __enter__(self) -> Self:
        self._me = self._alive.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._let_go()
        finally:
            self._alive.__exit__(kind, error, trace)

    def work(self, *, until_idle: bool = False) -> None:
        """For ever; or until nothing is due and nothing of its own runs. Raises `Error` only then:
        otherwise a database that does not answer is asked again at the next look."""
        while True:
            try:
                self._look()
            except Error as error:
                if until_idle:
                    raise
                LOGGER.error(_("la base no contesta a quien trabaja: %s"), error)
                connection.close()
            if until_idle and not self._attempts:
                return
            select.select(self._attempts, [], [], PULSE)

    def _look(self) -> None:
        close_old_connections()
        self._reap()
        self._turn(self._clock())

    def _turn(self, now: datetime) -> None:
        if now - self._planted >= NIGHTS:
            nights.plant(now)
            self._planted = now
        if now - self._forgot >= FORGETS:
            outbox.forget(now)
            bury(self._folder, unburied(self._folder, {self._me.name, *held.holders()}))
            self._forgot = now
        if self._attempts:
            self._keep(now)
        if others := held.holders() - {self._me.name}:
            gone = dead(self._folder, others)
            held.take_back(now, gone)
            bury(self._folder, gone)
        while len(self._attempts) < self._at_once and held.waits(now, WORK.keys()):
            job = held.take(self._me.name, now, WORK.keys())
            if job is None:
                return
            self._begin(job, now)

    def _begin(self, job: Job, now: datetime) -> None:
        kind = WORK[job.kind]
        mine = Held(job.pk, job.fence)
        until = now + timedelta(seconds=kind.longest)
        try:
            self._attempts.append(Attempt(mine, kind, until, self._me.lock))
        except OSError as error:
            LOGGER.error(_("no se pudo iniciar un proceso para «%s»: %s"), job, error)
            held.ended_badly(mine, _("La máquina no dio otro proceso para hacerlo."), now)

    def _keep(self, now: datetime) -> None:
        mine = [each.held for each in self._attempts]
        if now - self._kept >= RENEWED:
            held.keep(mine, now)
            self._kept = now
        lost = held.lost(mine)
        for each in self._attempts:
            if now >= each.until:
                each.end_late()
            elif each.held in lost and each not in self._stopped:
                self._stopped.append(each)
                each.stop(until=now + timedelta(seconds=TO_END))

    def _reap(self) -> None:
        ended, _, _ = select.select(self._attempts, [], [], 0)
        for each in ended:
            self._attempts.remove(each)
            self._stopped = [other for other in self._stopped if other is not each]
            why = each.close()
            held.ended_badly(each.held, why, self._clock())  # unless it said itself how it ended

    def _let_go(self) -> None:
        """Those that were told to stop undo what they were writing; one that does not is killed."""
        for each in self._attempts:
            each.stop()
        for each in self._attempts:
            if not each.wait(TO_END):
                each.kill()
            each.close()
        try:
            for each in self._attempts:
                held.let_go(each.held, self._clock())
        except Error as error:
            LOGGER.error(_("la base no contesta, y lo que se hacía se tomará después: %s"), error)
