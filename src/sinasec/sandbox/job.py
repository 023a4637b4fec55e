"""A pure function to be run where its file can do no harm."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sinasec.sandbox import codec
from sinasec.sandbox.limits import FILES, MEGABYTE, Limits
from sinasec.sandbox.pool import pool
from sinasec.sandbox.wire import REFUSED, RESULT
from sinasec.sandbox.worker import INSIDE, Died

LOG: Final = logging.getLogger("sinasec.sandbox")

DIED: Final = (
    "El archivo hizo fallar al programa que lo leía y se descartó: está dañado o fue alterado. "
    "Ábralo en el programa con que se hizo, guárdelo de nuevo y vuelva a enviarlo."
)
LATE: Final = (
    "Leer el archivo tomó más de {seconds} segundos y se dejó de leer: quite lo que no haga "
    "falta o divídalo, y vuelva a enviarlo."
)
HEAVY: Final = (
    "Leer el archivo pide más memoria de la que se le da ({megabytes} MB): quite lo que no haga "
    "falta o divídalo, y vuelva a enviarlo."
)


@dataclass(frozen=True, slots=True)
class Job:
    """`function`: "module:name", called as `function(blob, **arguments)` in a child.

    `returns`: the dataclasses its answer may hold. `raises`: the refusals it may give, raised
    here as they were there. `refuse`: makes, of a stable code and a sentence, the refusal of a
    file that the child did not survive.
    """

    function: str
    returns: tuple[type, ...]
    raises: tuple[type[Exception], ...]
    refuse: Callable[[str, str], Exception]

    def run(self, blob: bytes, limits: Limits = FILES, **arguments: Any) -> Any:
        """The function's answer. Raises one of `raises`, or `Busy`."""
        if os.environ.get(INSIDE):  # already where it can do no harm
            return _called(self.function)(blob, **arguments)
        names = tuple(codec.name_of(each) for each in self.raises)
        with pool().worker() as worker:
            try:
                kind, answer = worker.ask(self.function, arguments, names, limits, blob)
            except Died as death:
                raise self._lost(death, limits) from death
            if kind not in (RESULT, REFUSED):
                worker.healthy = False
                said = HEAVY.format(megabytes=limits.memory // MEGABYTE)
                raise self.refuse("mucha-memoria", said)
        value = self._read(answer)
        if kind == REFUSED:
            raise value
        return value

    def _read(self, answer: bytes) -> Any:
        try:
            return codec.unpacked(answer, codec.named((*self.returns, *self.raises)))
        except codec.Unreadable as error:
            LOG.error("%s: answer not understood: %s", self.function, error)
            raise self.refuse("lector-caido", DIED) from error

    def _lost(self, death: Died, limits: Limits) -> Exception:
        what = "was late" if death.late else "died"
        LOG.warning("%s: the child %s: %s", self.function, what, death.last_words)
        if death.late:
            return self.refuse("muy-lento", LATE.format(seconds=limits.seconds))
        return self.refuse("lector-caido", DIED)


def _called(name: str) -> Callable[..., Any]:
    import importlib

    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)
