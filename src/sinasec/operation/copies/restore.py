"""A backup put back into an empty home: checked before anything is in its place, and whole or not.

Everything is unpacked into a hidden folder of the home, checked there, and moved; the database is
last, because without it there is no installation. Killed before that, what was moved belongs to
nobody, and the next `restore` begins by removing it.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.core.management.sql import emit_post_migrate_signal
from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from sinasec.database_state import asking, our_labels, restoring
from sinasec.operation import tables
from sinasec.operation.copies import folders, postgres_copy, sqlite_copy
from sinasec.operation.copies.archive import (
    SQLITE,
    BackupMember,
    BadBackup,
    Reading,
    Said,
    only,
    open_backup,
)
from sinasec.operation.copies.backup import PUBLISHED
from sinasec.operation.copies.given_keys import GivenKeys, given_keys, put_keys
from sinasec.operation.copies.sqlite_copy import Query
from sinasec.operation.health.bad_values import check_values
from sinasec.operation.health.to_attend import ToAttend, to_attend
from sinasec.private_files import private_folder, write_private
from sinasec.publications.home import sinasec_home
from sinasec.publications.trust.keys import PRIVATE, PUBLIC, fingerprint, read_public
from sinasec.publications.trust.standing import GONE
from sinasec.records import triggers
from sinasec.records.asked import ask
from sinasec.warehouse.place import flush_folder, remove
from sinasec.work import outbox
from sinasec.work.turn import now_utc

ROOM: Final = 1.1  # of what the backup takes unpacked
REFUSED: Final = ("22", "23", "P0001")  # bad values, broken references, and our own triggers
GIVEN: Final = (
    " Solo se cree en las claves del archivo de --keys: si la entidad cambió de clave después de "
    "guardarlo, dé el que se guardó entonces."
)
ONLY_A_PART: Final = (
    "Si aquí solo faltan las claves: «sinasec restore --keys ARCHIVO», sin respaldo. Si solo está "
    "mal una publicación: «sinasec restore RESPALDO --publication CÓDIGO»."
)


class CannotRestore(ValueError):
    """A sentence: why not, and what to do."""


@dataclass(frozen=True, slots=True)
class Restored:
    """`pending`: migrations that this program has and the backup had not.

    `keys`: the private ones that were given; `believed`: file -> fingerprint of each public key
    whose signature is believed from now on. `unsound`: folder -> why it is not what was signed or
    kept, as it is now and whatever the backup's list says; `attend`: what the site withholds and
    what its facts do not agree with.
    """

    said: Said
    pending: tuple[str, ...]
    keys: tuple[str, ...]
    believed: dict[str, str]
    unsound: dict[str, str]
    attend: ToAttend


def restore(source: Path, *, keys: Path | None = None, passphrase: str = "") -> Restored:
    """Put back a backup, with the private keys if they are given. The home must be empty.

    With them only the public keys that were sealed with them are believed, not the backup's.

    Raises CannotRestore, BadBackup, BadKeyFile, DamagedDatabase, NotPrepared, OSError; then the
    home is as empty as before.
    """
    home = sinasec_home()
    with open(source, "rb") as file:
        reading = open_backup(file)
        pending = _pending(reading.said)
        _check_engine(reading.said)
        _check_empty(home)
        given = given_keys(keys, passphrase) if keys else None
        home.mkdir(parents=True, exist_ok=True)
        check_room(home, reading.size)
        _clean(home)
        staged = private_folder(restoring(home))
        try:
            _unpack(reading, staged)
            _put_keys(staged / "keys", given)
            unsound = _check_folders(staged, reading.said, GIVEN if given else "")
            believed = folders.fingerprints(staged / "keys")
            with asking(as_owner=True), _database(reading, staged, pending) as put:
                _move(staged, home)
                put()
            _let_work_go(pending)
        except BaseException:
            _clean(home)
            raise
    remove(staged)
    private = tuple(sorted(given.private)) if given else ()
    attend = _to_attend(home, reading.said, unsound, pending=bool(pending))
    return Restored(reading.said, pending, private, believed, unsound, attend)


def _let_work_go(pending: tuple[str, ...]) -> None:
    """What was unfinished there was asked for there: a backup may hold the very work that made
    it."""
    if not any(name.startswith("work.") for name in pending):
        with asking():
            outbox.let_go(now_utc())


def _to_attend(home: Path, said: Said, unsound: dict[str, str], *, pending: bool) -> ToAttend:
    """What is found once everything is in its place, as the site will find it."""
    why = dict.fromkeys(said.lacking, f"{GONE}.")
    why |= {name: why for name, why in unsound.items() if name in said.publications}
    with asking():
        return to_attend(home, why, pending=pending)


# -- before anything is written


def _pending(said: Said) -> tuple[str, ...]:
    """What this program has and the backup had not. Raises CannotRestore for a newer backup."""
    known = set(MigrationExecutor(None).loader.disk_migrations)
    ours = {f"{app}.{name}" for app, name in known}
    if newer := sorted(set(said.migrations) - ours):
        raise CannotRestore(
            f"El respaldo es de una versión más nueva (SINASEC {said.version}, {newer[0]}): "
            "instale esa versión y repita."
        )
    labels = our_labels()
    expected = {name for name in ours if name.partition(".")[0] in labels}
    return tuple(sorted(expected - set(said.migrations)))


def _check_engine(said: Said) -> None:
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    if said.engine != connection.vendor:
        raise CannotRestore(
            f"El respaldo es de {names.get(said.engine, said.engine)} y aquí se usa "
            f"{names[connection.vendor]}: ponga en DATABASE_URL una base de la misma clase. Un "
            "respaldo no pasa de una a otra."
        )


def _check_empty(home: Path) -> None:
    """Nothing of an installation may be there, save what a killed restore left."""
    if not _is_empty_database():
        raise CannotRestore(
            "La base de datos ya tiene tablas, y un respaldo no se mezcla con nada: use otra "
            f"carpeta (SINASEC_HOME) y, en PostgreSQL, otra base, vacía. {ONLY_A_PART}"
        )
    if restoring(home).is_dir():
        return
    there = [*folders.named(home / "publications"), *folders.named(home / "warehouse")]
    there += [path for path in [home / "keys" / PRIVATE] if path.exists()]
    if there:
        raise CannotRestore(
            f"La carpeta {home} ya tiene datos ({there[0].name}): restaure en una vacía, con otra "
            f"SINASEC_HOME. {ONLY_A_PART}"
        )


def _is_empty_database() -> bool:
    if connection.vendor == "postgresql":
        with asking():
            return not tables.ours(connection)
    file = _sqlite_file()
    left = [file.with_name(file.name + suffix) for suffix in ("-wal", "-journal")]
    return not any(path.exists() and path.stat().st_size for path in (file, *left))


def _sqlite_file() -> Path:
    return Path(connection.settings_dict["NAME"])


def check_room(home: Path, size: int) -> None:
    """Raise CannotRestore unless `size` bytes fit in the disk of `home`."""
    if shutil.disk_usage(home).free < size * ROOM:
        raise CannotRestore(
            f"El respaldo ocupa {size / 2**20:.0f} MB y no caben en el disco de {home}: haga sitio."
        )


# -- aside


def _unpack(reading: Reading, staged: Path) -> None:
    for member in reading.said.members:
        if connection.vendor == "sqlite" or not member.path.startswith("base/"):
            _unpack_one(reading, member, staged)


def _unpack_one(reading: Reading, member: BackupMember, staged: Path) -> None:
    path = staged / member.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "xb") as file:
        for chunk in reading.chunks(member):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _put_keys(folder: Path, given: GivenKeys | None) -> None:
    """The keys that were given and no other; or else those of the backup, all as earlier ones.

    So what was signed with it stays believed when the next publication is signed with another.
    """
    if given:
        remove(folder)
        put_keys(given, private_folder(folder))
        return
    private_folder(folder)
    if (folder / PUBLIC).is_file():
        pem = (folder / PUBLIC).read_bytes()
        earlier = folder / folders.EARLIER
        earlier.mkdir(exist_ok=True)
        (earlier / f"{fingerprint(read_public(pem, PUBLIC))[:16]}.pem").write_bytes(pem)
        (folder / PUBLIC).unlink()


def _check_folders(staged: Path, said: Said, hint: str) -> dict[str, str]:
    """Every publication and edition is as it was when the backup was made.

    `hint`: what else to do about a signature; "" when the keys are those of the backup. Returns
    name -> why of those that did not verify then either: they come back as they were. Raises
    BadBackup.
    """
    trusted = folders.public_keys(staged / "keys")
    found = {path.name: path for path in folders.named(staged / "publications")}
    if sorted(found) != sorted(said.publications):
        raise BadBackup("El respaldo no tiene las publicaciones que dice su lista: use otro.")
    why = {name: folders.why_unsound(path, trusted) for name, path in found.items()}
    if hint and why and all(why.values()):
        raise BadBackup(f"Nada del respaldo está firmado con las claves que usted dio.{hint}")
    kept = {path.name: folders.why_broken(path) for path in folders.editions(staged / "warehouse")}
    kept |= dict(folders.journal_faults(staged / "warehouse"))
    unsound = {name: fault for name, fault in (why | kept).items() if fault}
    for name, fault in unsound.items():
        if name not in said.unsound:
            more = hint if name in why else ""
            raise BadBackup(f"{name} no es lo que se guardó ({fault}) Use otro respaldo.{more}")
    return unsound


@contextmanager
def _database(reading: Reading, staged: Path, pending: tuple[str, ...]) -> Iterator[Any]:
    """The database, checked and not yet there; what is yielded puts it there."""
    said = reading.said
    if connection.vendor == "postgresql":
        with transaction.atomic():
            _load_postgres(reading)
            _check_nothing_more(ask)
            _check_rows(ask, said, pending)
            yield lambda: None
        return
    file = staged / SQLITE
    if not file.is_file():
        raise BadBackup("El respaldo no tiene la base de datos: use otro.")
    with sqlite_copy.asking(file) as query:
        _check_nothing_more(query)
        sqlite_copy.check(query)
        check_values(query)
        _check_rows(query, said, pending)
    yield lambda: _put_sqlite(file)


def _check_nothing_more(query: Query) -> None:
    """Asked first: what somebody added could answer in place of a table, and never end."""
    if strange := triggers.strange(connection.vendor, query, pending=False):
        raise BadBackup(
            f"En la base del respaldo está de más {strange[0]}: alguien la cambió. Use otro "
            "respaldo; si este es suyo, bórrelo de la base de la que salió y guarde otro."
        )


def _check_rows(query: Query, said: Said, pending: tuple[str, ...]) -> None:
    """As many rows as were kept, a folder for each publication, and the triggers in force."""
    _check_migrations(query, said)
    for table, told in said.tables.items():
        if table not in _names(query) or query(f"SELECT COUNT(*) FROM {table}") != [
            (told["rows"],)
        ]:
            raise BadBackup(f"La tabla {table} no tiene las filas que se guardaron: use otro.")
    rows = sorted(name for (name,) in query(PUBLISHED))
    if rows != sorted((*said.publications, *said.lacking)):
        raise BadBackup("Las publicaciones de la base no son las de las carpetas: use otro.")
    if not pending and (wrong := triggers.wrong(connection.vendor, query)):
        name, why = next(iter(wrong.items()))
        raise BadBackup(
            f"La base del respaldo no protege sus hechos (el disparador {name} {why}): use otro."
        )


def _check_migrations(query: Query, said: Said) -> None:
    """The database has what the list says: by it is decided what there is to look for."""
    labels = our_labels()
    rows = query("SELECT app, name FROM django_migrations")
    found = sorted({f"{app}.{name}" for app, name in rows if app in labels})
    if found != sorted(said.migrations):
        raise BadBackup("La base del respaldo no es de la versión que dice su lista: use otro.")


def _names(query: Query) -> set[str]:
    if connection.vendor == "postgresql":
        return {name for (name,) in query("SELECT tablename FROM pg_tables")}
    return {name for (name,) in query("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _load_postgres(reading: Reading) -> None:
    """Tables as the backup's program had them, and then its rows, past every trigger."""
    executor = MigrationExecutor(connection)
    newest: dict[str, str] = {}
    for app, _, name in (each.partition(".") for each in sorted(reading.said.migrations)):
        newest[app] = name
    executor.migrate(list(newest.items()))
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    members = {member.path: member for member in only(reading, "base")}
    there = tables.ours(connection)
    for table, told in reading.said.tables.items():
        member = members.get(f"base/{table}.csv")
        if member is None or table not in there:
            raise BadBackup(f"El respaldo no tiene la tabla {table} entera: use otro.")
        if not set(told["columns"]) <= set(tables.columns(connection, table)):
            raise BadBackup(f"La tabla {table} tiene columnas que no se conocen: use otro.")
        with _taken_by_the_server(table):
            postgres_copy.load(connection, table, told["columns"], reading.chunks(member))
        postgres_copy.follow(connection, table)
    with _taken_by_the_server("base"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@contextmanager
def _taken_by_the_server(name: str) -> Iterator[None]:
    """Rows that the server refuses, whoever wrote them. Raises BadBackup."""
    try:
        yield
    except (DataError, IntegrityError, ProgrammingError) as error:
        state: str = getattr(error.__cause__, "sqlstate", None) or ""
        if not state.startswith(REFUSED):
            raise
        raise BadBackup(
            f"El servidor no acepta las filas de «{name}» que trae el respaldo: está dañado o "
            "alguien lo cambió. Use otro."
        ) from error


# -- in its place


def _move(staged: Path, home: Path) -> None:
    """Publications, data and keys to where they go; the locks of the folders may be there."""
    for root in ("publications", "warehouse"):
        (home / root).mkdir(exist_ok=True)
        for path in folders.named(staged / root):
            path.rename(home / root / path.name)
    for path in folders.named(home / "publications") + folders.editions(home / "warehouse"):
        _close(path)
    keys = private_folder(home / "keys")
    keys.chmod(0o700)
    for path in sorted((staged / "keys").iterdir()):
        path.replace(keys / path.name)
    for folder in (home / "publications", home / "warehouse", keys, home):
        flush_folder(folder)


def _close(folder: Path) -> None:
    """Read-only, as everything that is never edited."""
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)


def _put_sqlite(file: Path) -> None:
    target = _sqlite_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.restauracion")
    aside.unlink(missing_ok=True)  # of one that was killed
    write_private(aside, b"")
    shutil.copyfile(file, aside)
    with open(aside, "rb+") as written:
        os.fsync(written.fileno())
    aside.replace(target)
    flush_folder(target.parent)


def _clean(home: Path) -> None:
    """Remove what a restore that did not end moved. With a database in place there is none."""
    if not restoring(home).exists():
        return
    if _is_empty_database():
        for path in [*folders.named(home / "publications"), *folders.named(home / "warehouse")]:
            remove(path)
        remove(home / "keys" / folders.EARLIER)
        for name in (PRIVATE, PUBLIC):
            (home / "keys" / name).unlink(missing_ok=True)
    remove(restoring(home))
