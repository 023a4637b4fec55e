"""What stopped a command, as one thing: a stable code, a sentence and an exit code.

Every command answers with the same exit codes:

- 0: done, or the answer is yes;
- 1: the answer is no: the file has faults, the publication does not verify, it was refused;
- 2: it cannot be done now: the command is badly written, what it names is not there, something is
  missing, the place is not prepared, there is no room or no permission;
- 3: a fault of this program;
- 4: of `reproduce` alone: it differs, and another program published it;
- 130: interrupted; 143 (129): stopped by the system, or its terminal closed; 141: whoever was
  reading the output left.

An exception that a domain raises to refuse is named here by where it lives, so that telling a
failure imports nothing that the command had not.
"""

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import click

from sinasec.cli.stopping import Stopped
from sinasec.not_prepared import NotPrepared
from sinasec.os_words import number_in, os_words

REFUSED: Final = 1
CANNOT: Final = 2
BUG: Final = 3
INTERRUPTED: Final = 130
STOPPED: Final = 128  # and the number of the signal
READER_LEFT: Final = 141

Faults = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Failure:
    """`faults`: each as the command tells it. `beside`: fields of the document next to `error`."""

    code: str
    message: str
    exit: int
    faults: Faults = ()
    beside: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def document(self) -> dict[str, Any]:
        """The one document of a command that could not answer."""
        said = {"code": self.code, "message": self.message, "faults": list(self.faults)}
        return {"error": said, **self.beside}


class Refused(click.ClickException):
    """Raised by a command to end with 1, or with `exit`, saying why."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        faults: Faults = (),
        exit: int = REFUSED,
        beside: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.failure = Failure(code, message, exit, faults, beside or {})


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What the system refuses inside the block is of the file that is written, and says so."""
    try:
        yield
    except OSError as error:
        raise named(error, path) from error


def named(error: OSError, path: Path) -> OSError:
    """The same refusal of the system, said of the file that a person asked for."""
    number = _number(error) or 0
    return OSError(number, os.strerror(number), str(path)) if number else error


UNFORESEEN: Final = Failure(
    "inesperado",
    "El programa falló por algo que no se previó. Avise a quien lo mantiene con lo que está "
    "escrito arriba.",
    BUG,
)
FORESEEN: Final[Mapping[str, tuple[str, int]]] = {
    # where the exception lives -> its code and how the command ends
    "sinasec.compliance.errors.FactError": ("hecho-rechazado", CANNOT),
    "sinasec.definitions.faults.DefinitionFaults": ("definicion-con-faltas", REFUSED),
    "sinasec.definitions.index.loading.UnknownEdition": ("edicion-desconocida", CANNOT),
    "sinasec.operation.copies.new_file.Taken": ("ya-existe", REFUSED),
    "sinasec.publications.trust.keys.BadKey": ("clave-danada", CANNOT),
    "sinasec.publications.keep.CannotPublish": ("no-se-publica", REFUSED),
    "sinasec.publications.actions.CannotReply": ("no-se-responde", REFUSED),
    "sinasec.publications.afterwards.actions.CannotSay": ("no-se-registra", REFUSED),
    "sinasec.publications.catalogue.UnknownPublication": ("publicacion-desconocida", CANNOT),
    "sinasec.risk.priority.actions.CannotPrioritise": ("no-se-prioriza", REFUSED),
    "sinasec.risk.editions.store.CannotKeep": ("no-se-guarda", REFUSED),
    "sinasec.risk.published.lacking.Lacks": ("faltan-indicadores", REFUSED),
    "sinasec.risk.data.inputs.MissingInputs": ("faltan-datos", REFUSED),
    "sinasec.sandbox.pool.Busy": ("ocupado", CANNOT),
    "sinasec.spreadsheets.unsafe.UnsafeFile": ("archivo-rechazado", REFUSED),
    "sinasec.warehouse.edition.BrokenEdition": ("edicion-danada", CANNOT),
    "sinasec.warehouse.editions.UnknownEdition": ("edicion-desconocida", CANNOT),
    "sinasec.whole_file.NoFolder": ("no-existe", CANNOT),
    "sinasec.work.kinds.UnknownWork": ("trabajo-desconocido", CANNOT),
}
DATABASES: Final = frozenset({"sqlite3.Error", "django.db.utils.Error"})
NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SYSTEM: Final[Mapping[int, tuple[str, str]]] = {
    # the code, and what to do
    **dict.fromkeys(NO_ROOM, ("disco-lleno", "haga sitio en el disco y repita")),
    errno.EIO: ("disco-falla", "compruebe el disco y repita"),
    errno.EROFS: ("sin-permiso", "use una carpeta en que se pueda escribir"),
    errno.EACCES: ("sin-permiso", "revise de quién es, o use otra carpeta"),
    errno.EPERM: ("sin-permiso", "revise de quién es, o use otra carpeta"),
    errno.ENOENT: ("no-existe", "revise el nombre"),
    errno.ENOMEM: ("sin-memoria", "cierre otros programas y repita"),
}


