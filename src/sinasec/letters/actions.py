"""People's writes about letters: to send one, to annul one, to receive one."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from sinasec.audit.events import Thing, record
from sinasec.definitions.letters import fingerprint_of
from sinasec.letters.history import check_letter
from sinasec.letters.models import MADE_UP, Annulment, Copy, Letter, Received
from sinasec.letters.numbering import next_entry, next_number, reference, year_of
from sinasec.letters.office import Office, UnsoundOffice, office
from sinasec.letters.paper.paper import as_kept, paper_of, pdf
from sinasec.letters.paper.typesetting import CannotPrint
from sinasec.letters.said import CannotWrite, cleaned
from sinasec.letters.written import known, written
from sinasec.methods.letters import CARTA, Filled
from sinasec.methods.letters import Letter as Definition
from sinasec.methods.lifecycle import IllegalMove
from sinasec.records.clock import Moment, fault_of_author, in_turn, registering
from sinasec.records.clock_checked import ClockBehind
from sinasec.time_zone import day_of
from sinasec.translation import gettext as _

LETTER: Final = "carta"
LONGEST_ADDRESSEE: Final = 500  # letters
LONGEST_SUBJECT: Final = 1000
LONGEST_SENDER: Final = 200
LONGEST_REFERENCE: Final = 120
LONGEST_REASON: Final = 20_000
MOST_BYTES: Final = 50 * 1024 * 1024  # of a scanned file


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned file: it is kept where the office keeps it, and here only what tells it apart."""

    name: str
    sha256: str
    size: int


@transaction.atomic
def issue(
    *,
    definition: str,
    fields: Mapping[str, object],
    addressee: str,
    by: str,
    simulated: bool = False,
    number_given: str = "",
    supersedes: Letter | None = None,
    written_by: str = "",
    now: datetime | None = None,
) -> Letter:
    """Write a letter, give it its number and keep both, or nothing of it.

    `number_given`: what the paper system of the institution put after «N.°»; our count does not
    move. Its day is that of the registration, in Lima. `written_by`: the command that writes it,
    of a definition that names one. Raises `CannotWrite`.
    """
    _check_writer(known(definition), written_by)
    filled = written(definition, fields)
    if filled.letter.kind != CARTA:
        raise CannotWrite(
            _("«{code}» es una hoja, sin número: véala con «sinasec letter preview».").format(
                code=definition
            )
        )
    to = cleaned(addressee, _("a quién se escribe"), LONGEST_ADDRESSEE, lines=True)
    _check_subject(filled)
    with _writing(by, made_up=simulated, now=now) as moment:
        of = office(real=not simulated)
        year = year_of(moment.at)
        number, after = _number(of, filled, year, number_given, simulated=simulated)
        if supersedes is not None:
            _check_superseded(supersedes, moment.at, after, simulated=simulated)
        letter = Letter(
            office=of.code,
            office_name=of.name,
            place=of.place,
            series=filled.letter.series,
            year=year,
            number=number,
            reference=after,
            definition=definition,
            definition_sha256=fingerprint_of(definition),
            fields=_fields(fields),
            title=filled.letter.title,
            blocks=as_kept(filled),
            addressee=to,
            subject=filled.subject,
            supersedes=supersedes,
            registered_at=moment.at,
            registered_by=moment.signed(by.strip()),
            simulated=simulated,
        )
        copy = pdf(paper_of(letter), made_at=moment.at)
        letter.pdf_sha256 = hashlib.sha256(copy).hexdigest()
        letter.save(force_insert=True)
        Copy.objects.create(letter=letter, pdf=copy)
        record(
            "letters.issue",
            Thing(LETTER, str(letter)),
            by=letter.registered_by,
            after={
                "definición": definition,
                "asunto": letter.subject,
                "pdf": letter.pdf_sha256,
                **({"reemplaza": str(supersedes)} if supersedes else {}),
            },
            personal={"destinatario": to},
            simulated=simulated,
            at=moment.at,
        )
    return letter


