"""A package as it travels: a folder or a .zip, read without being unpacked."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

MOST_FILES: Final = 2_000
MOST_BYTES: Final = 4 * 1024**3
MOST_RATIO: Final = 250


class BadBundle(ValueError):
    """What was given is neither the folder of a publication nor a safe .zip of one."""


class Bundle(Protocol):
    def names(self) -> list[str]: ...

    def read(self, name: str) -> bytes: ...


class _Folder:
    def __init__(self, root: Path) -> None:
        self.root = root

    def names(self) -> list[str]:
        found: list[str] = []
        for path in self.root.rglob("*"):
            name = path.relative_to(self.root).as_posix()
            if path.is_symlink():
                raise BadBundle(f"{name} es un enlace; una publicación solo tiene archivos.")
            if path.is_file():
                found.append(name)
            elif not path.is_dir():
                raise BadBundle(f"{name} no es un archivo; una publicación solo tiene archivos.")
        return sorted(found)

    def read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _check_size(entries, Path(archive.filename or "").stat().st_size)
        prefix = _common_folder([entry.filename for entry in entries])
        self.entries = {entry.filename.removeprefix(prefix): entry for entry in entries}
        if len(self.entries) != len(entries):
            raise BadBundle("El .zip repite algún archivo: no se sabe cuál vale.")

    def names(self) -> list[str]:
        return sorted(self.entries)

    def read(self, name: str) -> bytes:
        return self.archive.read(self.entries[name])


@contextmanager
def open_bundle(path: Path) -> Iterator[Bundle]:
    """The publication at `path`. Raises `BadBundle` with a sentence."""
    if path.is_dir():
        yield _Folder(path)
        return
    if not path.exists():
        raise BadBundle(f"No existe {path}. Indique la carpeta o el .zip de una publicación.")
    try:
        with zipfile.ZipFile(path) as archive:
            yield _Zip(archive)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise BadBundle(f"{path} no es un .zip que se pueda leer: vuelva a descargarlo.") from error


def _check_size(entries: list[zipfile.ZipInfo], packed: int) -> None:
    """`packed`: bytes of the .zip itself, for entries that overlap add up to more than there is."""
    whole = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES or whole > MOST_BYTES or whole > MOST_RATIO * (packed + 4096):
        raise BadBundle("El .zip se expande demasiado para ser una publicación.")


def _common_folder(names: list[str]) -> str:
    """The one folder that holds everything, as a prefix, or "" when there is none."""
    tops = {name.partition("/")[0] for name in names}
    inside = all("/" in name for name in names)
    return f"{tops.pop()}/" if inside and len(tops) == 1 else ""
