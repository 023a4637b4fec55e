"""The folder of keys: that only its owner reads it, and that its keys are keys."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sinasec.operation.copies.folders import files, fingerprints, is_public
from sinasec.os_words import os_words
from sinasec.private_files import FILE_MODE, FOLDER_MODE, OTHERS, mode_of
from sinasec.publications.finding import FAULT, NOTE, UNSEEN, HealthFinding
from sinasec.publications.trust.keys import PRIVATE, PUBLIC, BadKey, public_pem, read_private
from sinasec.secret_key import GIVEN, NAME, is_weak

ABOUT: Final = "claves"
FIX: Final = "Ejecute «sinasec doctor --fix»."
RECOVER: Final = (
    "Recupérela con «sinasec restore --keys ARCHIVO», sin respaldo. Si no tiene ese archivo, la "
    "próxima publicación se firmará con otra: deje la pública de antes en keys/publicas-anteriores."
)


def look(folder: Path, *, published: bool) -> Iterator[HealthFinding]:
    """`published`: the installation has signed something, so it has to have its key."""
    given = os.environ.get(GIVEN)
    if given and is_weak(given):
        yield _fault(f"{GIVEN} se puede adivinar.", "Ponga 32 letras al azar o más, o quítela.")
    if not folder.is_dir():
        if published:
            yield _fault(f"Falta la carpeta de claves {folder}.", RECOVER)
        return
    try:
        open_to_others = list(too_open(folder))
        yield from (
            _fault(f"Otros usuarios pueden leer o cambiar {path}.", FIX) for path in open_to_others
        )
        yield from _of_the_site(folder / NAME)
        if not open_to_others:
            yield from _of_signing(folder, published)
        yield from _left(folder)
        yield from _believed(folder)
    except OSError as error:
        yield HealthFinding(
            ABOUT,
            UNSEEN,
            f"No se pudo leer {error.filename or folder} ({os_words(error)}).",
            "Use la cuenta con la que trabaja el sitio.",
        )


def too_open(folder: Path) -> Iterator[Path]:
    """The folder and the private files in it that someone else can read or change."""
    if mode_of(folder) & OTHERS:
        yield folder
    for path in files(folder):
        if not is_public(path.relative_to(folder).as_posix()) and mode_of(path) & OTHERS:
            yield path


def close(folder: Path) -> list[Path]:
    """Leave to the owner alone what was too open; returns what was changed. Raises OSError."""
    if not folder.is_dir():
        return []
    found = list(too_open(folder))
    for path in found:
        path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
    return found


def _of_the_site(path: Path) -> Iterator[HealthFinding]:
    if path.is_file() and is_weak(path.read_text(encoding="ascii", errors="replace").strip()):
        yield _fault(f"La clave {path} está vacía o incompleta.", "Bórrela: se hará otra.")


def _of_signing(folder: Path, published: bool) -> Iterator[HealthFinding]:
    path = folder / PRIVATE
    if not path.exists():
        if published:
            yield _fault(
                f"Falta {path}, la clave que firmó lo publicado.",
                RECOVER,
            )
        return
    try:
        pem = public_pem(read_private(path).public_key())
    except BadKey as error:
        yield _fault(str(error), f"Apártela de esa carpeta. {RECOVER}")
        return
    shown = folder / PUBLIC
    if shown.exists() and shown.read_bytes() != pem:
        yield _fault(
            f"{shown} no es la mitad pública de la clave que firma.",
            "Se corrige al publicar; averigüe quién la cambió.",
        )


def _left(folder: Path) -> Iterator[HealthFinding]:
    left = [path for path in folder.iterdir() if path.is_file() and path.name.startswith(".")]
    for path in left:
        yield _fault(f"{path} quedó de un proceso interrumpido.", "Bórrelo: puede tener una clave.")


def _believed(folder: Path) -> Iterator[HealthFinding]:
    """The earlier keys: who could add one would have what it signs believed."""
    for name, mark in fingerprints(folder).items():
        if name != PUBLIC:
            yield HealthFinding(
                ABOUT,
                NOTE,
                f"También se cree lo firmado con la clave anterior {name}, de huella {mark}.",
                "Compárela con las que publica la entidad; si no está entre ellas, quite ese "
                "archivo y averigüe quién lo puso.",
            )


def _fault(message: str, remedy: str) -> HealthFinding:
    return HealthFinding(ABOUT, FAULT, message, remedy)
