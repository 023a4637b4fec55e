"""How often somebody may try to enter. An office behind one address is many people.

What is counted is a person from a place: five bad tries close that pair for a while, and the desk
beside it goes on. Of a person from everywhere more are let pass, and then only who entered before
from where they ask: nobody is kept out of their own office by a stranger. Rows are kept a day.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from sinasec.accounts.models import Attempt
from sinasec.records.clock import in_turn

WINDOW: Final = timedelta(minutes=15)
OF_A_PAIR: Final = 5  # bad tries of one person from one place
OF_A_PERSON: Final = 50  # of one person from everywhere
OF_A_PLACE: Final = 200  # of whoever from one place: a large office never gets there
KNOWN_FOR: Final = timedelta(days=30)  # a place from which a person entered
KEPT: Final = timedelta(days=1)  # what was bad; what was good, as long as it is known


class TooMany(Exception):
    """Somebody tried too often. `seconds`: until another try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} s")
        self.seconds = seconds


@transaction.atomic
def begin(who: str, where: str, now: datetime) -> int:
    """Count a try before it is made, as a bad one: those made at once cannot all be the first.

    Its number, for `not_bad`. Raises TooMany, and then it is not counted.
    """
    in_turn()
    person, place = _digest("who", who.strip().lower()), _digest("where", where)
    if left := _wait(person, place, now):
        raise TooMany(left)
    return Attempt.objects.create(who=person, where=place, good=False, at=now).pk


def not_bad(number: int) -> None:
    """The try of that number was good as far as it goes: it alone is not counted."""
    Attempt.objects.filter(pk=number).delete()


@transaction.atomic
def forgive(who: str, where: str, now: datetime) -> None:
    """Somebody is in, with all that was asked of them: the bad tries of that person from there go.

    Not before: who knows the password would begin to guess codes anew each time they give it.
    """
    person, place = _digest("who", who.strip().lower()), _digest("where", where)
    Attempt.objects.filter(who=person, where=place).delete()
    Attempt.objects.create(who=person, where=place, good=True, at=now)


def wait(who: str, where: str, now: datetime) -> int:
    """Seconds until another try; 0 when it may be made now."""
    return _wait(_digest("who", who.strip().lower()), _digest("where", where), now)


def _wait(person: str, place: str, now: datetime) -> int:
    since = now - WINDOW
    bad = Attempt.objects.filter(good=False, at__gt=since)
    limits = [
        (bad.filter(who=person, where=place), OF_A_PAIR),
        (bad.filter(where=place), OF_A_PLACE),
    ]
    if not _is_known(person, place, now):
        limits.append((bad.filter(who=person), OF_A_PERSON))
    waits = [0]
    for tries, most in limits:
        found = list(tries.order_by("-at").values_list("at", flat=True)[:most])
        if len(found) == most:
            waits.append(_seconds(found[-1] + WINDOW - now))
    return max(waits)


def forget_old(now: datetime) -> int:
    """Erase what is no longer needed. How many rows."""
    bad = Attempt.objects.filter(good=False, at__lt=now - KEPT).delete()[0]
    return bad + Attempt.objects.filter(good=True, at__lt=now - KNOWN_FOR).delete()[0]


def _is_known(person: str, place: str, now: datetime) -> bool:
    known = Attempt.objects.filter(who=person, where=place, good=True)
    return known.filter(at__gt=now - KNOWN_FOR).exists()


def _digest(kind: str, text: str) -> str:
    """Keyed: who reads the table learns neither whose it is nor from where."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"{kind} {text}".encode(), hashlib.sha256).hexdigest()[:32]


def _seconds(left: timedelta) -> int:
    return max(1, int(left.total_seconds()) + 1)
