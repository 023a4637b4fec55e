"""Publications and editions of data on disk, and what interrupted processes left."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sinasec.database_state import restoring
from sinasec.operation.copies import folders
from sinasec.os_words import os_words
from sinasec.publications.finding import FAULT, NOTE, UNSEEN, HealthFinding
from sinasec.publications.finding import RESTORE as RESTORE_ALL
from sinasec.publications.models import Publication
from sinasec.publications.trust.standing import unlike
from sinasec.warehouse.place import ASIDE

LEAST_ROOM: Final = 500 * 2**20  # bytes
RESTORE: Final = "Tráigala de un respaldo: «sinasec restore RESPALDO --publication {}»."


def space(home: Path) -> Iterator[HealthFinding]:
    free = shutil.disk_usage(home).free
    if free < LEAST_ROOM:
        yield HealthFinding(
            "espacio",
            FAULT,
            f"Quedan {free // 2**20} MB en el disco de {home}.",
            "Haga sitio: sin él no se registra ni se publica.",
        )


def restored_in_part(home: Path, *, based: bool) -> Iterator[HealthFinding]:
    """`based`: the base is there, which is put in its place last."""
    if not restoring(home).exists():
        return
    yield HealthFinding(
        "restos",
        FAULT,
        f"{restoring(home)} quedó de una restauración que no terminó.",
        "La base y lo demás ya están en su lugar: borre esa carpeta y vuelva a ejecutar «sinasec "
        "doctor»."
        if based
        else "Repita «sinasec restore» con el mismo respaldo: empieza de nuevo. Si ya no la "
        "quiere, use otra carpeta (SINASEC_HOME) o vacíe esta; no la prepare con «setup» ni "
        "«migrate».",
    )


def leftovers(home: Path) -> Iterator[HealthFinding]:
    roots = [home / "publications", home / "warehouse", *folders.named(home / "warehouse")]
    for root in filter(Path.is_dir, roots):
        for path in sorted(root.glob(f"{ASIDE}*")):
            yield HealthFinding(
                "restos",
                NOTE,
                f"{path} quedó de un proceso interrumpido.",
                "La próxima carga o publicación lo quita.",
            )


def publications(home: Path, keys: Path, rows: dict[str, Publication]) -> Iterator[HealthFinding]:
    """`rows`: by folder, as the database has them."""
    about = "publicaciones"
    trusted = folders.public_keys(keys)
    found = {path.name: path for path in folders.named(home)}
    for name in sorted(rows.keys() - found.keys()):
        yield HealthFinding(
            about, FAULT, f"Falta la carpeta de la publicación {name}.", RESTORE.format(name)
        )
    for name in sorted(found.keys() - rows.keys()):
        yield HealthFinding(
            about,
            FAULT,
            f"La carpeta {name} no está en la base de datos.",
            "Si es suya, la próxima publicación la reconoce; si no, quítela. Si faltan también "
            "hechos, la base es más antigua que las publicaciones: restaure las dos juntas.",
        )
    for name in sorted(rows.keys() & found.keys()):
        yield from _altered(found[name], trusted, rows[name])


def _altered(folder: Path, trusted: list[bytes], row: Publication) -> Iterator[HealthFinding]:
    """What makes the site withhold it: its files, or what the database notes of them."""
    about = "publicaciones"
    if why := folders.why_unsound(folder, trusted):
        yield HealthFinding(
            about, FAULT, f"{folder.name} no es lo que se firmó: {why}", RESTORE.format(folder.name)
        )
        return
    for file, why in unlike(row, folder):
        yield HealthFinding(
            about, FAULT, f"{folder.name}: {file} {why} El sitio la retiene.", RESTORE_ALL
        )


def warehouse(home: Path) -> Iterator[HealthFinding]:
    about = "datos"
    remedy = "Restáurela de un respaldo o cargue su archivo de nuevo."
    for edition in folders.editions(home):
        if why := folders.why_broken(edition):
            yield HealthFinding(about, FAULT, why, remedy)
    for name, why in folders.journal_faults(home):
        yield HealthFinding(about, FAULT, f"{name}: {why}", remedy)


def unreadable(about: str, error: OSError, home: Path) -> HealthFinding:
    return HealthFinding(
        about,
        UNSEEN,
        f"No se pudo leer {error.filename or home} ({os_words(error)}).",
        "Use la cuenta con la que trabaja el sitio, o revise el disco.",
    )
