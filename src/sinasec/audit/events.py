"""To note what is written, in the transaction that writes it."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils import timezone

from sinasec.acting import actor
from sinasec.audit.models import LONGEST_NAME, LONGEST_WHERE, Event, EventLink, Personal
from sinasec.records.append_only import Dated
from sinasec.records.chain import Chain
from sinasec.records.clock import in_turn, tell, unlinked

APP: Final = "audit"
CHAIN: Final = Chain(EventLink, lambda: {APP: (Dated("Event", at="at", by="who"),)}, "lo anotado")
LONGEST_VALUE: Final = 300  # letters of one value; of a longer one, its digest
MOST: Final = 20_000  # letters of all of them
SALT_BYTES: Final = 16

Changed = Mapping[str, Any]


class NotWithin(RuntimeError):
    """An event is of the transaction that writes what it tells of, and there is none."""


class Thing(NamedTuple):
    """What was written. `kind`: its word («acto», «edición-de-datos»), which no catalogue changes;
    `code`: how people call it."""

    kind: str
    code: str


def record(
    action: str,
    thing: Thing,
    *,
    by: str = "",
    before: Changed | None = None,
    after: Changed | None = None,
    why: str = "",
    personal: Mapping[str, str] | None = None,
    simulated: bool = False,
    at: datetime | None = None,
) -> Event:
    """Note one write, and hold it to those before it. Within its transaction, once.

    `by`: whoever answers for it, where the action was told; else the actor. `before`, `after`: only
    what changes; a long text is kept as its digest. `personal`: values about somebody, kept apart
    to be erased one day. `at`: the moment of the facts. What is made up is noted and not linked, as
    in `records.clock`. Raises NotWithin.
    """
    if not connection.in_atomic_block:
        raise NotWithin(f"{action} is noted outside of any transaction")
    moment = at or timezone.now()
    if not simulated:
        in_turn()
        moment = unlinked(APP, moment, CHAIN)
    now = actor()
    values = personal or {}
    salted = {name: (secrets.token_hex(SALT_BYTES), said) for name, said in values.items()}
    event = Event.objects.create(
        at=moment,
        who=(by.strip() or now.who or now.origin)[:LONGEST_NAME],
        account=now.who[:LONGEST_NAME],
        person=now.person,
        hat=now.hat,
        origin=now.origin,
        via=now.where[:LONGEST_WHERE],
        action=action,
        kind=thing.kind,
        code=thing.code,
        before=_text(before),
        after=_text(after),
        why=why,
        personal=_text({name: digest(*each) for name, each in salted.items()}),
        simulated=simulated,
    )
    Personal.objects.bulk_create(
        Personal(event=event, field=name, salt=salt, value=said)
        for name, (salt, said) in salted.items()
    )
    if not simulated:
        CHAIN.link(APP, moment)
    tell(action)
    return event


def digest(salt: str, value: str) -> str:
    """What an event holds of a personal value (hex)."""
    return hashlib.sha256(f"{salt}{value}".encode()).hexdigest()


def _text(said: Changed | None) -> str:
    """Canonical JSON; "" for none. Raises ValueError for what is too much for an event."""
    if not said:
        return ""
    short = {name: _short(value) for name, value in said.items()}
    text = json.dumps(short, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if len(text) > MOST:
        raise ValueError(f"an event says at most {MOST} letters of what changed")
    return text


def _short(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONGEST_VALUE:
        return {"sha256": hashlib.sha256(value.encode()).hexdigest(), "letras": len(value)}
    return value.isoformat() if isinstance(value, date) else value
