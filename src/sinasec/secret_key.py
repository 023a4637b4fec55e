"""The key with which the site signs what is its own: given, or made once and kept. No Django."""

import os
import secrets
from pathlib import Path
from typing import Final

from sinasec.not_prepared import NotPrepared
from sinasec.private_files import private_folder, write_private

NAME: Final = "django.key"
GIVEN: Final = "SINASEC_SECRET_KEY"
SHORTEST: Final = 32  # letters
FEWEST: Final = 8  # different letters
CODE: Final = "clave-del-sitio"


def secret_key(home: Path) -> str:
    """The key of the environment, or that of `home`. Raises NotPrepared for one that is weak."""
    given = os.environ.get(GIVEN)
    if given:
        if is_weak(given):
            raise NotPrepared(
                CODE,
                f"{GIVEN} se puede adivinar: ponga al menos {SHORTEST} letras al azar, o quítela "
                "y se hará una.",
            )
        return given
    return _kept(home / "keys" / NAME)


def is_weak(key: str) -> bool:
    return len(key) < SHORTEST or len(set(key)) < FEWEST


def _kept(path: Path) -> str:
    if not path.exists():
        _make(path)
    try:
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NotPrepared(
            CODE,
            f"La clave {path} no se puede leer: revise sus permisos, o bórrela y se hará otra.",
        ) from error
    if is_weak(key):
        raise NotPrepared(
            CODE,
            f"La clave {path} está vacía o incompleta: bórrela y se hará otra. Solo se cierran las "
            "sesiones abiertas; con ella no se firman las publicaciones.",
        )
    return key


def _make(path: Path) -> None:
    """Two processes that start together end with the same key."""
    try:
        fresh = private_folder(path.parent) / f".{NAME}.{os.getpid()}"
        fresh.unlink(missing_ok=True)
        write_private(fresh, secrets.token_urlsafe(50).encode())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # another process made it first: its key is the one
        finally:
            fresh.unlink()
    except OSError as error:
        raise NotPrepared(
            CODE, f"No se pudo guardar la clave {path}: revise el espacio y los permisos."
        ) from error
