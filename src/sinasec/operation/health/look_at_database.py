"""The database: whether it holds together, whether it refuses, and what its facts say."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import connection

from sinasec import database_state
from sinasec.database_state import NotPrepared, asking
from sinasec.operation import account
from sinasec.operation.copies import sqlite_copy
from sinasec.operation.health import (
    look_at_audit,
    look_at_clock,
    look_at_letters,
    look_at_replies,
    look_at_work,
)
from sinasec.operation.health.bad_values import bad_values
from sinasec.publications import kept
from sinasec.publications.finding import FAULT, NOTE, RESTORE, UNSEEN, HealthFinding
from sinasec.publications.models import Publication
from sinasec.records import triggers
from sinasec.records.asked import ask

ABOUT: Final = "base"
SAID: Final = 6  # of the rights that are lacking


def look(home: Path, keys: Path, now: datetime) -> Iterator[HealthFinding]:
    """Everything about the database; what it cannot be asked is a finding too.

    `home`: of the publications, whose facts are compared; `keys`: the folder of the keys that
    signed them.
    """
    try:
        yield from _integrity()
        with asking():
            yield from _rights()
        database_state.check_prepared()
        with asking():
            yield from _guards()
            bad = list(_values())
            yield from bad
            if bad:  # whoever reads them would stop there
                return
            yield from look_at_clock.look(now)
            yield from look_at_replies.look()
            yield from look_at_letters.look()
            yield from look_at_work.look(now)
            yield from look_at_audit.look()
            yield from kept.altered(home, keys)
    except NotPrepared as error:
        level = FAULT if error.code in _KNOWN else UNSEEN
        yield HealthFinding(
            ABOUT, level, str(error), "Después, vuelva a ejecutar «sinasec doctor»."
        )


_KNOWN: Final = frozenset(
    {
        database_state.PENDING,
        database_state.NEWER,
        database_state.DAMAGED,
        database_state.INCOMPLETE,
        database_state.LOST,
    }
)


def publications() -> dict[str, Publication]:
    """Every publication that the database has, by folder. Raises NotPrepared."""
    database_state.check_file(connection)
    if list(_values(Publication)):
        raise database_state.refused(database_state.DAMAGED)
    with asking():
        return {one.folder: one for one in Publication.objects.all()}


def _integrity() -> Iterator[HealthFinding]:
    """SQLite reads its whole file: noise in the middle troubles nobody until it is met."""
    if (file := _file()) is None:
        return
    database_state.check_file(connection)
    try:
        with sqlite_copy.asking(file) as query:
            found = sqlite_copy.faults(query)
    except sqlite_copy.DamagedDatabase as error:
        found = [str(error)]
    found = [why for why in found if sqlite_copy.NO_DISK not in why]  # said of the disk below
    for why in found[:3]:
        yield HealthFinding(
            ABOUT,
            FAULT,
            f"La base de datos está dañada: {why}.",
            "Deje de registrar, guarde una copia de la carpeta y restaure el último respaldo.",
        )


def _file() -> Path | None:
    """Of SQLite, if that is the database."""
    name = str(connection.settings_dict["NAME"])
    return Path(name) if connection.vendor == "sqlite" and "memory" not in name else None


def _values(*models: type[Publication]) -> Iterator[HealthFinding]:
    if (file := _file()) is None:
        return
    try:
        with sqlite_copy.asking(file) as query:
            found = list(bad_values(query, *models))
    except sqlite_copy.DamagedDatabase:  # told by `_integrity`
        return
    for each in found:
        yield HealthFinding(ABOUT, FAULT, f"En la base, {each}.", RESTORE)


def _guards() -> Iterator[HealthFinding]:
    for name, why in triggers.wrong(connection.vendor, ask).items():
        yield HealthFinding(
            "disparadores",
            FAULT,
            f"El disparador {name} {why}: la base dejaría cambiar lo que no se cambia.",
            "Averigüe quién lo tocó y ejecute «sinasec migrate», que escribe los que faltan; uno "
            "cambiado, bórrelo antes.",
        )
    for what in triggers.strange(connection.vendor, ask, pending=False):
        yield HealthFinding(
            "disparadores",
            FAULT,
            f"Está de más {what}: no es de este programa, y puede cambiar lo que se lee o escribe.",
            "Averigüe quién lo puso y para qué, y bórrelo de la base.",
        )
    if account.owns_tables(connection):
        yield HealthFinding(
            "cuenta",
            NOTE,
            "La cuenta de la base es dueña de las tablas, y podría quitar los disparadores.",
            "Use otra para el sitio: «sinasec migrate --grant-to CUENTA».",
        )


def _rights() -> Iterator[HealthFinding]:
    """Asked first: of a table that may not be read, nothing else can be."""
    if not (found := account.lacking(connection)):
        return
    more = f" y {len(found) - SAID} más" if len(found) > SAID else ""
    yield HealthFinding(
        "cuenta",
        FAULT,
        f"A la cuenta de la base le faltan derechos: {'; '.join(found[:SAID])}{more}. Lo que los "
        "necesite se negará.",
        "Delos como dueña de las tablas: «sinasec migrate --grant-to CUENTA».",
    )
