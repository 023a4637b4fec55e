"""When a row is registered: after everything registered before it, on every desk.

What was known on a day is a filter on this moment, so a clock set back would rewrite what a past
publication could have known. Made-up facts say their own moments and take no part.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from sinasec.records.append_only import RecordsConfig, configs, real_rows
from sinasec.records.chain import FACTS, Chain, link
from sinasec.records.clock_checked import OPTION, ClockBehind, reason
from sinasec.translation import gettext as _

TOLERANCE: Final = timedelta(minutes=2)  # clocks of two desks that are well kept
INSTANT: Final = timedelta(microseconds=1)
LONGEST_NAME: Final = 150  # letters, in the tables
MARK: Final = "reloj comprobado"
CHECKED: Final = f" ({MARK}: "  # and the reason, after the name of who registers
_LOCK: Final = 0x53494E41  # of PostgreSQL, this program's own
_registering: ContextVar["Moment | None"] = ContextVar("registering", default=None)
_told: ContextVar[list[str] | None] = ContextVar("told", default=None)


class NotNoted(RuntimeError):
    """Something was registered, and the audit was not told of it once."""


@dataclass(frozen=True, slots=True)
class Moment:
    """`at`: to be written on the fact. `checked`: why the clock was believed, if it was behind."""

    at: datetime
    checked: str = ""

    def signed(self, by: str) -> str:
        """Who registers, and that somebody answered for the clock. Raises ClockBehind if long."""
        if not self.checked:
            return by
        whole = f"{by}{CHECKED}{self.checked})"
        if len(whole) > LONGEST_NAME:
            raise ClockBehind("Quien registra y el motivo son demasiado largos: acórtelos.")
        return whole


def fault_of_author(by: str) -> str:
    """Why these words cannot be those of who registers; "" when they can.

    What this program writes after a name, nobody writes: it says that the clock was checked.
    """
    if not by.strip():
        return "Diga quién registra: un hecho sin autor no se guarda."
    if MARK in " ".join(by.split()).casefold():
        return f"Quien registra (--by) no puede decir «{MARK}»: para eso está {OPTION}."
    if not by.strip().isprintable():
        return "Quien registra (--by) tiene caracteres que no se ven: escríbalo de nuevo."
    if len(by.strip()) > LONGEST_NAME:
        return _("Quien registra (--by) pasa de {most} letras: abrévielo.").format(
            most=LONGEST_NAME
        )
    return ""


def answered(by: str) -> str:
    """Why the clock was believed, of a fact signed by `by`; "" when nobody had to be asked."""
    why = by.partition(CHECKED)[2]
    return why[:-1] if why.endswith(")") else ""


@contextmanager
def registering(
    app: str, *, made_up: bool = False, now: datetime | None = None
) -> Iterator[Moment]:
    """Within the block, and in its transaction, what is written of an app carries that moment.

    At its end, what was written is linked to all that was registered before (see `chain`). On
    PostgreSQL it waits for whoever is registering, so that moments are in the order in which facts
    become visible; SQLite has one writer anyway. A block within another, as that of the acts of a
    file that is loaded, is of the same registration, and leaves one event among them (see `audit`).
    What is made up may be so on any clock, and is not linked. Raises ClockBehind and, for a
    program that forgot to note it, NotNoted.
    """
    outer = _registering.get()
    if made_up:
        yield Moment(now or timezone.now())
    elif outer is not None:
        yield outer
    else:
        in_turn()
        moment = moment_after(last_registered(app), now or timezone.now())
        moment = replace(moment, at=unlinked(app, moment.at))
        told: list[str] = []
        inside, noting = _registering.set(moment), _told.set(told)
        try:
            yield moment
        finally:
            _registering.reset(inside)
            _told.reset(noting)
        if link(app, moment.at) and len(told) != 1:
            raise NotNoted(f"what was registered in {app} is one event of the audit, not {told}")


def tell(action: str) -> None:
    """What is being registered was noted, as that action (see `audit`)."""
    told = _told.get()
    if told is not None:
        told.append(action)


def unlinked(app: str, at: datetime, chain: Chain = FACTS) -> datetime:
    """That moment, or the first after it that no link of the app has."""
    while chain.has(app, at):
        at += INSTANT
    return at


def in_turn() -> None:
    """Until the transaction ends nobody else registers."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


@contextmanager
def nobody_registering() -> Iterator[None]:
    """Within it what is read of the facts is of one moment: nothing is registered meanwhile."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_LOCK])
        yield


def moment_after(last: datetime | None, now: datetime) -> Moment:
    """`now`, or just after `last` when the clocks of two desks differ a little.

    Raises ClockBehind when they differ by more, unless somebody checked the clock.
    """
    if last is None or now > last:
        return Moment(now)
    if last - now <= TOLERANCE:
        return Moment(last + INSTANT)
    if reason():
        return Moment(now, reason())
    raise ClockBehind(
        f"El reloj de esta máquina dice {_said(now)}, y lo último se registró {_said(last)}: lo de "
        "ahora quedaría fechado antes, y no se guardó nada."
    )


def last_registered(app: str = "") -> datetime | None:
    """The latest moment on a real row; None when there is none.

    `app`: only of its tables and of those of the apps that it knows, which are prepared before it.
    """
    moments = (
        real_rows(config.label, each).aggregate(last=Max(each.at))["last"]
        for config in _known_by(app)
        for each in config.dated
    )
    return max((moment for moment in moments if moment is not None), default=None)


def last_signature(until: datetime) -> str:
    """Who registered the last real row that is not dated after `until`; "" when nobody did."""
    signed: list[tuple[datetime, str]] = []
    for config in configs():
        for each in config.dated:
            if each.by:
                known = real_rows(config.label, each).filter(**{f"{each.at}__lte": until})
                signed += known.order_by(f"-{each.at}").values_list(each.at, each.by)[:1]
    return max(signed, default=(until, ""))[1]


def _known_by(app: str) -> Iterator[RecordsConfig]:
    for config in configs():
        yield config
        if config.label == app:
            return


def _said(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%d/%m/%Y %H:%M")
