"""Whether the site does what it is for: each check answers in a moment, or says what is wrong."""

from collections.abc import Callable
from typing import Final

from django.db import DatabaseError, connection

from sinasec.publications import reading
from sinasec.publications.kinds import KINDS
from sinasec.publications.standing import standing
from sinasec.sandbox.pool import pool

Check = Callable[[], str]
CHECKS: Final[dict[str, Check]] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register one: '' when all is well, else a sentence for whoever keeps the site."""

    def register(found: Check) -> Check:
        CHECKS[name] = found
        return found

    return register


def warnings() -> list[str]:
    """What does not stop the site and its keeper must know: newer publications withheld."""
    try:
        shown = [found for found in map(_current, KINDS) if found is not None]
    except DatabaseError:
        return []  # the check of the database says it
    held = [one for found in shown for one in found.withheld]
    return [f"La publicación {one.pk} está retenida: {standing(one).reason}." for one in held]


def _current(kind: str) -> reading.Current | None:
    try:
        return reading.current(kind=kind)
    except reading.Withheld:
        return None


def health() -> dict[str, str]:
    """What each check says."""
    return {name: found() for name, found in CHECKS.items()}


@check("base")
def database_answers() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "La base de datos no responde."
    return ""


@check("lectores")
def files_can_be_read() -> str:
    found = pool()
    return "" if found.alive() or not found.keeps else "No hay ningún proceso que lea archivos."


@check("publicacion")
def something_is_published() -> str:
    try:
        found = reading.latest()
    except reading.Withheld as withheld:
        return str(withheld)
    except DatabaseError:
        return "No se puede saber qué está publicado: la base de datos no responde."
    return "" if found else "Todavía no hay nada publicado."
