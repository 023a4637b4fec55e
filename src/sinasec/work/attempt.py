"""A child at work, as its worker sees it."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from typing import Final

from sinasec.counted import counted
from sinasec.translation import gettext as _
from sinasec.work.held import Held
from sinasec.work.kinds import WorkKind

MINUTE: Final = 60
KILLED: Final = _(
    "Se cortó: el sistema terminó el proceso que lo hacía (señal {0}). Si es la 9, suele ser que "
    "no alcanzó la memoria."
)
BROKE: Final = _("Se cortó: el proceso que lo hacía terminó mal ({0}).")


class Attempt:
    """Begun when made. `until`: when it is ended for being late."""

    def __init__(self, held: Held, kind: WorkKind, until: datetime, lock: int) -> None:
        self.held = held
        self.until = until
        self._kind = kind
        self._late = False
        given, self._pipe = os.pipe()  # see `sandbox.parent`
        self._ended, ending = os.pipe()  # it holds this one: it is read when it ends
        command = [sys.executable, "-m", "sinasec.work.child"]
        try:
            self._process = subprocess.Popen(
                [*command, str(given), str(held.pk), str(held.fence)],
                stdin=subprocess.DEVNULL,
                pass_fds=(given, ending, lock),
                process_group=0,  # what interrupts the worker is for the worker to tell
            )
        except BaseException:
            os.close(self._pipe)
            os.close(self._ended)
            raise
        finally:
            os.close(given)
            os.close(ending)

    def fileno(self) -> int:
        """Can be read once it has ended."""
        return self._ended

    def end_late(self) -> None:
        self._late = True
        self.kill()

    def kill(self) -> None:
        self._process.kill()

    def stop(self, until: datetime | None = None) -> None:
        """What it was writing is undone; `until`: when it is killed if it has not ended."""
        self.until = until or self.until
        self._process.terminate()

    def wait(self, seconds: float) -> bool:
        """Whether it ended in that time."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def close(self) -> str:
        """Once it ended: why, if it ended badly."""
        code = self._process.wait()
        os.close(self._ended)
        os.close(self._pipe)
        if self._late:
            minutes = max(1, self._kind.longest // MINUTE)
            return _("Pasó de {minutos} y se detuvo.").format(
                minutos=counted(minutes, "minuto", "minutos")
            )
        if code < 0:
            return KILLED.format(signal.Signals(-code).value)
        return BROKE.format(code)
