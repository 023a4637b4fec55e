"""People's writes about people: to invite, to give a post and end it, to freeze an account."""

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from sinasec.accounts.hats import held_between, name_of, scope_name
from sinasec.accounts.models import Invitation, InvitationEnd, Mandate, MandateEnd, Person
from sinasec.accounts.said import (
    LONGEST_ACT,
    LONGEST_NAME,
    LONGEST_REASON,
    CannotRegister,
    address,
    cleaned,
)
from sinasec.audit.events import Thing, record
from sinasec.committees.registry import by_code
from sinasec.definitions.roles import access
from sinasec.methods.access import Hat, IllegalHat
from sinasec.records.clock import Moment, fault_of_author, in_turn, registering
from sinasec.records.clock_checked import ClockBehind
from sinasec.time_zone import day_of
from sinasec.translation import gettext as _

PERSON: Final = "persona"
TOKEN_BYTES: Final = 32
GOOD_FOR: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Post:
    """What a mandate gives: a role somewhere, from a day to another, by an act."""

    role: str
    scope: str
    from_day: date
    to_day: date | None
    act: str


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    post: Post,
    by: str,
    simulated: bool = False,
    now: datetime | None = None,
) -> tuple[Invitation, str]:
    """Add a person with a post and an invitation. What its link carries is told once, here.

    Raises CannotRegister, also for the address of somebody who is in.
    """
    said, who = address(email), cleaned(name, _("el nombre"), LONGEST_NAME)
    with _writing(by, made_up=simulated, now=now) as moment:
        if Person.objects.filter(email=said).exists():
            raise CannotRegister(
                _("Ya hay una persona con el correo {email}: dele la designación a ella.").format(
                    email=said
                )
            )
        person = Person.objects.new(email=said, name=who, simulated=simulated)
        mandate = _mandate(person, post, by, moment)
        made = _invitation(person, by, moment)
        record(
            "accounts.invite",
            _thing(person),
            by=moment.signed(by.strip()),
            after=_said_of(mandate) | {"vence": made[0].expires_at},
            personal={"persona": f"{who} <{said}>"},
            simulated=simulated,
            at=moment.at,
        )
    return made


@transaction.atomic
def invite_again(*, person: Person, by: str, now: datetime | None = None) -> tuple[Invitation, str]:
    """Another link for who did not use the first, or lost password and second factor.

    Those that were open are withdrawn. Raises CannotRegister.
    """
    with _writing(by, made_up=person.simulated, now=now) as moment:
        _check_not_frozen(person)
        _withdraw_open(person, by, moment)
        made = _invitation(person, by, moment)
        _note_person(
            "accounts.invite_again", person, by, moment, after={"vence": made[0].expires_at}
        )
    return made


@transaction.atomic
def withdraw(*, invitation: Invitation, by: str, now: datetime | None = None) -> InvitationEnd:
    """Raises CannotRegister for one that was used or withdrawn."""
    with _writing(by, made_up=invitation.simulated, now=now) as moment:
        if InvitationEnd.objects.filter(invitation=invitation).exists():
            raise CannotRegister(_("Esa invitación ya se usó o ya se retiró."))
        done = _end(invitation, InvitationEnd.Kind.WITHDRAWN, by, moment)
        _note_person(
            "accounts.withdraw", invitation.person, by, moment, after={"invitación": "retirada"}
        )
    return done


def opened(token: str, now: datetime) -> Invitation:
    """The invitation of a link. Raises CannotRegister for one that opens nothing."""
    found = (
        Invitation.objects.select_related("person", "end").filter(token_sha256=_hash(token)).first()
    )
    if found is None:
        raise CannotRegister(
            _("Ese enlace no es de ninguna invitación: ábralo completo, como vino en el mensaje.")
        )
    if hasattr(found, "end"):
        raise CannotRegister(
            _("Esa invitación ya se usó o fue retirada: entre con su contraseña, o pida otra.")
        )
    if now >= found.expires_at:
        raise CannotRegister(
            _("Esa invitación venció el {day}: pida otra a quien se la envió.").format(
                day=day_of(found.expires_at).strftime("%d/%m/%Y")
            )
        )
    _check_not_frozen(found.person)
    return found


