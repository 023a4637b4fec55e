"""A letter as its life-cycle sees it: its rows are its events."""

from datetime import datetime
from typing import Final

from sinasec import definitions
from sinasec.definitions.lifecycles import lifecycle
from sinasec.letters.models import Annulment, EntryAnnulment, Letter, Received
from sinasec.methods.lifecycle import Event, Life, Move, check_move, life_of
from sinasec.methods.words import day_words
from sinasec.time_zone import day_of

CARTA: Final = "carta"
ENTRY: Final = "ingreso"
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


def life_of_entry(entry: Received, gone: EntryAnnulment | None) -> Life:
    """Where an entry is. `gone`: its annulment."""
    events = [Event("registrar", day_of(entry.registered_at), OFFICE, str(entry))]
    if gone:
        events.append(Event("anular", day_of(gone.registered_at), OFFICE, gone.reason))
    return life_of(lifecycle(ENTRY), events, definitions.load().calendar)


def check_entry(entry: Received, move: str, *, now: datetime, document: str) -> Move:
    """The move, when it can be made now. Raises `IllegalMove`, in the words of the life-cycle."""
    gone = EntryAnnulment.objects.filter(entry=entry).first()
    name = str(entry)
    words = {
        "thing": f"{name[:1].upper()}{name[1:]}",
        "annulled": day_words(day_of(gone.registered_at)) if gone else "",
    }
    found = life_of_entry(entry, gone)
    return check_move(found, move, by=OFFICE, on=day_of(now), document=document, words=words)
