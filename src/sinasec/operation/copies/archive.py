"""The file of a backup: a zip of plain members and, last, a list of them with their hashes.

    base/…          the database: one file of SQLite, or a table of PostgreSQL in each file
    publications/…  warehouse/…  keys/… (only public ones)
    respaldo.json   what made it, of which version, and the size and SHA-256 of every member

A zip because any desk opens it; the list is last because nothing is written twice.
"""

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from sinasec.operation.copies.folders import is_public
from sinasec.publications.trust.keys import BadKey, read_public
from sinasec.time_zone import LIMA

SQLITE: Final = "base/sinasec.sqlite3"
LIST: Final = "respaldo.json"
FORMAT: Final = 1
ROOTS: Final = frozenset({"base", "publications", "warehouse", "keys"})
CHUNK: Final = 1024 * 1024
LARGEST_LIST: Final = 32 * 1024 * 1024
LARGEST_KEY: Final = 64 * 1024
MOST_MEMBERS: Final = 200_000
# Of the marks of its list: what each makes when it is read takes hundreds of bytes.
MOST_MARKS: Final = {
    b"{": MOST_MEMBERS,
    b"[": 10_000,
    b'"': 14 * MOST_MEMBERS,
    b",": 8 * MOST_MEMBERS,
}
_PART: Final = re.compile(r"[^\W.][\w .+@=-]*")
_WORDS: Final = re.compile(r"[\w .:/+@=-]{0,200}")  # what is said on the terminal
_TABLE: Final = re.compile(r"[a-z][a-z_]{2,60}")
_PACKED: Final = frozenset({".parquet", ".zip", ".png", ".pdf"})


class BadBackup(ValueError):
    """The file is not a backup, or not as it was made; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class BackupMember:
    """A file inside: `path` with slashes, below one of ROOTS."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a backup says of itself.

    `created_at`: ISO, with its zone. `engine`: sqlite | postgresql. `tables`: name -> columns and
    rows, in the order of loading.
    `lacking`: publications with a row and no folder; `unsound`: folders that did not verify when
    the backup was made, publications and editions alike.
    """

    version: str
    code: str
    created_at: str
    engine: str
    migrations: tuple[str, ...]
    tables: dict[str, dict[str, Any]]
    publications: tuple[str, ...]
    lacking: tuple[str, ...] = ()
    unsound: tuple[str, ...] = ()
    members: tuple[BackupMember, ...] = field(default=())
    format: int = FORMAT

    @property
    def when(self) -> str:
        """When it was made, by the clock of Lima: «28/11/2026 a las 19:05»."""
        moment = datetime.fromisoformat(self.created_at)
        return f"{moment.astimezone(LIMA):%d/%m/%Y a las %H:%M}"


class Writing:
    """Members go into the zip one after the other, and are hashed as they go."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=1)
        self.members: list[BackupMember] = []

    def add(self, path: str, chunks: Iterable[bytes]) -> None:
        """One member, of any size. Raises BadBackup for a name that could not be restored."""
        check_name(path)
        entry = zipfile.ZipInfo(path)
        packed = Path(path).suffix in _PACKED
        entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        digest, size = hashlib.sha256(), 0
        with self._zip.open(entry, "w", force_zip64=True) as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
        self.members.append(BackupMember(path, size, digest.hexdigest()))

    def end(self, said: Said) -> None:
        """Write the list; nothing can be added afterwards."""
        text = json.dumps(asdict(said), ensure_ascii=False, indent=1)
        self._zip.writestr(LIST, text.encode())
        self._zip.close()

    def close(self) -> None:
        """Let go of the file, which is open yet; of one that was not ended, nothing is kept."""
        with suppress(OSError, ValueError):
            self._zip.close()


