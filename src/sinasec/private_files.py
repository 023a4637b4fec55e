"""Files that only their owner may read, and the folder that holds them, whatever the umask."""

import os
import stat
from pathlib import Path
from typing import Final

FOLDER_MODE: Final = 0o700
FILE_MODE: Final = 0o600
OTHERS: Final = 0o077
OTHERS_WRITE: Final = 0o022


class TooOpen(ValueError):
    """Others may read a private file, or put another in its place; the sentence says what to do."""


def private_folder(folder: Path) -> Path:
    """The folder, made if absent for its owner alone. One that is there is left as it is."""
    try:
        folder.mkdir(parents=True, mode=FOLDER_MODE)
    except FileExistsError:
        return folder
    folder.chmod(FOLDER_MODE)  # mkdir obeys a umask that would take from the owner too
    return folder


def write_private(path: Path, data: bytes) -> None:
    """Write a file that is not there, flushed to disk. Raises FileExistsError."""
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE), "wb") as file:
        os.fchmod(file.fileno(), FILE_MODE)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def check_private(path: Path) -> None:
    """Raise TooOpen when others can read the file or change what its folder holds."""
    if mode_of(path.parent) & OTHERS_WRITE:
        raise TooOpen(
            f"Otros usuarios pueden escribir en la carpeta {path.parent}, y cambiar sus claves: "
            "ejecute «sinasec doctor --fix»."
        )
    if mode_of(path) & OTHERS:
        raise TooOpen(
            f"Otros usuarios pueden leer la clave privada {path}: si alguien más usa esta máquina, "
            "considérela conocida. Ciérrela con «sinasec doctor --fix»."
        )


def mode_of(path: Path) -> int:
    """The permission bits of what is there."""
    return stat.S_IMODE(path.stat().st_mode)
