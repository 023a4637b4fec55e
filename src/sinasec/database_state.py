"""Can the database be used by this program? Answered before a command needs it, in a sentence.

Here because every domain may ask, and it knows none of them: only Django, and the migrations of the
packages of SINASEC.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sinasec.not_prepared import NotPrepared

__all__ = ["Migrations", "NotPrepared", "check_prepared", "check_url", "migrations", "refusal"]

OURS: Final = "sinasec."
EMPTY: Final = "base-sin-preparar"
RESTORING: Final = "restauracion-a-medias"
LOST: Final = "base-perdida"
PENDING: Final = "migraciones-pendientes"
NEWER: Final = "base-mas-nueva"
DAMAGED: Final = "base-danada"
INCOMPLETE: Final = "base-incompleta"
UNREACHABLE: Final = "base-sin-conexion"
FORBIDDEN: Final = "base-sin-derecho"
NOT_OWNER: Final = "base-sin-duena"
DISK: Final = "base-disco"
BUSY: Final = "base-ocupada"
SETTING: Final = "ajuste"
OTHER: Final = "base-fallo"

SENTENCES: Final[dict[str, str]] = {
    EMPTY: "La base de datos no está preparada: ejecute primero «sinasec setup» (con la "
    "demostración) o «sinasec setup --without-demonstration».",
    LOST: "La base de datos falta o está vacía, y aquí hay publicaciones: se perdió, o se mira "
    "otra. No se prepara nada junto a ellas. Si DATABASE_URL cambió, corríjala; si la base se "
    "perdió, restaure un respaldo en otra carpeta (SINASEC_HOME) con «sinasec restore».",
    RESTORING: "Aquí se interrumpió una restauración, y lo que dejó no es una instalación: repita "
    "«sinasec restore» con el mismo respaldo, que empieza de nuevo. Si ya no la quiere, use otra "
    "carpeta (SINASEC_HOME) o vacíe esta.",
    PENDING: "La base de datos es de una versión anterior del programa: haga un respaldo con "
    "«sinasec backup» y ejecute «sinasec migrate».",
    NEWER: "La base de datos es de una versión más nueva que este programa: instale esa versión; "
    "con esta no se lee ni se escribe nada.",
    DAMAGED: "La base de datos está dañada: ejecute «sinasec doctor» para saber qué, y restaure un "
    "respaldo con «sinasec restore».",
    INCOMPLETE: "A la base de datos le falta una tabla que tuvo, y con ella lo que guardaba: no "
    "registre nada más, guarde una copia para averiguar quién la borró y restaure un respaldo, en "
    "otra carpeta, con «sinasec restore».",
    UNREACHABLE: "No se pudo abrir la base de datos: compruebe que el servidor funcione, que "
    "DATABASE_URL sea la correcta y los permisos.",
    FORBIDDEN: "La cuenta de la base de datos no tiene los derechos que hacen falta: dé los de "
    "«sinasec migrate --grant-to CUENTA» con la cuenta dueña de las tablas.",
    NOT_OWNER: "La cuenta de la base de datos no puede crear ni cambiar tablas: ponga la dueña en "
    "SINASEC_OWNER_DATABASE_URL y repita «sinasec migrate» o «sinasec restore», que la leen.",
    DISK: "No queda espacio en el disco de la base de datos, o el disco falla: haga sitio, "
    "compruébelo y repita.",
    BUSY: "La base de datos está ocupada por otro programa: espere a que termine y repita.",
    SETTING: "DATABASE_URL no se entiende: escríbala así, "
    "postgres://usuario:clave@servidor/base, o quítela para usar SQLite.",
    OTHER: "La base de datos no pudo hacer lo que se le pidió: ejecute «sinasec doctor».",
}

_SQLITE: Final[dict[str, str]] = {
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_FORMAT": DAMAGED,
    "SQLITE_CANTOPEN": UNREACHABLE,
    "SQLITE_PERM": UNREACHABLE,
    "SQLITE_READONLY": UNREACHABLE,
    "SQLITE_AUTH": UNREACHABLE,
    "SQLITE_IOERR": DISK,
    "SQLITE_FULL": DISK,
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
}
_POSTGRES: Final[tuple[tuple[str, str], ...]] = (
    # the first letters of SQLSTATE, the most particular first
    ("42501", FORBIDDEN),
    ("42P01", EMPTY),
    ("53100", DISK),
    ("55P03", BUSY),
    ("XX001", DAMAGED),
    ("XX002", DAMAGED),
    ("3D", UNREACHABLE),
    ("28", UNREACHABLE),
    ("08", UNREACHABLE),
    ("57", UNREACHABLE),
)


@dataclass(frozen=True, slots=True)
class Migrations:
    """Names such as `risk.0004_close_a_list`. `unknown`: applied, and not in this program."""

    applied: tuple[str, ...]
    pending: tuple[str, ...]
    unknown: tuple[str, ...]


def check_url(setting: str = "DATABASE_URL") -> None:
    """Raise NotPrepared unless that setting, when given, can be read. Needs no Django."""
    url = os.environ.get(setting)
    if not url:
        return
    import dj_database_url

    unread = NotPrepared(SETTING, SENTENCES[SETTING].replace("DATABASE_URL", setting))
    try:
        read = dj_database_url.parse(url)
    except ValueError as error:
        raise unread from error
    if read.get("ENGINE") not in {
        "django.db.backends.sqlite3",
        "django.db.backends.postgresql",
    }:
        raise unread


def check_prepared() -> None:
    """Raise NotPrepared unless the tables are those of this program. Creates nothing."""
    found = migrations()
    if not found.applied:
        raise unprepared()
    if found.unknown:
        raise refused(NEWER, ", ".join(found.unknown))
    if found.pending:
        raise refused(PENDING, f"faltan {', '.join(found.pending)}")
    check_whole()


def check_right(table: str, right: str = "INSERT") -> None:
    """Raise NotPrepared unless the account of the database has that right on a table.

    For whoever works long, or writes a folder, before writing the row.
    """
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    with asking(), connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(to_regclass(%s), %s)", [table, right])
        if cursor.fetchone()[0] is False:
            raise refused(FORBIDDEN, f"falta {right} en {table}")


def check_whole() -> None:
    """Raise NotPrepared when a table is missing of those that the migrations made."""
    from django.apps import apps
    from django.db import connection

    with asking():
        there = set(connection.introspection.table_names())
    models = (model for label in our_labels() for model in apps.get_app_config(label).get_models())
    if missing := sorted({model._meta.db_table for model in models} - there):
        raise refused(INCOMPLETE, f"falta {', '.join(missing)}")


def migrations(*, new: bool = False) -> Migrations:
    """What the database has of what this program knows. Raises NotPrepared when it cannot say.

    `new`: a database that is not there may be made.
    """
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    if not new:
        check_file(connection)
    with asking():
        loader = MigrationLoader(connection)
    ours = our_labels()
    applied = {_named(key) for key in loader.applied_migrations if key[0] in ours}
    known = {_named(key) for key in loader.disk_migrations if key[0] in ours}
    return Migrations(
        tuple(sorted(applied)), tuple(sorted(known - applied)), tuple(sorted(applied - known))
    )


def our_labels() -> set[str]:
    """The applications of Django that are packages of SINASEC."""
    from django.apps import apps

    return {app.label for app in apps.get_app_configs() if app.name.startswith(OURS)}


def _named(key: tuple[str, str]) -> str:
    return f"{key[0]}.{key[1]}"


def check_file(connection: Any) -> None:
    """Raise NotPrepared when SQLite has no file: connecting would make an empty one."""
    if connection.vendor != "sqlite":
        return
    name = str(connection.settings_dict["NAME"])
    if ":memory:" in name or "mode=memory" in name:
        return
    try:
        there = Path(name).stat().st_size > 0
    except FileNotFoundError:
        there = False
    except OSError as error:
        raise refused(UNREACHABLE) from error
    if not there:
        raise unprepared()


def restoring(home: Path) -> Path:
    """The folder that a restore works in, and that a killed one leaves."""
    return home / ".restauracion"


def check_not_restoring() -> None:
    """Raise NotPrepared where a killed restore left its folder: what is there is not whole, or
    nobody looked whether it is."""
    from django.conf import settings

    if (left := restoring(Path(settings.PUBLICATIONS).parent)).exists():
        raise refused(RESTORING, str(left))


def unprepared() -> NotPrepared:
    """What to say of a database with nothing in it: that it is new, that it was lost, or that it
    was being restored."""
    try:
        check_not_restoring()
    except NotPrepared as left:
        return left
    here = publications_here()
    return refused(LOST, f"hay {here[0]}") if here else refused(EMPTY)


def publications_here() -> list[str]:
    """Names of the folders that were published in this home. Raises NotPrepared."""
    from django.conf import settings

    try:
        every = list(Path(settings.PUBLICATIONS).iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise refused(UNREACHABLE) from error
    return sorted(path.name for path in every if path.is_dir() and not path.name.startswith("."))


@contextmanager
def asking(*, as_owner: bool = False) -> Iterator[None]:
    """What the database refuses inside the block goes out as NotPrepared.

    `as_owner`: tables are made or changed in it.
    """
    from django.db import Error

    try:
        yield
    except Error as error:
        found = refusal(error)
        if as_owner and found.code == FORBIDDEN:
            found = refused(NOT_OWNER)
        raise found from error


def refusal(error: BaseException) -> NotPrepared:
    """What a `django.db.Error` means to whoever runs the command."""
    cause = _first(error)
    code = _code(cause)
    if code == EMPTY and _had_tables():
        return refused(INCOMPLETE, str(cause).splitlines()[0])
    return unprepared() if code == EMPTY else refused(code)


def _first(error: BaseException) -> BaseException:
    """What the engine said, below what Django made of it, once or twice."""
    while type(error).__module__.startswith("django."):
        below = error.__cause__ or error.__context__  # of MigrationSchemaMissing, only the context
        if below is None:
            break
        error = below
    return error


def _had_tables() -> bool:
    """Whether this program made its tables: then one that is missing was taken away.

    Also when it cannot be asked, as in a transaction that failed: what was never prepared is
    found before any work (`check_prepared`).
    """
    from django.db import Error, connection
    from django.db.migrations.recorder import MigrationRecorder

    try:
        return bool(MigrationRecorder(connection).applied_migrations())
    except Error:
        return True


def refused(code: str, detail: str = "") -> NotPrepared:
    """The sentence of a code, with what it is about in brackets."""
    return NotPrepared(code, SENTENCES[code] + (f" ({detail})" if detail else ""))


def _code(cause: BaseException) -> str:
    name = getattr(cause, "sqlite_errorname", None)
    if name is not None:
        plain = "_".join(name.split("_")[:2])  # SQLITE_IOERR_WRITE -> SQLITE_IOERR
        return EMPTY if "no such table" in str(cause) else _SQLITE.get(plain, OTHER)
    if not hasattr(cause, "sqlstate"):
        return DAMAGED if "file is not a database" in str(cause) else OTHER
    state: str | None = getattr(cause, "sqlstate", None)
    if state is None:
        return UNREACHABLE  # psycopg never got as far as a server that answers
    return next((code for start, code in _POSTGRES if state.startswith(start)), OTHER)
