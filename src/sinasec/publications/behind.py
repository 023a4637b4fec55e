"""To publish behind, once, however often the work is begun.

The code of a publication is known before anything of it is written; it is noted then, with the
folder of the publications locked, so that whoever begins again looks whether that one was made.
"""

from collections.abc import Callable

from sinasec.publications.heal import heal
from sinasec.publications.keep import Published
from sinasec.publications.models import Publication
from sinasec.work.turn import Turn

NOTED = "publication"
Announced = Callable[[str], None]


class _MadeBefore(RuntimeError):
    def __init__(self, publication: Publication) -> None:
        super().__init__(publication.pk)
        self.publication = publication


def published_once(turn: Turn, publish: Callable[[Announced], Published]) -> Publication:
    """What `publish` publishes, or what an attempt before this one did. It is called with what
    `keep` is to be given as `announced`. Raises `LostLease`, and whatever `publish` does."""
    heal()  # what an attempt that was killed left in its place
    if made := _made(turn):
        return made

    def announced(code: str) -> None:
        if made := _made(turn):  # by one that was thought dead, and had the lock of the folder
            raise _MadeBefore(made)
        turn.note({NOTED: code})

    try:
        return publish(announced).publication
    except _MadeBefore as before:
        return before.publication


def _made(turn: Turn) -> Publication | None:
    return Publication.objects.filter(pk=turn.noted().get(NOTED, "")).first()
