"""People's writes about what was published: to withdraw it, to mend it, to answer a reply."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Final

from django.db import transaction

from sinasec.audit.events import Thing, record
from sinasec.methods.lifecycle import IllegalMove
from sinasec.publications import catalogue
from sinasec.publications.afterwards.history import SECRETARIAT, check_publication, check_reply
from sinasec.publications.afterwards.quote import CannotQuote, Quote, quote
from sinasec.publications.kinds import named
from sinasec.publications.models import (
    PUBLICATION,
    Answer,
    Erratum,
    Publication,
    Reply,
    Withdrawal,
)
from sinasec.records.clock import Moment, fault_of_author, registering
from sinasec.records.clock_checked import ClockBehind
from sinasec.translation import gettext as _

LONGEST: Final = 20_000  # characters of what is told at length
LONGEST_WORDS: Final = 300  # of what was said, what should be, and of the document


class CannotSay(ValueError):
    """A sentence: why that cannot be said of what was published, and what to do."""


@transaction.atomic
def withdraw(
    *, publication: str, reason: str, by: str, now: datetime, document: str = ""
) -> Withdrawal:
    """Say that a publication is not to be used. Raises CannotSay, `UnknownPublication`."""
    found = catalogue.known(publication)
    why = cleaned(reason, _("el motivo del retiro"))
    cited = cleaned(document, "el documento", LONGEST_WORDS) if document.strip() else ""
    with _saying(found, by, now) as moment:
        check_publication(found, "retirar", by=SECRETARIAT, now=now, document=why)
        done = Withdrawal.objects.create(
            publication=found,
            reason=why,
            document=cited,
            by=moment.signed(by.strip()),
            registered_at=moment.at,
        )
        record(
            "publications.withdraw",
            Thing(PUBLICATION, found.pk),
            by=done.by,
            after={"retirada": True, **({"documento": cited} if cited else {})},
            why=why,
            simulated=found.simulated,
            at=moment.at,
        )
    return done


@transaction.atomic
def register_erratum(
    *,
    publication: str,
    committee: str,
    should_say: str,
    why: str,
    by: str,
    now: datetime,
    duty: str = "",
    first_day: date | None = None,
    last_day: date | None = None,
    said: str = "",
) -> Erratum:
    """Say what a publication said wrongly of a committee. The same again changes nothing.

    `first_day`: its last day judged, if it is not said; `last_day`: the first. `said`: only of a
    kind that does not quote itself. Raises CannotSay, `UnknownPublication`, `Withheld`.
    """
    found = catalogue.known(publication)
    first = first_day or found.as_of
    last = last_day or first
    _check_about(found, committee, first, last)
    should = cleaned(should_say, _("lo que debió decir"), LONGEST_WORDS)
    reason = cleaned(why, _("por qué estaba mal"))
    with _saying(found, by, now) as moment:
        check_publication(found, "errata", by=SECRETARIAT, now=now, document=should)
        was = _said(found, committee, duty, first, last, said, should)
        row, fresh = Erratum.objects.get_or_create(
            publication=found,
            committee=committee,
            duty=duty,
            first_day=first,
            last_day=last,
            should_say=should,
            defaults={
                "said": was,
                "why": reason,
                "by": moment.signed(by.strip()),
                "registered_at": moment.at,
            },
        )
        if fresh:
            record(
                "publications.register_erratum",
                Thing(PUBLICATION, found.pk),
                by=row.by,
                before={"dice": was},
                after={
                    "corrección": should,
                    "comité": committee,
                    "deber": duty,
                    "desde": first,
                    "hasta": last,
                },
                why=reason,
                simulated=found.simulated,
                at=moment.at,
            )
    return row


@transaction.atomic
def answer(*, reply: int, text: str, by: str, now: datetime) -> Answer:
    """Answer a reply, once. Raises CannotSay."""
    found = Reply.objects.select_related("publication").filter(pk=reply).first()
    if found is None:
        raise CannotSay(
            _(
                "No hay ninguna respuesta {reply}. «sinasec publication history ID» dice las de "
                "una publicación, con su número."
            ).format(reply=reply)
        )
    said = cleaned(text, _("lo que se contesta"))
    with _saying(found.publication, by, now) as moment:
        check_reply(found, "contestar", by=SECRETARIAT, now=now, document=said)
        done = Answer.objects.create(
            reply=found, text=said, by=moment.signed(by.strip()), registered_at=moment.at
        )
        record(
            "publications.answer",
            Thing("respuesta", str(reply)),
            by=done.by,
            after={"publicación": found.publication.pk, "contestación": said},
            simulated=found.publication.simulated,
            at=moment.at,
        )
    return done


@contextmanager
def _saying(publication: Publication, by: str, now: datetime) -> Iterator[Moment]:
    """What is written within it is dated, signed and linked; what cannot be is CannotSay."""
    if fault := fault_of_author(by):
        raise CannotSay(fault)
    try:
        with registering("publications", made_up=publication.simulated, now=now) as moment:
            yield moment
    except (ClockBehind, IllegalMove) as error:
        raise CannotSay(str(error)) from error


def _check_about(publication: Publication, committee: str, first: date, last: date) -> None:
    if committee not in named(publication.words.respondents)(publication):
        raise CannotSay(
            _("{pk} no dice nada de {committee}: revise el comité.").format(
                pk=publication.pk, committee=committee
            )
        )
    if first > last:
        raise CannotSay(_("El último día es anterior al primero: revíselos."))
    if first < publication.horizon_from or last > publication.horizon_to:
        raise CannotSay(
            _(
                "{pk} trata de los días del {horizon_from:%d/%m/%Y} al {horizon_to:%d/%m/%Y}: dé "
                "días de esos."
            ).format(
                pk=publication.pk,
                horizon_from=publication.horizon_from,
                horizon_to=publication.horizon_to,
            )
        )


def _said(
    publication: Publication,
    committee: str,
    duty: str,
    first: date,
    last: date,
    given: str,
    should: str,
) -> str:
    """What the publication says; of a kind that does not quote itself, what was given."""
    try:
        found = quote(publication, committee, duty, first, last)
    except CannotQuote as error:
        raise CannotSay(str(error)) from error
    if found is None:
        if not given.strip():
            raise CannotSay(
                _("Diga con --said qué dice {pk} de {committee}.").format(
                    pk=publication.pk, committee=committee
                )
            )
        found = Quote(cleaned(given, _("lo que decía"), LONGEST_WORDS), ())
    elif given.strip():
        raise CannotSay(
            _("Lo que decía lo dice {pk} misma: quite --said.").format(pk=publication.pk)
        )
    if found.choices and should not in found.choices:
        choices = ", ".join(f"«{one}»" for one in found.choices)
        raise CannotSay(
            _("«{should}» no es de lo que puede decir: elija entre {choices}.").format(
                should=should, choices=choices
            )
        )
    if found.said == should:
        raise CannotSay(
            _("Eso es lo que ya dice: «{should}». No hay nada que rectificar.").format(
                should=should
            )
        )
    return found.said


def cleaned(text: str, what: str, longest: int = LONGEST) -> str:
    """The text as it is kept. Raises CannotSay when it says nothing or too much."""
    said = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not said:
        raise CannotSay(_("Falta {what}: escríbalo.").format(what=what))
    if len(said) > longest:
        raise CannotSay(
            _("{what} pasa de {longest} caracteres: resúmalo.").format(
                what=_capital(what), longest=longest
            )
        )
    if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in said):
        raise CannotSay(_("{what} tiene caracteres que no son texto.").format(what=_capital(what)))
    return said


def _capital(what: str) -> str:
    return what[0].upper() + what[1:]
