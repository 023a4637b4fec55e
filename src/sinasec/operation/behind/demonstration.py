"""The rest of the demonstration, behind the site. Each part does only what is missing."""

from collections.abc import Callable
from typing import Any, Final

from sinasec.demonstration import first_run as of_compliance
from sinasec.preparing import Part, announce, ask, prepare
from sinasec.publications.home import sinasec_home
from sinasec.risk import first_run as of_risk
from sinasec.translation import gettext as _
from sinasec.work.turn import Outcome, Turn

# What is prepared behind the site, as its pages say it.
PAST: Final = _("la publicación anterior de la demostración, con sus respuestas")
INDEX: Final = _("el índice de riesgo de ejemplo")
Parts = tuple[tuple[str, Callable[[], None]], ...]


def parts(seed: int, done: dict[str, Any]) -> Parts:
    """In their order, with the words of each; `done` gets the code of the index."""

    def index() -> None:
        done["index"] = of_risk.first_run(seed=seed)

    return (PAST, of_compliance.publish_past), (INDEX, index)


def ask_for_the_rest(seed: int) -> None:
    """From now on the pages say that it is being prepared."""
    ask(seed)
    announce(sinasec_home(), Part(PAST, 1, len(parts(seed, {}))))


def prepared(turn: Turn) -> Outcome:
    """Also what the first page needs, which may be of a program before this one."""
    seed = turn.arguments["seed"]
    done = of_compliance.first_page(seed=seed)
    if done["publication"] is None:
        return Outcome(_("Hay actos reales: no se añade la demostración."), done)
    whole = parts(seed, done)

    def told(number: int, words: str, do: Callable[[], None]) -> Callable[[], None]:
        def part() -> None:
            turn.progress(words, number, len(whole))
            do()

        return part

    prepare(sinasec_home(), [(words, told(n, words, do)) for n, (words, do) in enumerate(whole, 1)])
    return Outcome(_("La demostración, SIMULADA, está entera."), done)
