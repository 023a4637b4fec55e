"""People's writes about letters that are sent: to send one, to annul one."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.db import transaction

from sinasec.audit.events import Thing, record
from sinasec.definitions.letters import fingerprint_of
from sinasec.letters.history import check_letter
from sinasec.letters.models import MADE_UP, Annulment, Copy, Letter
from sinasec.letters.numbering import next_number, reference, year_of
from sinasec.letters.office import Office, office
from sinasec.letters.paper.paper import as_kept, paper_of, pdf
from sinasec.letters.registering import (
    LONGEST_ADDRESSEE,
    LONGEST_REASON,
    LONGEST_REFERENCE,
    LONGEST_SUBJECT,
    registering_letter,
)
from sinasec.letters.said import CannotWrite, cleaned
from sinasec.letters.written import known, written
from sinasec.methods.letters import CARTA, Filled
from sinasec.methods.letters import Letter as Definition
from sinasec.time_zone import day_of
from sinasec.translation import gettext as _

__all__ = ["CannotWrite", "annul", "issue"]

LETTER: Final = "carta"


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
    with registering_letter(by, made_up=simulated, now=now) as moment:
        letter = _numbered(filled, moment.at, number_given, simulated=simulated)
        if supersedes is not None:
            _check_superseded(supersedes, letter, moment.at)
        letter.fields = _fields(fields)
        letter.addressee = to
        letter.supersedes = supersedes
        letter.registered_by = moment.signed(by.strip())
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
    with registering_letter(by, made_up=letter.simulated, now=now) as moment:
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


def _numbered(filled: Filled, at: datetime, given: str, *, simulated: bool) -> Letter:
    """What it says and its number, in the register of the office; it is not kept yet."""
    of, year = office(real=not simulated), year_of(at)
    number, after = _number(of, filled, year, given, simulated=simulated)
    return Letter(
        office=of.code,
        office_name=of.name,
        place=of.place,
        series=filled.letter.series,
        year=year,
        number=number,
        reference=after,
        definition=filled.letter.code,
        definition_sha256=fingerprint_of(filled.letter.code),
        title=filled.letter.title,
        blocks=as_kept(filled),
        subject=filled.subject,
        registered_at=at,
        simulated=simulated,
    )


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


def _check_superseded(old: Letter, letter: Letter, at: datetime) -> None:
    """Whoever looks in one register is told there of what takes the place of each."""
    if old.simulated != letter.simulated:
        raise CannotWrite(_("Lo SIMULADO y lo real no se reemplazan uno a otro."))
    if (old.office, old.series) != (letter.office, letter.series):
        raise CannotWrite(
            _(
                "{old} es de otra serie o de otra oficina ({office}), y una carta reemplaza solo a "
                "una de las suyas: anúlela donde se emitió, y emita esta sin --supersedes."
            ).format(old=old, office=old.office)
        )
    check_letter(old, "reemplazar", now=at, document=letter.reference)


def _check_subject(filled: Filled) -> None:
    if len(filled.subject) > LONGEST_SUBJECT:
        raise CannotWrite(
            _("El asunto pasa de {most} letras: resúmalo.").format(most=LONGEST_SUBJECT)
        )
