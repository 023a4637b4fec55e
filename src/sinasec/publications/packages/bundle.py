"""A package as it travels: a folder or a .zip, read without being unpacked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from sinasec.spreadsheets.parts.archives import Archive, ArchiveMember, open_archive
from sinasec.spreadsheets.unsafe import UnsafeFile

MOST_FILES: Final = 2_000
MOST_BYTES: Final = 4 * 1024**3
MOST_FILE: Final = 1024**3
MOST_TEXT: Final = 16 * 1024**2  # of what describes or signs the package, read as a whole
_TEXTS: Final = (".json", ".pem", ".sha256")
MOST_RATIO: Final = 250
_MAC: Final = "__MACOSX/"
_FINDER: Final = ".DS_Store"


class BadBundle(ValueError):
    """What was given is neither the folder of a publication nor a safe .zip of one."""


class Bundle(Protocol):
    @property
    def apart(self) -> tuple[str, ...]:
        """What the system that packed it added of its own: read by nobody."""
        ...

    def names(self) -> list[str]:
        """Its files; and, ended in `/`, the folders in which there is nothing."""
        ...

    def read(self, name: str) -> bytes: ...


class _Folder:
    apart: tuple[str, ...] = ()

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
            elif not any(path.iterdir()):
                found.append(f"{name}/")
        return sorted(found)

    def read(self, name: str) -> bytes:
        if name.endswith("/"):
            return b""
        path = self.root / name
        if path.stat().st_size > _most(name):
            raise BadBundle(f"{name[:60]} es demasiado grande para ser de una publicación.")
        return path.read_bytes()


class _Zip:
    def __init__(self, archive: Archive, packed: int) -> None:
        self.archive = archive
        _check_size(list(archive.members), packed)
        named = [(_slashed(member), member) for member in _files_and_empty_folders(archive)]
        ours = [(name, member) for name, member in named if not _of_the_system(name)]
        self.apart = tuple(sorted(name for name, _ in named if _of_the_system(name)))
        prefix = _common_folder([name for name, _ in ours])
        self.members = {name.removeprefix(prefix): member for name, member in ours}
        if len(self.members) != len(ours):
            raise BadBundle("El .zip repite algún archivo: no se sabe cuál vale.")

    def names(self) -> list[str]:
        return sorted(self.members)

    def read(self, name: str) -> bytes:
        return self.archive.read(self.members[name], _most(name))


def _slashed(member: ArchiveMember) -> str:
    """Its name as every system reads it: some packers of Windows part folders with `\\`."""
    return member.name.replace("\\", "/")


def _of_the_system(name: str) -> bool:
    """Whether a Mac added it when it packed the folder; it is told, and never read."""
    return name.startswith(_MAC) or name.rpartition("/")[2] == _FINDER


def _most(name: str) -> int:
    return MOST_TEXT if name.endswith(_TEXTS) else MOST_FILE


@contextmanager
def open_bundle(path: Path) -> Iterator[Bundle]:
    """The publication at `path`. Raises `BadBundle` with a sentence, then or as it is read."""
    if path.is_dir():
        yield _Folder(path)
        return
    if not path.exists():
        raise BadBundle(f"No existe {path}. Indique la carpeta o el .zip de una publicación.")
    if not path.is_file():
        raise BadBundle(f"{path} no es un archivo. Indique la carpeta o el .zip.")
    try:
        with path.open("rb") as stream:
            packed = path.stat().st_size
            yield _Zip(open_archive(stream, most_members=2 * MOST_FILES), packed)
    except UnsafeFile as error:
        raise BadBundle(
            f"{path} no es un .zip que se pueda leer: vuelva a descargarlo. {error}"
        ) from error


def _files_and_empty_folders(archive: Archive) -> list[ArchiveMember]:
    """All but the entries that packers write for the folders in which there is something."""
    placed = sorted(archive.members, key=_slashed)
    following = [_slashed(member) for member in placed[1:]] + [""]
    return [
        member
        for member, after in zip(placed, following, strict=True)
        if not (_slashed(member).endswith("/") and after.startswith(_slashed(member)))
    ]


def _check_size(members: list[ArchiveMember], packed: int) -> None:
    """`packed`: bytes of the .zip itself."""
    whole = sum(member.size for member in members)
    if len(members) > MOST_FILES or whole > MOST_BYTES or whole > MOST_RATIO * (packed + 4096):
        raise BadBundle("El .zip se expande demasiado para ser una publicación.")


def _common_folder(names: list[str]) -> str:
    """The one folder that holds everything, as a prefix, or "" when there is none."""
    tops = {name.partition("/")[0] for name in names}
    inside = all("/" in name for name in names)
    return f"{tops.pop()}/" if inside and len(tops) == 1 else ""
