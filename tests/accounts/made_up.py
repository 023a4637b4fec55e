"""People for tests, invited as people are."""

from datetime import UTC, date, datetime, timedelta

from sinasec.accounts.actions import Post, accept, invite
from sinasec.accounts.models import Person

BY = "Rosa Huamán, administración de cuentas"
NOW = datetime(2026, 11, 30, 15, tzinfo=UTC)
DISTRICT = "CODISEC-210104"
PASSWORD = "cuatro palabras seguidas bastan"


def post(role: str = "secretaria-distrital", scope: str = DISTRICT, **other) -> Post:
    given = {"from_day": date(2026, 1, 1), "to_day": None, "act": "RA 12-2026-MDA"}
    return Post(role, scope, **given | other)


def invited(email: str = "ana@muni.pe", **other) -> tuple[Person, str]:
    """Somebody who has not come in yet, and what their link carries."""
    given = {"name": "Ana Quispe", "post": post(), "by": BY, "now": NOW}
    invitation, token = invite(email=email, **given | other)
    return invitation.person, token


def somebody(email: str = "ana@muni.pe", **other) -> Person:
    """Somebody who is in, with `PASSWORD`."""
    _, token = invited(email, **other)
    return accept(token=token, password=PASSWORD, now=NOW + timedelta(minutes=1))