@transaction.atomic
def annul(*, letter: Letter, reason: str, by: str, now: datetime | None = None) -> Annulment:
    """Say that a letter is not to be used; no other gets its number. Raises `CannotWrite`."""
    why = cleaned(reason, _("el motivo"), LONGEST_REASON, lines=True)
    with _writing(by, made_up=letter.simulated, now=now) as moment:
        check_letter(letter, "anular", now=moment.at, document=why)
        done = Annulment.objects.create(
            letter=letter,
            reason=why,
            registered_at=moment.at,
            registered_by=moment.signed(by.strip()),
        )
        record(
            "letters.annul",
            Thing(LETTER, str(letter)),
            by=done.registered_by,
            before={"estado": "emitida"},
            after={"estado": "anulada"},
            why=why,
            simulated=letter.simulated,
            at=moment.at,
        )
    return done


@transaction.atomic
def receive(
    *,
    sender: str,
    subject: str,
    received_on: date,
    by: str,
    sender_number: str = "",
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
    with _writing(by, made_up=simulated, now=now) as moment:
        if received_on > day_of(moment.at):
            raise CannotWrite(_("El día en que se recibió todavía no llega: revise la fecha."))
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
            Thing("ingreso", done.reference),
            by=done.registered_by,
            after={
                "asunto": about,
                "recibida": received_on,
                **({"archivo": scan.sha256} if scan else {}),
                **({"contesta": str(answers)} if answers else {}),
            },
            personal={"remitente": who},
            simulated=simulated,
            at=moment.at,
        )
    return done


def _check_writer(definition: Definition, written_by: str) -> None:
    if definition.written_by == written_by:
        return
    if not definition.written_by:
        raise ValueError(f"{definition.code} names no command that writes it")
    raise CannotWrite(
        _(
            "«{code}» dice lo que se comprueba al escribirla y no se emite con datos dados a mano: "
            "use «sinasec {command}»."
        ).format(code=definition.code, command=definition.written_by)
    )


def _fields(fields: Mapping[str, object]) -> str:
    """As the row of a letter holds them: JSON, days as AAAA-MM-DD."""
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, default=_day_text)


def _day_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no field of a letter")


def _number(
    of: Office, filled: Filled, year: int, given: str, *, simulated: bool
) -> tuple[int | None, str]:
    """Our number and what is written after «N.°». Raises `CannotWrite`."""
    series = filled.letter.series
    if not given:
        number = next_number(of.code, series, year, simulated=simulated)
        return number, reference(number, year, of.code, simulated=simulated)
    mark = MADE_UP if simulated else ""
    said = cleaned(given, _("el número dado"), LONGEST_REFERENCE - len(mark))
    after = said.removesuffix(mark) + mark
    taken = Letter.objects.filter(
        office=of.code, series=series, year=year, simulated=simulated, reference__iexact=after
    )
    if found := taken.first():
        raise CannotWrite(
            _("El número {number} ya es de otra carta, del {day}: revise el que le dieron.").format(
                number=after, day=day_of(found.registered_at).strftime("%d/%m/%Y")
            )
        )
    return None, after


def _check_superseded(old: Letter, at: datetime, after: str, *, simulated: bool) -> None:
    if old.simulated != simulated:
        raise CannotWrite(_("Lo SIMULADO y lo real no se reemplazan uno a otro."))
    check_letter(old, "reemplazar", now=at, document=after)


def _check_subject(filled: Filled) -> None:
    if len(filled.subject) > LONGEST_SUBJECT:
        raise CannotWrite(
            _("El asunto pasa de {most} letras: resúmalo.").format(most=LONGEST_SUBJECT)
        )


@contextmanager
def _writing(by: str, *, made_up: bool, now: datetime | None) -> Iterator[Moment]:
    """What is written within it is dated, signed and linked; what cannot be is `CannotWrite`."""
    if fault := fault_of_author(by):
        raise CannotWrite(fault)
    try:
        with registering("letters", made_up=made_up, now=now) as moment:
            in_turn()  # also of what is made up: what is checked now holds until it is written
            yield moment
    except (ClockBehind, IllegalMove, CannotPrint, UnsoundOffice) as error:
        raise CannotWrite(str(error)) from error
