"""What whoever saves or puts back an installation should know of it before trusting it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import connection

from sinasec.operation.health import look_at_lost_data
from sinasec.publications.finding import FAULT, UNCOMPARED, UNSEEN
from sinasec.publications.kept import altered
from sinasec.publications.models import Publication
from sinasec.publications.trust.standing import GONE, UNLIKE, unlike
from sinasec.records import triggers
from sinasec.records.asked import ask

NOT_YET: Final = "La base es de una versión anterior, y sus hechos no se pueden comprobar todavía."
UNREADABLE: Final = "Lo que la base dice de sus publicaciones no se puede leer."


@dataclass(frozen=True, slots=True)
class ToAttend:
    """`withheld`: publication -> why the site shows nothing of it.

    `facts`: sentences, on what they say and on what guards them. `sound`: none of it is a fault;
    a sentence on facts may say only that there is nothing to compare with. `data`: sentences, on
    the editions that publications were made with and that are lost.
    """

    withheld: dict[str, str]
    facts: tuple[str, ...]
    sound: bool
    data: tuple[str, ...] = ()


def to_attend(home: Path, unsound: Mapping[str, str], *, pending: bool) -> ToAttend:
    """Of the database in use and the folders of `home`, beside it.

    `unsound`: publication -> why its folder does not verify. `pending`: the tables are of an older
    program, and cannot be asked.
    """
    publications = home / "publications"
    guards = list(filter(None, [triggers.unguarded(connection.vendor, ask, pending=pending)]))
    if pending:
        lost = _lost(home, None)
        sound = not (guards or unsound or lost)
        return ToAttend(dict(unsound), (*guards, NOT_YET), sound, lost)
    found = list(altered(publications, home / "keys"))
    wrong = [one for one in found if one.level in (FAULT, UNSEEN)]
    told = [one.message for one in found if one in wrong or one.about == UNCOMPARED]
    facts = guards + told
    try:
        rows = list(Publication.objects.all())
    except (TypeError, ValueError):
        return ToAttend(dict(unsound), (*facts, UNREADABLE), False, _lost(home, None))
    every = {row.folder: _why(row, publications / row.folder, unsound) for row in rows}
    withheld = {name: why for name, why in every.items() if why}
    lost = _lost(home, {row.folder: row for row in rows})
    return ToAttend(withheld, tuple(facts), not (guards or wrong or withheld or lost), lost)


def _lost(home: Path, rows: Mapping[str, Publication] | None) -> tuple[str, ...]:
    found = look_at_lost_data.look(home / "warehouse", home / "publications", rows)
    return tuple(one.message for one in found)


def _why(row: Publication, folder: Path, unsound: Mapping[str, str]) -> str:
    if row.folder in unsound:
        return unsound[row.folder]
    if not folder.is_dir():
        return f"{GONE}."
    return f"{UNLIKE}." if unlike(row, folder) else ""