def failure_of(error: BaseException) -> Failure:
    """What to tell of an error that ended a command; UNFORESEEN for a fault of this program."""
    if isinstance(error, click.Abort):
        return Failure("interrumpido", "Interrumpido.", INTERRUPTED)
    if isinstance(error, Stopped):
        return Failure("interrumpido", "El sistema detuvo la orden.", STOPPED + error.number)
    if isinstance(error, click.ClickException):
        return _of_click(error)
    return _foreseen(error) or UNFORESEEN


def _of_click(error: click.ClickException) -> Failure:
    """What a command refused in its own words. Where a full disk or an installation that is not
    prepared is behind, that is told instead: the words may blame the file that was given."""
    cause = error.__cause__
    behind = _foreseen(cause) if cause is not None else None
    if isinstance(error, Refused):
        told = error.failure
    elif isinstance(error, click.UsageError | click.FileError):
        told = Failure("uso", error.format_message(), CANNOT)
    else:
        told = Failure("rechazado", error.format_message(), error.exit_code)
    if behind is None or _no_room_below(cause):
        return replace(told, code="disco-lleno", exit=CANNOT) if _no_room_below(cause) else told
    if isinstance(cause, OSError) and _number(cause) not in NO_ROOM:
        return Failure(behind.code, told.message, told.exit, told.faults, told.beside)
    if isinstance(cause, NotPrepared | OSError) or behind.exit == CANNOT:
        return Failure(behind.code, behind.message, behind.exit, beside=told.beside)
    return Failure(behind.code, told.message, told.exit, told.faults, told.beside)


def _no_room_below(error: BaseException | None) -> bool:
    """Whether a domain refused, in its own words, for want of room."""
    below = error.__cause__ if error is not None else None
    return below is not None and (_number(below) in NO_ROOM or _no_room_below(below))


def _foreseen(error: BaseException) -> Failure | None:
    if isinstance(error, NotPrepared):
        return Failure(error.code, str(error), CANNOT)
    if number := _number(error):
        return _of_system(error, number)
    if isinstance(error, MemoryError):
        return Failure("sin-memoria", "No alcanza la memoria: cierre otros programas.", CANNOT)
    lineage = [f"{kind.__module__}.{kind.__qualname__}" for kind in type(error).__mro__]
    if DATABASES.intersection(lineage):
        return _of_database(error)
    for name in lineage:
        if name in FORESEEN:
            code, ends = FORESEEN[name]
            return Failure(code, str(error), ends)
    return None


def _number(error: BaseException) -> int | None:
    """The number that the system gave, also inside what a library raised for it."""
    if isinstance(error, OSError) and error.errno:
        return error.errno
    if isinstance(error, OSError) or type(error).__module__.startswith("polars"):
        return number_in(str(error))
    return None


def _of_system(error: BaseException, number: int) -> Failure:
    code, advice = SYSTEM.get(number, ("archivo", "revise el nombre y los permisos"))
    name = getattr(error, "filename", None)
    done = "escribir" if number in NO_ROOM else "usar"
    which = f"«{name}»" if name else "un archivo"
    why = os_words(OSError(number, os.strerror(number)))
    return Failure(code, f"No se pudo {done} {which} ({why}): {advice}.", CANNOT)


def _of_database(error: BaseException) -> Failure | None:
    """Why the database did not answer; None where what was asked of it is at fault."""
    from sinasec.database_state import EMPTY, LOST, NEWER, OTHER, PENDING, check_prepared, refusal

    try:
        check_prepared()
    except NotPrepared as found:
        if found.code in (EMPTY, LOST, PENDING, NEWER):
            return Failure(found.code, str(found), CANNOT)
    told = refusal(error)
    asked_wrongly = type(error).__name__ in ("IntegrityError", "ProgrammingError", "DataError")
    if told.code == OTHER and asked_wrongly:
        return None
    return Failure(told.code, str(told), CANNOT)
