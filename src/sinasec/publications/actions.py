"""People's writes about publications: a committee's reply, signed and never edited."""

import unicodedata
from datetime import datetime
from typing import Final

from django.db import transaction

from sinasec.audit.events import Thing, record
from sinasec.methods.lifecycle import IllegalMove, UnknownDue
from sinasec.publications import catalogue
from sinasec.publications.afterwards.history import COMMITTEE, check_publication
from sinasec.publications.kinds import named
from sinasec.publications.models import PUBLICATION, Publication, Reply
from sinasec.publications.replies import text_hash
from sinasec.publications.trust.standing import standing
from sinasec.records.clock import fault_of_author, registering
from sinasec.records.clock_checked import ClockBehind

LONGEST: Final = 20_000  # characters


class CannotReply(ValueError):
    """A sentence: why not, and what to do."""


@transaction.atomic
def reply(*, publication: str, committee: str, text: str, by: str, now: datetime) -> Reply:
    """Attach a reply to a preliminary publication. The same text again changes nothing.

    `committee`: a code. Raises `CannotReply`, `catalogue.UnknownPublication`.
    """
    answered = catalogue.known(publication)
    check_open(answered, now)
    if committee not in named(answered.words.respondents)(answered):
        raise CannotReply(f"{answered.pk} no dice nada de {committee}: revise el comité.")
    said = _clean(text)
    if not by.strip():
        raise CannotReply("Diga quién responde por el comité, con --by.")
    if fault := fault_of_author(by):
        raise CannotReply(fault)
    digest = text_hash(said)
    try:
        with registering("publications", made_up=answered.simulated, now=now) as moment:
            found, fresh = Reply.objects.get_or_create(
                publication=answered,
                committee=committee,
                sha256=digest,
                defaults={"text": said, "by": moment.signed(by.strip()), "received_at": moment.at},
            )
            if fresh:
                record(
                    "publications.reply",
                    Thing(PUBLICATION, answered.pk),
                    by=found.by,
                    after={"comité": committee, "respuesta": digest},
                    simulated=answered.simulated,
                    at=moment.at,
                )
    except ClockBehind as error:
        raise CannotReply(str(error)) from error
    return found


def check_open(publication: Publication, now: datetime) -> None:
    """Raises `CannotReply` unless the publication takes replies at that instant."""
    try:
        check_publication(publication, "responder", by=COMMITTEE, now=now, document="respuesta")
    except UnknownDue as unknown:
        raise CannotReply(
            f"{publication.pk} está retenida y no recibe respuestas: "
            f"{standing(publication).reason}. Avise a quien administra el sistema: se podrá "
            "responder cuando se restauren."
        ) from unknown
    except IllegalMove as error:
        raise CannotReply(str(error)) from error


def can_reply(publication: Publication, now: datetime) -> bool:
    try:
        check_open(publication, now)
    except CannotReply:
        return False
    return True


def _clean(text: str) -> str:
    said = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not said:
        raise CannotReply("La respuesta está vacía: escriba lo que el comité quiere decir.")
    if len(said) > LONGEST:
        raise CannotReply(f"La respuesta pasa de {LONGEST} caracteres: adjunte un resumen.")
    if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in said):
        raise CannotReply("La respuesta tiene caracteres que no son texto: guárdela como texto.")
    return said
