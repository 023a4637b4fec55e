"""The product's settings, with the kinds of work of `kill_work`."""

from sinasec.web.settings import *  # noqa: F403
from sinasec.work.kinds import WORK, WorkKind

ENDLESS = 1_000_000  # whoever is killed on purpose does not give up

WORK.register(
    WorkKind("carta", "Carta", "benchmarks.kill_work:letter", at_once=2, attempts=ENDLESS, pause=0)
)
WORK.register(
    WorkKind("publica", "Publica", "benchmarks.kill_work:published", attempts=ENDLESS, pause=0)
)
