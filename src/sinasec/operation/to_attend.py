"""What whoever saves or puts back an installation should know of it before trusting it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.db import connection

from sinasec.operation import triggers
from sinasec.publications.finding import FAULT, UNSEEN
from sinasec.publications.kept_facts import UNCOMPARED, altered
from sinasec.publications.models import Publication
from sinasec.publications.standing import GONE, UNLIKE, unlike

NOT_YET: Final = "La base es de una versión anterior, y sus hechos no se pueden comprobar todavía."
UNREADABLE: Final = "Lo que la base dice de sus publicaciones no se puede leer."


@dataclass(frozen=True, slots=True)
class ToAttend:
    """`withheld`: publication -> why the site shows nothing of it.

    `facts`: sentences, on what they say and on what guards them. `sound`: none of it is a fault;
    a sentence may say only that there is nothing to compare with.
    """

    withheld: dict[str, str]
    facts: tuple[str, ...]
    sound: bool


def to_attend(
    publications: Path, keys: Path, unsound: Mapping[str, str], *, pending: bool
) -> ToAttend:
    """Of the database in use and the folders beside it.

    `unsound`: publication -> why its folder does not verify. `pending`: the tables are of an older
    program, and cannot be asked.
    """
    guards = list(filter(None, [triggers.unguarded(connection.vendor, _ask, pending=pending)]))
    if pending:
        return ToAttend(dict(unsound), (*guards, NOT_YET), not (guards or unsound))
    found = list(altered(publications, keys))
    wrong = [one for one in found if one.level in (FAULT, UNSEEN)]
    told = [one.message for one in found if one in wrong or one.about == UNCOMPARED]
    facts = guards + told
    try:
        rows = list(Publication.objects.all())
    except (TypeError, ValueError):
        return ToAttend(dict(unsound), (*facts, UNREADABLE), sound=False)
    every = {row.folder: _why(row, publications / row.folder, unsound) for row in rows}
    withheld = {name: why for name, why in every.items() if why}
    return ToAttend(withheld, tuple(facts), not (guards or wrong or withheld))


def _ask(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _why(row: Publication, folder: Path, unsound: Mapping[str, str]) -> str:
    if row.folder in unsound:
        return unsound[row.folder]
    if not folder.is_dir():
        return f"{GONE}."
    return f"{UNLIKE}." if unlike(row, folder) else ""
