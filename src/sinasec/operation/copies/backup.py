"""Everything that an installation cannot make again, in one file, taken while it serves.

Under the locks of publications and data only what changes is taken: the database, and which folders
there are. The folders themselves never change, so they are copied afterwards, and who publishes
does not wait for them.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection

from sinasec import __version__
from sinasec.cli.failures import writing
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.database_state import (
    NEWER,
    Migrations,
    asking,
    check_whole,
    migrations,
    refused,
    unprepared,
)
from sinasec.operation import tables
from sinasec.operation.copies import folders, postgres_copy, sqlite_copy
from sinasec.operation.copies.archive import SQLITE, Said, Writing, chunks_of
from sinasec.operation.copies.new_file import check_free, folder_beside, new_file, remove_left
from sinasec.operation.copies.sealed_keys import sealed
from sinasec.operation.copies.sqlite_copy import Query
from sinasec.operation.health.bad_values import check_values
from sinasec.operation.health.to_attend import ToAttend, to_attend
from sinasec.private_files import private_folder
from sinasec.publications.heal import heal
from sinasec.publications.home import sinasec_home
from sinasec.publications.trust.code_version import code_version
from sinasec.publications.trust.keys import BadKey
from sinasec.publications.trust.standing import ALTERED, GONE
from sinasec.time_zone import LIMA
from sinasec.warehouse.datasets import datasets
from sinasec.warehouse.home import home as warehouse_home
from sinasec.warehouse.journal import JOURNALS
from sinasec.warehouse.one_writer import one_writer

PUBLISHED: Final = "SELECT folder FROM publications_publication"


@dataclass(frozen=True, slots=True)
class Kept:
    """`keys`: names of the private keys that were written apart.

    `attend`: what was not as it should be, and was saved as it was.
    """

    path: Path
    size: int
    said: Said
    keys: tuple[str, ...]
    attend: ToAttend


@dataclass(frozen=True, slots=True)
class _Database:
    """The database of one instant. `parts`: path in the backup -> its bytes, to be read once."""

    query: Query
    tables: dict[str, dict[str, Any]]
    parts: dict[str, Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class _Taken:
    """What was taken under the locks. `journals`: path in the backup -> bytes."""

    database: _Database
    publications: list[Path]
    lacking: list[str]
    editions: list[Path]
    journals: dict[str, bytes]


def backup(target: Path, *, now: datetime, keys: Path | None = None, passphrase: str = "") -> Kept:
    """Write the backup, and to `keys` the private keys closed with the passphrase.

    With them go the public keys that are believed: see `given_keys`.

    Raises Taken, BadKeyFile, DamagedDatabase, BadBackup, NotPrepared, OSError; then nothing is
    left under either name.
    """
    state = _sound_state()
    private = _private_keys() if keys else {}
    for path in filter(None, (target, keys)):
        check_free(path)
        remove_left(path.absolute().parent)
    believed = folders.public_files(Path(settings.KEYS))
    closed = sealed(private | believed, passphrase) if keys else b""
    with new_file(target) as file, asking(), ExitStack() as stack:
        with _nobody_writes():
            taken = _taken(stack.enter_context(_database(target)))
        writing = Writing(file)
        stack.callback(writing.close)
        _write(writing, taken)
        said = _said(writing, taken, state, now)
        writing.end(said)
    if keys:
        _write_keys(keys, closed, target)
    with asking():
        attend = _to_attend(said, pending=bool(state.pending))
    return Kept(target, target.stat().st_size, said, tuple(sorted(private)), attend)


def _write_keys(path: Path, closed: bytes, target: Path) -> None:
    """Both files, or none."""
    try:
        with new_file(path) as file:
            file.write(closed)
    except BaseException:
        target.unlink()
        raise


def _to_attend(said: Said, *, pending: bool) -> ToAttend:
    why = dict.fromkeys(said.lacking, f"{GONE}.")
    why |= {name: f"{ALTERED}." for name in said.unsound if name in said.publications}
    return to_attend(sinasec_home(), why, pending=pending)


def _sound_state() -> Migrations:
    """An older database is kept too: it is what one does before bringing it up to date."""
    state = migrations()
    if not state.applied:
        raise unprepared()
    if state.unknown:
        raise refused(NEWER, ", ".join(state.unknown))
    if not state.pending:
        check_whole()
        with suppress(BadKey):  # a key that is lost does not stand in the way of saving the rest
            heal()
    return state


def _private_keys() -> dict[str, bytes]:
    folder = Path(settings.KEYS)
    every = {path.relative_to(folder).as_posix(): path for path in folders.files(folder)}
    return {name: path.read_bytes() for name, path in every.items() if not folders.is_public(name)}


@contextmanager
def _nobody_writes() -> Iterator[None]:
    with one_writer(Path(settings.PUBLICATIONS)), one_writer(warehouse_home()):
        yield


@contextmanager
def _database(target: Path) -> Iterator[_Database]:
    names = {name: tables.columns(connection, name) for name in tables.ours(connection)}
    if connection.vendor == "postgresql":
        with postgres_copy.snapshot(connection) as taken:
            parts = {f"base/{name}.csv": taken.rows(name, names[name]) for name in names}
            yield _Database(taken.query, _counted(taken.query, names), parts)
        return
    beside = private_folder(folder_beside(target))
    copy = beside / Path(SQLITE).name
    try:
        with writing(target):
            sqlite_copy.take(connection, copy)
        with sqlite_copy.asking(copy) as query:
            yield _Database(query, _counted(query, names), {SQLITE: chunks_of(copy)})
    finally:
        shutil.rmtree(beside)


def _counted(query: Query, names: dict[str, list[str]]) -> dict[str, dict[str, Any]]:
    return {
        name: {"columns": columns, "rows": query(f"SELECT COUNT(*) FROM {name}")[0][0]}
        for name, columns in names.items()
    }


def _taken(database: _Database) -> _Taken:
    home = Path(settings.PUBLICATIONS)
    rows = sorted(name for (name,) in database.query(PUBLISHED))
    warehouse = warehouse_home()
    journals = [warehouse / dataset / name for dataset in datasets() for name in JOURNALS.values()]
    return _Taken(
        database,
        [home / name for name in rows if (home / name).is_dir()],
        [name for name in rows if not (home / name).is_dir()],
        folders.editions(warehouse),
        {
            f"warehouse/{path.parent.name}/{path.name}": path.read_bytes()
            for path in journals
            if path.is_file()
        },
    )


def _write(writing: Writing, taken: _Taken) -> None:
    if connection.vendor == "sqlite":
        sqlite_copy.check(taken.database.query)
        check_values(taken.database.query)
    for path, chunks in taken.database.parts.items():
        writing.add(path, chunks)
    for root, home, wanted in (
        ("publications", Path(settings.PUBLICATIONS), taken.publications),
        ("warehouse", warehouse_home(), taken.editions),
    ):
        for folder in wanted:
            for path in folders.files(folder):
                writing.add(f"{root}/{path.relative_to(home).as_posix()}", chunks_of(path))
    for name, data in taken.journals.items():
        writing.add(name, [data])
    for name, pem in folders.public_files(Path(settings.KEYS)).items():
        writing.add(f"keys/{name}", [pem])


def _said(writing: Writing, taken: _Taken, state: Migrations, now: datetime) -> Said:
    trusted = folders.public_keys(Path(settings.KEYS))
    unsound = [path.name for path in taken.publications if folders.why_unsound(path, trusted)]
    unsound += [path.name for path in taken.editions if folders.why_broken(path)]
    unsound += [name for name, _ in folders.journal_faults(warehouse_home())]
    return Said(
        version=__version__,
        code=code_version(SEMAFORO),
        created_at=now.astimezone(LIMA).isoformat(),
        engine=connection.vendor,
        migrations=state.applied,
        tables=taken.database.tables,
        publications=tuple(path.name for path in taken.publications),
        lacking=tuple(taken.lacking),
        unsound=tuple(unsound),
        members=tuple(writing.members),
    )
