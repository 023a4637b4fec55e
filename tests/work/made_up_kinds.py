"""The kinds of work of the tests; what they do is in `made_up`. Importing it needs no Django."""

from datetime import time

from sinasec.work.kinds import WORK, Night, WorkKind

HERE = "tests.work.made_up"
REGISTERED = [
    WorkKind("carta", "Carta", f"{HERE}:letter", at_once=2, pause=0, attempts=50),
    WorkKind("rechaza", "Lo que se rechaza", f"{HERE}:refuses"),
    WorkKind("falla", "Lo que falla", f"{HERE}:breaks", attempts=2, pause=10),
    WorkKind("muere", "Lo que muere", f"{HERE}:dies", attempts=1),
    WorkKind("espera", "Lo que no termina", f"{HERE}:waits", at_once=4, pause=0),
    WorkKind("corto", "Lo que tarda demasiado", f"{HERE}:waits", longest=0, attempts=1),
    WorkKind(
        "nocturno", "Lo de cada noche", f"{HERE}:letter", night=Night(time(2, 15), f"{HERE}:on")
    ),
]


def register() -> None:
    for kind in REGISTERED:
        WORK.register(kind)
