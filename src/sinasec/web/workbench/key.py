"""The key of a run of the workbench: long, and good for one entry."""

import hashlib
import hmac
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sinasec.not_prepared import NotPrepared
from sinasec.secret_key import SHORTEST, is_weak

GIVEN: Final = "SINASEC_WORKBENCH_KEY"
CODE: Final = "clave-de-la-mesa"


def key_of(environment: Mapping[str, str]) -> str:
    """The key of this run. Raises NotPrepared for one that could be guessed."""
    key = environment[GIVEN]
    if is_weak(key):
        raise NotPrepared(
            CODE,
            f"{GIVEN} se puede adivinar: ponga al menos {SHORTEST} letras al azar, o quítela y se "
            "hará una.",
        )
    return key


def entries(home: Path) -> Path:
    """Where the keys that have opened are marked."""
    return home / "mesa"


def is_key(text: str, key: str) -> bool:
    return hmac.compare_digest(text.encode(), key.encode())


def spend(key: str, folder: Path) -> bool:
    """True the first time, for whoever asks: threads, processes, and those started after a fall.

    Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        os.close(os.open(_mark(key, folder), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    return True


def forget(key: str, folder: Path) -> None:
    """A run begins: its key has not been used in it. Raises OSError."""
    _mark(key, folder).unlink(missing_ok=True)


def _mark(key: str, folder: Path) -> Path:
    return folder / hashlib.sha256(key.encode()).hexdigest()[:32]
