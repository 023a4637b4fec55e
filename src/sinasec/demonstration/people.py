"""Invented people of the demonstration, one or two for each role: SIMULADO, and without a password.

Nobody enters as them but from the machine itself, with one click (`web.desk.demonstration`).
"""

import csv
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from django.db import transaction

from sinasec.accounts.actions import Post, give
from sinasec.accounts.models import Person
from sinasec.translation import gettext as _

BY: Final = _("programa de demostración")
FROM: Final = date(2026, 1, 1)
ACT: Final = _("acto inventado (SIMULADO)")
DOMAIN: Final = "demostracion.invalid"  # no mail can ever reach it


class Invented(NamedTuple):
    """Somebody, and what they hold: (role, scope) each."""

    name: str
    posts: list[tuple[str, str]]


def invented() -> dict[str, Invented]:
    """Address before «@» -> who it is, as `people.csv` has them."""
    found: dict[str, Invented] = {}
    with Path(__file__).with_name("people.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            each = found.setdefault(row["address"], Invented(row["name"], []))
            each.posts.append((row["role"], row["scope"]))
    return found


@transaction.atomic
def invent_people() -> int:
    """Add those who are not there yet. How many were added."""
    added = 0
    for local, each in invented().items():
        address = f"{local}@{DOMAIN}"
        if Person.objects.filter(email=address).exists():
            continue
        person = Person.objects.new(email=address, name=each.name, simulated=True)
        for role, scope in each.posts:
            give(person=person, post=Post(role, scope, FROM, None, ACT), by=BY)
        person.is_active = True
        person.save(update_fields=["is_active"])
        added += 1
    return added