@transaction.atomic
def accept(*, token: str, password: str, now: datetime | None = None) -> Person:
    """Use an invitation: the person makes a password and may enter.

    Who was in before and lost everything begins again: the second factor of before is taken away.
    Raises CannotRegister.
    """
    asked = opened(token, now or timezone.now())
    person = asked.person
    _check_password(password, person)
    with _writing(person.name, made_up=person.simulated, now=now) as moment:
        found = opened(token, moment.at)  # in the turn: nobody else is using it
        _end(found, InvitationEnd.Kind.ACCEPTED, person.name, moment)
        person.set_password(password)
        person.is_active = True
        person.save(update_fields=["password", "is_active"])
        factors = Authenticator.objects.filter(user_id=person.pk)
        gone = {"segundo factor": "quitado"} if factors.exists() else {}
        factors._raw_delete(factors.db)  # pyright: ignore[reportAttributeAccessIssue]  # said here
        EmailAddress.objects.update_or_create(
            user_id=person.pk,
            email=person.email,
            defaults={"verified": True, "primary": True},
        )
        _note_person(
            "accounts.accept", person, person.name, moment, after={"cuenta": "activa"} | gone
        )
    return person


@transaction.atomic
def give(*, person: Person, post: Post, by: str, now: datetime | None = None) -> Mandate:
    """Another post for somebody. Raises CannotRegister."""
    with _writing(by, made_up=person.simulated, now=now) as moment:
        mandate = _mandate(person, post, by, moment)
        _note_person("accounts.appoint", person, by, moment, after=_said_of(mandate))
    return mandate


@transaction.atomic
def end(
    *, mandate: Mandate, last_day: date, reason: str, by: str, now: datetime | None = None
) -> MandateEnd:
    """Say the last day on which a mandate held. Raises CannotRegister."""
    why = cleaned(reason, _("el motivo"), LONGEST_REASON)
    with _writing(by, made_up=mandate.simulated, now=now) as moment:
        if MandateEnd.objects.filter(mandate=mandate).exists():
            raise CannotRegister(_("Esa designación ya se terminó."))
        if mandate.to_day is not None and last_day > mandate.to_day:
            raise CannotRegister(
                _("Esa designación termina sola el {day}: diga un día de antes.").format(
                    day=mandate.to_day.strftime("%d/%m/%Y")
                )
            )
        if last_day < mandate.from_day - timedelta(days=1):
            raise CannotRegister(
                _("El último día no puede ser anterior a la víspera de su inicio ({day}).").format(
                    day=mandate.from_day.strftime("%d/%m/%Y")
                )
            )
        done = MandateEnd.objects.create(
            mandate=mandate,
            last_day=last_day,
            reason=why,
            registered_at=moment.at,
            registered_by=moment.signed(by.strip()),
        )
        ended = {"designación": mandate.pk, "hasta": last_day}
        _note_person("accounts.end", mandate.person, by, moment, after=ended, why=why)
    return done


@transaction.atomic
def freeze(*, person: Person, reason: str, by: str, now: datetime | None = None) -> Person:
    """Let nobody enter with an account until it is thawed; its sessions end. Raises
    CannotRegister."""
    why = cleaned(reason, _("el motivo"), LONGEST_REASON)
    with _writing(by, made_up=person.simulated, now=now) as moment:
        if person.frozen_because:
            raise CannotRegister(_("Esa cuenta ya está congelada."))
        _withdraw_open(person, by, moment)
        person.frozen_because, person.is_active = why, False
        person.save(update_fields=["frozen_because", "is_active"])
        _note_person("accounts.freeze", person, by, moment, after={"cuenta": "congelada"}, why=why)
    return person


@transaction.atomic
def thaw(*, person: Person, by: str, now: datetime | None = None) -> tuple[Invitation, str]:
    """Open a frozen account with an invitation: nobody enters again with what they had. Raises
    CannotRegister."""
    with _writing(by, made_up=person.simulated, now=now) as moment:
        if not person.frozen_because:
            raise CannotRegister(_("Esa cuenta no está congelada."))
        person.frozen_because = ""
        person.save(update_fields=["frozen_because"])
        made = _invitation(person, by, moment)
        _note_person("accounts.thaw", person, by, moment, after={"cuenta": "invitada"})
    return made


