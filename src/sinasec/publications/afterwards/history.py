"""A publication and a reply as their life-cycles see them: their rows are their events."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from sinasec import definitions
from sinasec.definitions.lifecycles import lifecycle
from sinasec.methods.lifecycle import Event, Life, Move, Term, check_move, life_of
from sinasec.methods.words import day_words
from sinasec.publications import catalogue
from sinasec.publications.afterwards.reading import withdrawal
from sinasec.publications.models import ADVANCE, FINAL, Answer, Erratum, Publication, Reply
from sinasec.publications.succession import line_of
from sinasec.publications.trust.standing import Withheld
from sinasec.time_zone import day_of
from sinasec.translation import gettext as _

SECRETARIAT: Final = "secretaria"
COMMITTEE: Final = "comite"
PUBLICATION: Final = "publicacion"
REPLY: Final = "respuesta"
CLOCK: Final = "respuesta"


def life_of_publication(publication: Publication) -> Life:
    """Its state and its clock, whose last day is None while its preliminary is withheld."""
    return life_of(
        lifecycle(PUBLICATION),
        events_of_publication(publication),
        definitions.load().calendar,
        _terms(_beginning(publication)),
    )


def check_publication(
    publication: Publication, move: str, *, by: str, now: datetime, document: str
) -> Move:
    """The move, when that role may make it now. Raises `IllegalMove`, in the words of the
    life-cycle."""
    life = life_of_publication(publication)
    words = words_of(publication)
    return check_move(life, move, by=by, on=day_of(now), document=document, words=words)


def events_of_publication(publication: Publication) -> list[Event]:
    """What happened to it, in order. A final one began as the preliminary that it replaces.

    In the order in which it can happen, and by the clock only where any order can: what is
    SIMULADO may be dated by any clock.
    """
    first = _beginning(publication)
    begun = "publicar-avance" if first.stage == ADVANCE else "publicar"
    events = [_event(begun, first.created_at, first.pk)]
    events += [
        _event("responder", one.received_at, one.text, by=COMMITTEE)
        for one in Reply.objects.filter(publication=first)
    ]
    if publication.stage == FINAL:
        events.append(_event("hacer-definitiva", publication.created_at, publication.pk))
    events += [
        _event("errata", one.registered_at, one.should_say)
        for one in Erratum.objects.filter(publication=publication)
    ]
    return [*events, *_last_events(publication)]


def _last_events(publication: Publication) -> Iterator[Event]:
    later, gone = line_of(publication).after(publication), withdrawal(publication)
    first = gone is None or (later is not None and later.created_at <= gone.registered_at)
    if later and first:
        yield _event("reemplazar", later.created_at, later.pk)
    if gone:
        yield _event("retirar", gone.registered_at, gone.reason)
    if later and not first:
        yield _event("suceder", later.created_at, later.pk)


def _beginning(publication: Publication) -> Publication:
    """The preliminary one of a final one; itself, where nobody knows of one."""
    if publication.stage != FINAL:
        return publication
    return publication.replaces or publication


def _event(move: str, at: datetime, document: str, by: str = SECRETARIAT) -> Event:
    return Event(move, day_of(at), by, document)


def _terms(publication: Publication) -> Mapping[str, Term]:
    try:
        return {CLOCK: catalogue.reply_period(publication).term}
    except Withheld:
        return {}


def words_of(publication: Publication) -> dict[str, str]:
    """What the refusals of its life-cycle say of it."""
    line, gone = line_of(publication), withdrawal(publication)
    later, last = line.after(publication), line.last
    return {
        "thing": publication.pk,
        "later": later.pk if later else "",
        "instead": _instead(last) if last else "",
        "withdrawn": day_words(day_of(gone.registered_at)) if gone else "",
    }


def _instead(last: Publication) -> str:
    """Where whoever wants to answer one whose place was taken is sent: how that sentence ends."""
    if withdrawal(last):
        return _(", y la última, {pk}, fue retirada.").format(pk=last.pk)
    if last.stage == FINAL:
        return f", y el {day_words(last.as_of)} tiene su definitiva: {last.pk}."
    return _(
        ". Lea {pk}, que es la que vale ahora, y respóndale a ella con --publication {pk}. Lo "
        "respondido a las anteriores pasa a ella."
    ).format(pk=last.pk)


def life_of_reply(reply: Reply) -> Life:
    """Whether it was answered."""
    return life_of(lifecycle(REPLY), events_of_reply(reply), definitions.load().calendar)


def events_of_reply(reply: Reply) -> list[Event]:
    """What happened to it, in order."""
    events = [_event("recibir", reply.received_at, reply.text, by=COMMITTEE)]
    answer = Answer.objects.filter(reply=reply).first()
    return events + ([_event("contestar", answer.registered_at, answer.text)] if answer else [])


def check_reply(reply: Reply, move: str, *, by: str, now: datetime, document: str) -> Move:
    """The move, when that role may make it now. Raises `IllegalMove`."""
    answer = Answer.objects.filter(reply=reply).first()
    words = {
        "thing": f"La respuesta {reply.pk}",
        "answered": day_words(day_of(answer.registered_at)) if answer else "",
    }
    life = life_of_reply(reply)
    return check_move(life, move, by=by, on=day_of(now), document=document, words=words)
