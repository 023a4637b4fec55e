"""A letter as its life-cycle sees it: its rows are its events."""

from datetime import datetime
from typing import Final

from sinasec import definitions
from sinasec.definitions.lifecycles import lifecycle
from sinasec.letters.models import Annulment, Letter
from sinasec.methods.lifecycle import Event, Life, Move, check_move, life_of
from sinasec.methods.words import day_words
from sinasec.time_zone import day_of

CARTA: Final = "carta"
OFFICE: Final = "oficina"


def annulment(letter: Letter) -> Annulment | None:
    """That it was annulled; None while it was not."""
    return Annulment.objects.filter(letter=letter).first()


def successor(letter: Letter) -> Letter | None:
    """The letter that was sent in its place; None while none was."""
    return Letter.objects.filter(supersedes=letter).first()


def life(letter: Letter, gone: Annulment | None, later: Letter | None) -> Life:
    """Where it is. `gone`: its annulment; `later`: the letter in its place."""
    events = [Event("emitir", day_of(letter.registered_at), OFFICE, str(letter))]
    if gone:
        events.append(Event("anular", day_of(gone.registered_at), OFFICE, gone.reason))
    if later:
        events.append(Event("reemplazar", day_of(later.registered_at), OFFICE, str(later)))
    return life_of(lifecycle(CARTA), events, definitions.load().calendar)


def check_letter(letter: Letter, move: str, *, now: datetime, document: str) -> Move:
    """The move, when it can be made now. Raises `IllegalMove`, in the words of the life-cycle."""
    gone, later = annulment(letter), successor(letter)
    words = {
        "thing": str(letter),
        "annulled": day_words(day_of(gone.registered_at)) if gone else "",
        "later": str(later) if later else "",
    }
    return check_move(
        life(letter, gone, later), move, by=OFFICE, on=day_of(now), document=document, words=words
    )
