"""People's writes about letters that come in: to receive one, to annul an entry."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.db import transaction

from sinasec.audit.events import Thing, record
from sinasec.letters.history import check_entry
from sinasec.letters.models import EntryAnnulment, Letter, Received
from sinasec.letters.numbering import next_entry, year_of
from sinasec.letters.office import office
from sinasec.letters.registering import (
    LONGEST_ADDRESSEE,
    LONGEST_REASON,
    LONGEST_REFERENCE,
    LONGEST_SUBJECT,
    registering_letter,
)
from sinasec.letters.said import CannotWrite, cleaned
from sinasec.time_zone import LIMA, day_of
from sinasec.translation import gettext as _

LONGEST_SENDER: Final = 200  # letters
LONGEST_ENCLOSURES: Final = 1000
MOST_SHEETS: Final = 100_000
MOST_BYTES: Final = 50 * 1024 * 1024  # of a scanned file
ENTRY: Final = "ingreso"
TIME: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned file: it is kept where the office keeps it, and here only what tells it apart."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Noted:
    """What whoever receives a letter may note of it, "" or 0 where they did not.

    `time`: «09:30», in Lima. `sheets`: its folios. `enclosures`: what comes with it.
    """

    time: str = ""
    addressee: str = ""
    sheets: int = 0
    enclosures: str = ""


@transaction.atomic
def receive(
    *,
    sender: str,
    subject: str,
    received_on: date,
    by: str,
    sender_number: str = "",
    noted: Noted = Noted(),
    scan: Scan | None = None,
    answers: Letter | None = None,
    simulated: bool = False,
    now: datetime | None = None,
) -> Received:
    """Register a letter that came in, with the number of its entry. Raises `CannotWrite`.

    `sender_number`: "" of one that has none.
    """
    who = cleaned(sender, _("quién la envía"), LONGEST_SENDER)
    about = cleaned(subject, _("el asunto"), LONGEST_SUBJECT)
    theirs = cleaned(sender_number, _("su número"), LONGEST_REFERENCE) if sender_number else ""
    also = _cleaned(noted)
    with registering_letter(by, made_up=simulated, now=now) as moment:
        _check_when(received_on, also.time, moment.at)
        if answers is not None and answers.simulated != simulated:
            raise CannotWrite(_("Lo SIMULADO y lo real no se contestan uno a otro."))
        of = office(real=not simulated)
        year = year_of(moment.at)
        done = Received.objects.create(
            office=of.code,
            year=year,
            number=next_entry(of.code, year, simulated=simulated),
            sender=who,
            sender_number=theirs,
            subject=about,
            received_on=received_on,
            received_time=also.time or None,
            addressee=also.addressee or None,
            sheets=also.sheets or None,
            enclosures=also.enclosures or None,
            file_name=scan.name if scan else "",
            file_sha256=scan.sha256 if scan else "",
            file_size=scan.size if scan else 0,
            answers=answers,
            registered_at=moment.at,
            registered_by=moment.signed(by.strip()),
            simulated=simulated,
        )
        record(
            "letters.receive",
            Thing(ENTRY, done.reference),
            by=done.registered_by,
            after={
                "asunto": about,
                "recibida": received_on,
                **({"archivo": scan.sha256} if scan else {}),
                **({"contesta": str(answers)} if answers else {}),
            },
            personal={"remitente": who}
            | ({"destinatario": also.addressee} if noted.addressee else {}),
            simulated=simulated,
            at=moment.at,
        )
    return done


@transaction.atomic
def annul_entry(
    *, entry: Received, reason: str, by: str, now: datetime | None = None
) -> EntryAnnulment:
    """Say that an entry was registered wrongly; no other gets its number. Raises `CannotWrite`."""
    why = cleaned(reason, _("el motivo"), LONGEST_REASON, lines=True)
    with registering_letter(by, made_up=entry.simulated, now=now) as moment:
        check_entry(entry, "anular", now=moment.at, document=why)
        done = EntryAnnulment.objects.create(
            entry=entry,
            reason=why,
            registered_at=moment.at,
            registered_by=moment.signed(by.strip()),
        )
        record(
            "letters.annul_entry",
            Thing(ENTRY, entry.reference),
            by=done.registered_by,
            before={"estado": "recibida"},
            after={"estado": "anulada"},
            why=why,
            simulated=entry.simulated,
            at=moment.at,
        )
    return done


def _cleaned(noted: Noted) -> Noted:
    if noted.time and not TIME.fullmatch(noted.time):
        raise CannotWrite(_("La hora se escribe con dos cifras y de 0 a 23: 09:30."))
    if not 0 <= noted.sheets <= MOST_SHEETS:
        raise CannotWrite(
            _("Los folios van de 1 a {most}: revise cuántos son.").format(most=MOST_SHEETS)
        )
    to, beside = noted.addressee, noted.enclosures
    return Noted(
        noted.time,
        cleaned(to, _("a quién viene dirigida"), LONGEST_ADDRESSEE) if to else "",
        noted.sheets,
        cleaned(beside, _("lo que la acompaña"), LONGEST_ENCLOSURES) if beside else "",
    )


def _check_when(day: date, hour: str, now: datetime) -> None:
    if day > day_of(now):
        raise CannotWrite(_("El día en que se recibió todavía no llega: revise la fecha."))
    if hour and datetime.combine(day, time.fromisoformat(hour), LIMA) > now:
        raise CannotWrite(_("La hora en que se recibió todavía no llega: revise la hora."))