def _thing(person: Person) -> Thing:
    """As the audit names somebody: by number, so that a name may be erased."""
    return Thing(PERSON, str(person.pk))


def _note_person(
    action: str,
    person: Person,
    by: str,
    moment: Moment,
    *,
    after: Mapping[str, Any],
    why: str = "",
) -> None:
    record(
        action,
        _thing(person),
        by=moment.signed(by.strip()),
        after=after,
        why=why,
        simulated=person.simulated,
        at=moment.at,
    )


def _said_of(mandate: Mandate) -> dict[str, Any]:
    return {
        "designación": mandate.pk,
        "rol": mandate.role,
        "ámbito": mandate.scope,
        "desde": mandate.from_day,
        "hasta": mandate.to_day,
        "acto": mandate.act,
    }


def _invitation(person: Person, by: str, moment: Moment) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation.objects.create(
        person=person,
        token_sha256=_hash(token),
        expires_at=moment.at + GOOD_FOR,
        again=person.has_usable_password(),
        registered_at=moment.at,
        registered_by=moment.signed(by.strip()),
        simulated=person.simulated,
    )
    return invitation, token


def _withdraw_open(person: Person, by: str, moment: Moment) -> None:
    for each in Invitation.objects.filter(person=person, end=None):
        _end(each, InvitationEnd.Kind.WITHDRAWN, by, moment)


def _end(
    invitation: Invitation, kind: InvitationEnd.Kind, by: str, moment: Moment
) -> InvitationEnd:
    return InvitationEnd.objects.create(
        invitation=invitation,
        kind=kind,
        registered_at=moment.at,
        registered_by=moment.signed(by.strip()),
    )


def _mandate(person: Person, post: Post, by: str, moment: Moment) -> Mandate:
    _check_post(post)
    _check_not_held(person, post)
    return Mandate.objects.create(
        person=person,
        role=post.role,
        scope=post.scope,
        from_day=post.from_day,
        to_day=post.to_day,
        act=cleaned(post.act, _("el acto con que se le designa"), LONGEST_ACT),
        registered_at=moment.at,
        registered_by=moment.signed(by.strip()),
        simulated=person.simulated,
    )


def _check_post(post: Post) -> None:
    if post.role not in access().roles:
        raise CannotRegister(
            _("No existe el rol «{role}». Hay: {known}.").format(
                role=post.role[:40], known=", ".join(access().roles)
            )
        )
    committee = by_code().get(post.scope)
    if post.scope and committee is None:
        raise CannotRegister(
            _("No existe el comité «{code}»: revise su código.").format(code=post.scope[:40])
        )
    try:
        access().check_hat(Hat(post.role, post.scope))
    except IllegalHat as error:
        raise CannotRegister(str(error)) from error
    if committee and not committee.exists_on(post.from_day):
        raise CannotRegister(
            _("{where} no existía el {day}: revise el comité o la fecha.").format(
                where=scope_name(post.scope), day=post.from_day.strftime("%d/%m/%Y")
            )
        )
    if post.to_day is not None and post.to_day < post.from_day:
        raise CannotRegister(_("La designación termina antes de empezar: revise las fechas."))


def _check_not_held(person: Person, post: Post) -> None:
    given = Hat(post.role, post.scope)
    held = held_between(person, post.from_day, post.to_day)
    if given in held:
        raise CannotRegister(
            _("{name} ya tiene esa designación: {post}.").format(
                name=person.name, post=name_of(given)
            )
        )
    if clash := access().clash([*held, given]):
        raise CannotRegister(clash)


def _check_not_frozen(person: Person) -> None:
    if person.frozen_because:
        raise CannotRegister(
            _("La cuenta está congelada: la descongela quien administra las cuentas.")
        )


def _check_password(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise CannotRegister(" ".join(error.messages)) from error


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@contextmanager
def _writing(by: str, *, made_up: bool, now: datetime | None) -> Iterator[Moment]:
    """What is written within it is dated, signed and linked."""
    if fault := fault_of_author(by):
        raise CannotRegister(fault)
    try:
        with registering("accounts", made_up=made_up, now=now) as moment:
            in_turn()
            yield moment
    except ClockBehind as error:
        raise CannotRegister(str(error)) from error