def chunks_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a little at a time. Raises OSError."""
    with open(path, "rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


class Reading:
    """A backup opened for reading, every name and size of which was checked against its list."""

    def __init__(self, archive: zipfile.ZipFile, said: Said) -> None:
        self._zip = archive
        self.said = said

    @property
    def size(self) -> int:
        """Bytes that it takes once restored."""
        return sum(member.size for member in self.said.members)

    def chunks(self, member: BackupMember) -> Iterator[bytes]:
        """The bytes of a member; the last comes only if all of them are those of the list.

        Raises BadBackup.
        """
        digest, left, last = hashlib.sha256(), member.size, b""
        try:
            with self._zip.open(member.path) as file:
                while chunk := file.read(CHUNK):
                    left -= len(chunk)
                    digest.update(chunk)
                    if left < 0:
                        raise _changed(member.path)
                    yield last
                    last = chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
            raise _changed(member.path) from error
        if left or digest.hexdigest() != member.sha256:
            raise _changed(member.path)
        yield last


def _changed(path: str) -> BadBackup:
    return BadBackup(
        f"«{path}» no es lo que se guardó: el respaldo está dañado o alguien lo cambió. Use otro."
    )


def open_backup(file: IO[bytes]) -> Reading:
    """The backup in an open file, its keys public ones. Nothing is unpacked. Raises BadBackup."""
    try:
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
        written = _list_of(archive, entries)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        OSError,
        RecursionError,
        ValueError,
        NotImplementedError,
    ) as error:
        raise BadBackup(
            "No es un respaldo de «sinasec backup» que se pueda leer: quizá quedó a medias."
        ) from error
    said = _said(written)
    _check_entries(entries, said)
    reading = Reading(archive, said)
    _check_keys(reading)
    return reading


def _list_of(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Any:
    entry = archive.getinfo(LIST)
    if entry.file_size > LARGEST_LIST or len(entries) > MOST_MEMBERS or not _is_plain(entry):
        raise ValueError(LIST)
    with archive.open(entry) as file:
        text = file.read(LARGEST_LIST + 1)
    if any(text.count(mark) > most for mark, most in MOST_MARKS.items()):
        raise ValueError(LIST)
    return json.loads(text)


def _said(written: Any) -> Said:
    try:
        if written["format"] > FORMAT:
            raise BadBackup("El respaldo es de una versión más nueva que este programa: instálela.")
        members = tuple(BackupMember(**each) for each in written["members"])
        lists = ("migrations", "publications", "lacking", "unsound")
        tuples = {name: tuple(written[name]) for name in lists}
        said = Said(**{**written, **tuples, "members": members})
        sound = _has_types(said)
    except (KeyError, TypeError, AttributeError) as error:
        raise BadBackup(f"{LIST} no tiene la forma de un respaldo: use otro.") from error
    if not sound:
        raise BadBackup(f"{LIST} no tiene la forma de un respaldo: use otro.")
    return said


def _has_types(said: Said) -> bool:
    texts = (said.version, said.code, said.created_at, said.engine)
    texts += (*said.migrations, *said.publications, *said.lacking, *said.unsound)
    return (
        all(type(text) is str and _WORDS.fullmatch(text) for text in texts)
        and _is_moment(said.created_at)
        and all(
            type(each.path) is str
            and type(each.size) is int
            and each.size >= 0
            and type(each.sha256) is str
            for each in said.members
        )
        and all(
            _TABLE.fullmatch(name)
            and type(told["rows"]) is int
            and all(type(column) is str for column in told["columns"])
            for name, told in said.tables.items()
        )
    )


def _is_moment(text: str) -> bool:
    try:
        moment = datetime.fromisoformat(text)
        return moment.tzinfo is not None and moment.astimezone(LIMA) == moment
    except (ValueError, OverflowError):  # OverflowError: of a year that Lima has no day for
        return False


def _check_entries(entries: list[zipfile.ZipInfo], said: Said) -> None:
    """The zip holds exactly the members of the list, each once, plain and of its size."""
    sizes = {member.path: member.size for member in said.members}
    for path in sizes:
        check_name(path)
    _check_no_file_is_a_folder(sizes)
    found = [entry.filename for entry in entries if entry.filename != LIST]
    if len(sizes) != len(said.members) or sorted(found) != sorted(sizes):
        raise BadBackup("El respaldo no tiene los archivos que dice su lista: use otro.")
    for entry in entries:
        if entry.filename == LIST:
            continue
        if not _is_plain(entry) or entry.file_size != sizes[entry.filename]:
            raise _changed(entry.filename)


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """A file, not a link nor a device, neither encrypted nor packed in a form that is not ours."""
    kind = (entry.external_attr >> 16) & 0o170000
    return (
        entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        and kind in (0, 0o100000)
        and not entry.flag_bits & 0x1
        and not entry.is_dir()
    )


def _check_keys(reading: Reading) -> None:
    """A backup carries no key but public ones: what else it brought would go over ours."""
    for member in only(reading, "keys"):
        name = member.path.partition("/")[2]
        if not is_public(name) or member.size > LARGEST_KEY:
            raise BadBackup(
                f"El respaldo trae «{member.path}», y un respaldo solo lleva claves públicas: "
                "alguien lo cambió. Use otro."
            )
        try:
            read_public(text_of(reading, member), f"«{member.path}»")
        except BadKey as error:
            raise BadBackup(f"{error} Alguien cambió el respaldo: use otro.") from error


def check_name(path: str) -> None:
    """A relative path below one of ROOTS, of plain names. Raises BadBackup."""
    parts = path.split("/")
    sound = len(path) <= 400 and len(parts) >= 2 and parts[0] in ROOTS
    if not sound or not all(_PART.fullmatch(part) for part in parts):
        raise BadBackup(f"«{path[:80]}» no es un nombre que un respaldo lleve: use otro.")


def _check_no_file_is_a_folder(paths: Iterable[str]) -> None:
    every = set(paths)
    folders = {path[:at] for path in every for at, letter in enumerate(path) if letter == "/"}
    if folders & every:
        raise BadBackup("El respaldo tiene un archivo donde va una carpeta: use otro.")


def only(reading: Reading, root: str) -> list[BackupMember]:
    """The members below one of ROOTS."""
    return [member for member in reading.said.members if member.path.startswith(f"{root}/")]


def text_of(reading: Reading, member: BackupMember) -> bytes:
    """A small member whole. Raises BadBackup."""
    buffer = io.BytesIO()
    for chunk in reading.chunks(member):
        buffer.write(chunk)
    return buffer.getvalue()
