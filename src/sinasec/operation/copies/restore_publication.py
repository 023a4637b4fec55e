"""One publication out of a backup, into the installation whose folder of it was altered or lost.

Written aside, verified against this installation's keys and its own row, and only then in its
place. What was there is not thrown away: it goes to `apartadas`, for whoever finds out who did it.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection

from sinasec.counted import counted
from sinasec.database_state import asking, check_file
from sinasec.operation.copies import folders
from sinasec.operation.copies.archive import BackupMember, BadBackup, Reading, only, open_backup
from sinasec.operation.copies.restore import CannotRestore, check_room
from sinasec.publications.home import sinasec_home
from sinasec.publications.models import Publication
from sinasec.publications.trust.standing import unlike
from sinasec.warehouse.one_writer import one_writer
from sinasec.warehouse.place import ASIDE, flush_folder, remove, settle, write_file

SET_APART: Final = "apartadas"
SHOWN: Final = 20  # names of a list


@dataclass(frozen=True, slots=True)
class PublicationPut:
    """`apart`: where what was in its place is now; None when there was nothing."""

    path: Path
    files: int
    apart: Path | None


def restore_publication(source: Path, name: str, now: datetime) -> PublicationPut:
    """Put back the publication `name`, of which this installation has the row.

    Raises CannotRestore, BadBackup, NotPrepared, OSError; then what was there is there.
    """
    home = Path(settings.PUBLICATIONS)
    with open(source, "rb") as file:
        reading = open_backup(file)
        members = _members(reading, name)
        row = _row(name)
        trusted = _trusted()
        check_room(sinasec_home(), sum(member.size for member in members))
        with one_writer(home):
            _check_needed(home / name, trusted, row)
            aside = home / f"{ASIDE}{name}"
            remove(aside)
            try:
                _unpack(reading, members, aside)
                _check(aside, trusted, row)
                apart = _swap(aside, home / name, now)
            except BaseException:
                remove(aside)
                raise
    return PublicationPut(home / name, len(members), apart)


def _members(reading: Reading, name: str) -> list[BackupMember]:
    if name not in reading.said.publications:
        raise CannotRestore(
            f"El respaldo, del {reading.said.when}, no tiene la publicación «{name}»: "
            f"use otro. Tiene {_listed(reading.said.publications)}."
        )
    inside = f"publications/{name}/"
    return [member for member in only(reading, "publications") if member.path.startswith(inside)]


def _listed(names: tuple[str, ...]) -> str:
    more = len(names) - SHOWN
    rest = f" y {counted(more, 'otra', 'otras')}" if more > 0 else ""
    return ", ".join(names[-SHOWN:]) + rest if names else "ninguna"


def _row(name: str) -> Publication:
    check_file(connection)
    with asking():
        found = Publication.objects.filter(folder=name).first()
    if found is None:
        raise CannotRestore(
            f"La base de datos no tiene la publicación «{name}»: si la publicó esta entidad, la "
            "base es de antes; restaure un respaldo entero en otra carpeta (SINASEC_HOME)."
        )
    return found


def _trusted() -> list[bytes]:
    keys = sinasec_home() / "keys"
    if found := folders.public_keys(keys):
        return found
    raise CannotRestore(
        f"En {keys} no hay ninguna clave pública con la que comprobar la firma: recupere primero "
        "las claves con «sinasec restore --keys ARCHIVO»."
    )


def _check_needed(folder: Path, trusted: list[bytes], row: Publication) -> None:
    if not folder.is_dir() or folders.why_unsound(folder, trusted):
        return
    if unlike(row, folder):
        raise CannotRestore(
            f"Los archivos de {folder.name} son los que se firmaron: lo que cambió es lo que la "
            "base de datos anota de ella. Restaure un respaldo entero en otra carpeta."
        )
    raise CannotRestore(f"{folder.name} está en su lugar y es la que se firmó: no hace falta.")


def _unpack(reading: Reading, members: list[BackupMember], aside: Path) -> None:
    for member in members:
        write_file(aside / "/".join(member.path.split("/")[2:]), reading.chunks(member))


def _check(aside: Path, trusted: list[bytes], row: Publication) -> None:
    if why := folders.why_unsound(aside, trusted, row.folder):
        raise BadBackup(
            f"La {row.folder} del respaldo tampoco es la que se firmó ({why}) Use otro respaldo."
        )
    if unlike(row, aside):
        raise CannotRestore(
            f"La {row.folder} del respaldo está entera, pero la base de datos anota otra cosa de "
            "ella: alguien cambió la base. Restaure un respaldo entero en otra carpeta."
        )


def _swap(aside: Path, target: Path, now: datetime) -> Path | None:
    """Set apart what is there and put the other; killed in between, repeating ends it."""
    apart = _set_apart(target, now)
    try:
        settle(aside, target)
    except BaseException:
        if apart and not target.exists():
            shutil.move(apart, target)
        raise
    return apart


def _set_apart(target: Path, now: datetime) -> Path | None:
    if not target.is_symlink() and not target.exists():
        return None
    apart = sinasec_home() / SET_APART / f"{target.name}-{now:%Y%m%dT%H%M%S%f}"
    apart.parent.mkdir(mode=0o700, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        for path in [target, *target.rglob("*")]:
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)  # a folder that may not be written cannot be moved
    shutil.move(target, apart)
    flush_folder(target.parent)
    return apart
