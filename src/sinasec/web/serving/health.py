"""Whether the site does what it is for: each check answers in a moment, or says what is wrong."""

from collections.abc import Callable
from typing import Final

from django.db import DatabaseError, connection

from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.publications import catalogue
from sinasec.publications.kinds import KINDS
from sinasec.publications.trust.standing import standing
from sinasec.sandbox.pool import pool
from sinasec.web.serving import database_file

Check = Callable[[], str]
CHECKS: Final[dict[str, Check]] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register one: '' when all is well, else a sentence for whoever keeps the site."""

    def register(found: Check) -> Check:
        CHECKS[name] = found
        return found

    return register


def warnings() -> list[str]:
    """What does not stop the site and its keeper must know: what is withheld, of any kind."""
    try:
        return [sentence for kind in KINDS for sentence in _withheld(kind)]
    except DatabaseError:
        return []  # the check of the database says it


def _withheld(kind: str) -> list[str]:
    """Of the newer ones that are withheld, or that nothing of that kind can be shown.

    That there is no semáforo to show is no warning: the check of what is published says it.
    """
    try:
        found = catalogue.current(kind=kind)
    except catalogue.Withheld as withheld:
        return [] if kind == SEMAFORO else [str(withheld)]
    held = found.withheld if found else ()
    return [f"La publicación {one.pk} está retenida: {standing(one).reason}." for one in held]


def health() -> dict[str, str]:
    """What each check says."""
    return {name: found() for name, found in CHECKS.items()}


@check("base")
def database_answers() -> str:
    if database_file.was_moved():
        return (
            "El archivo de la base de datos no está en su lugar, o es otro que el que se abrió: "
            "devuélvalo o, si lo cambió usted, reinicie el sitio."
        )
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
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
        found = catalogue.latest(SEMAFORO)
    except catalogue.Withheld as withheld:
        return str(withheld)
    except DatabaseError:
        return "No se puede saber qué está publicado: la base de datos no responde."
    return "" if found else "Todavía no hay nada publicado."
