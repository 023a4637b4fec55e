"""The key with which the site signs what is its own: given, or made once and kept. No Django.

Only what prepares or serves an installation keeps one: a command that looks leaves nothing behind.
"""

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
    """The key of the environment, that of `home`, or one that is good for this process alone.

    Raises NotPrepared for one that is weak. Writes nothing.
    """
    given = os.environ.get(GIVEN)
    if not given:
        return _kept(home / "keys" / NAME) or _fresh()
    if is_weak(given):
        raise NotPrepared(
            CODE,
            f"{GIVEN} se puede adivinar: ponga al menos {SHORTEST} letras al azar, o quítela "
            "y se hará una.",
        )
    return given


def keep_key(home: Path) -> None:
    """Make the key of `home` and keep it, where there is none and none was given.

    Raises NotPrepared when it cannot be written.
    """
    path = home / "keys" / NAME
    if not os.environ.get(GIVEN) and not path.exists():
        _make(path)


def _fresh() -> str:
    return secrets.token_urlsafe(50)


def is_weak(key: str) -> bool:
    return len(key) < SHORTEST or len(set(key)) < FEWEST


def _kept(path: Path) -> str:
    """ "" where there is none. Raises NotPrepared for one that cannot be used."""
    try:
        key = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""
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
        write_private(fresh, _fresh().encode())
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
