"""A .zip that a stranger sent: looked at as a whole before any of its members is read.

Two programs must see the same members in it, of the same size, or one could be shown what the
other never checked. So the two lists of members (at the end, and before each member) have to
agree, nothing may overlap or stand before the first, and each member has to unpack to exactly
what is said of it. Only stored and deflated members are taken: the readers of the other methods
give a member whole, however little of it is asked for.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from sinasec.spreadsheets.unsafe import UnsafeFile

CHUNK: Final = 1024 * 1024
_PIECE: Final = 64 * 1024  # of packed bytes, which may stand for a thousand times as many
MOST_MEMBERS: Final = 2_000

_END: Final = struct.Struct("<4s4H2LH")
_ZIP64_LOCATOR: Final = b"PK\x06\x07"
_ZIP64_LOCATOR_SIZE: Final = 20
_ZIP64_FROM: Final = 2**31 - 1  # writers need the larger directory from here on
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_MOST_COMMENT: Final = 0xFFFF
_ENTRY: Final = 46 + 3 * 1024  # of the directory: its fixed part, name, extra field and comment
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_PATCHED: Final = 0x20
_SIZES_FOLLOW: Final = 0x8
_NAME_IN_UTF8: Final = 0x800
_UNICODE_NAME: Final = 0x7075
_IN_ZIP64: Final = 0xFFFFFFFF
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

# All that the standard library raises on a .zip made of rubbish.
_RUBBISH: Final = (
    zipfile.BadZipFile,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)

_DAMAGED: Final = (
    "El archivo está dañado y no se puede abrir: ábralo en su programa, guárdelo o comprímalo "
    "de nuevo, y vuelva a enviarlo."
)
_ALTERED: Final = (
    "El archivo comprimido no concuerda consigo mismo: fue alterado. Comprímalo de nuevo con las "
    "opciones comunes y vuelva a enviarlo."
)


@dataclass(frozen=True, slots=True)
class ArchiveMember:
    """`name` as written in the archive, with `/`; `start` is where its packed bytes begin."""

    name: str
    start: int
    packed: int
    size: int
    deflated: bool
    crc: int

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/")


class Archive:
    """The members of a .zip that was found whole. They are unpacked as they are read."""

    def __init__(self, stream: BinaryIO, members: tuple[ArchiveMember, ...]) -> None:
        self._stream = stream
        self.members = members
        self._by_name = {member.name: member for member in members}

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> ArchiveMember:
        """Raises KeyError."""
        return self._by_name[name]

    def chunks(self, member: ArchiveMember) -> Iterator[bytes]:
        """The content, `CHUNK` bytes at most each time. Raises UnsafeFile where it is not what
        the archive says of it."""
        size = crc = 0
        for chunk in filter(None, self._unpacked(member)):
            size += len(chunk)
            if size > member.size:
                raise _altered()
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if size != member.size or crc != member.crc:
            raise _damaged()

    def read(self, member: ArchiveMember, most: int) -> bytes:
        """The whole content. Raises UnsafeFile beyond `most` bytes, before unpacking them."""
        if member.size > most:
            raise UnsafeFile(
                "bomba",
                f"El archivo comprimido trae una parte ({_shown(member.name)}) que ocupa "
                "muchísimo más de lo que se espera: no se abre.",
            )
        return b"".join(self.chunks(member))

    def start(self, member: ArchiveMember, most: int) -> bytes:
        """Its first bytes, `most` of them and at most `CHUNK`."""
        return next(self.chunks(member), b"")[:most]

    def _unpacked(self, member: ArchiveMember) -> Iterator[bytes]:
        if not member.deflated:
            yield from self._packed(member)
            return
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        for piece in self._packed(member):
            left = piece
            while left and not inflate.eof:
                yield self._inflated(inflate, left)
                left = inflate.unconsumed_tail
            if left or inflate.unused_data:
                raise _altered()
        while not inflate.eof:
            chunk = self._inflated(inflate, b"")
            if not chunk:
                raise _damaged()
            yield chunk

    @staticmethod
    def _inflated(inflate: "zlib._Decompress", packed: bytes) -> bytes:
        try:
            return inflate.decompress(packed, CHUNK)
        except zlib.error as error:
            raise _damaged() from error

    def _packed(self, member: ArchiveMember) -> Iterator[bytes]:
        """Packed bytes; what is read in between by others does not matter."""
        at, end = member.start, member.start + member.packed
        while at < end:
            self._stream.seek(at)
            piece = self._stream.read(min(_PIECE, end - at))
            if not piece:
                raise _damaged()
            at += len(piece)
            yield piece


def open_archive(stream: BinaryIO, *, most_members: int = MOST_MEMBERS) -> Archive:
    """The archive in `stream`, which has to stay open. Raises UnsafeFile with a sentence.

    Codes: `danado`, `alterado`, `cifrado`, `metodo` (neither stored nor deflated), `bomba` (more
    than `most_members`).
    """
    try:
        size = stream.seek(0, 2)
        directory = _directory(stream, size, most_members)
        with zipfile.ZipFile(stream) as package:
            entries = package.infolist()
            _check_directory(package, entries, directory)
        members = tuple(_member(stream, entry, size) for entry in entries)
        _check_places(members, entries, directory.start)
    except UnsafeFile:
        raise
    except _RUBBISH as error:
        raise _damaged() from error
    return Archive(stream, members)


@dataclass(frozen=True, slots=True)
class _Directory:
    start: int
    entries: int


def _directory(stream: BinaryIO, size: int, most_members: int) -> _Directory:
    """Where the list of members is and how many it says; it must end where the file ends."""
    tail = min(size, _END.size + _MOST_COMMENT)
    stream.seek(size - tail)
    ending = stream.read(tail)
    at = ending.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(ending):
        raise _damaged()
    _, disk, first_disk, here, entries, length, start, comment = _END.unpack_from(ending, at)
    end = size - tail + at
    if at + _END.size + comment != len(ending) or disk or first_disk or here != entries:
        raise _damaged()
    locator = max(at - _ZIP64_LOCATOR_SIZE, 0)
    if ending[locator : locator + 4] == _ZIP64_LOCATOR:
        if size < _ZIP64_FROM:
            raise _altered()
        return _Directory(-1, -1)
    if entries > most_members:
        raise UnsafeFile(
            "bomba", f"El archivo comprimido trae {entries} partes, más de las que se esperan."
        )
    if start + length != end or length > entries * _ENTRY:
        raise _damaged()
    return _Directory(start, entries)


def _check_directory(
    package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], directory: _Directory
) -> None:
    if directory.entries not in (-1, len(entries)):
        raise _altered()
    if directory.start not in (-1, package.start_dir):
        raise _altered()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnsafeFile("cifrado", "El archivo tiene contraseña: quítesela y vuelva a enviarlo.")
    if any(entry.compress_type not in _METHODS or entry.flag_bits & _PATCHED for entry in entries):
        raise UnsafeFile(
            "metodo",
            "El archivo está comprimido de una manera que no es la común (deflate): guárdelo o "
            "comprímalo de nuevo con las opciones comunes y vuelva a enviarlo.",
        )
    names = [entry.filename.replace("\\", "/").casefold() for entry in entries]
    if len(set(names)) != len(names):
        raise UnsafeFile(
            "alterado", "El archivo comprimido repite alguna de sus partes: fue alterado."
        )
    if any("\0" in entry.orig_filename for entry in entries):
        raise _altered()


def _member(stream: BinaryIO, entry: zipfile.ZipInfo, end: int) -> ArchiveMember:
    """The member as its own header says, which has to be what the directory said."""
    if entry.header_offset >= end or _has_another_name(entry):
        raise _altered()
    stream.seek(entry.header_offset)
    header = _LOCAL.unpack(stream.read(_LOCAL.size))
    signature, _, flags, method, _, _, _, packed, size, name_length, extra = header
    name = stream.read(name_length)
    codec = "utf-8" if entry.flag_bits & _NAME_IN_UTF8 else "cp437"
    follow = flags & _SIZES_FOLLOW
    agree = (
        signature == b"PK\x03\x04"
        and method == entry.compress_type
        and not flags & (_ENCRYPTED | _PATCHED)
        and name.decode(codec) == entry.orig_filename
        and (follow or packed in (entry.compress_size, _IN_ZIP64))
        and (follow or size in (entry.file_size, _IN_ZIP64))
    )
    if not agree:
        raise _altered()
    return ArchiveMember(
        entry.filename,
        entry.header_offset + _LOCAL.size + name_length + extra,
        entry.compress_size,
        entry.file_size,
        method == zipfile.ZIP_DEFLATED,
        entry.CRC,
    )


def _has_another_name(entry: zipfile.ZipInfo) -> bool:
    """Whether some programs would call it otherwise: an extra field can hold its name again.

    Honest packers write it there in full when the plain name cannot hold its letters.
    """
    extra, name = entry.extra, entry.filename
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_NAME:
            other = extra[9 : 4 + length].decode()
            return other != name and (other.isascii() or name.isascii())
        extra = extra[4 + length :]
    return False


def _check_places(
    members: tuple[ArchiveMember, ...], entries: list[zipfile.ZipInfo], directory: int
) -> None:
    """No member inside another, nor in the directory; and nothing before the first one."""
    placed = sorted(zip(entries, members, strict=True), key=lambda pair: pair[0].header_offset)
    end = 0
    for entry, member in placed:
        if entry.header_offset < end or (end == 0 and entry.header_offset):
            raise _altered()
        end = member.start + member.packed
        if not member.deflated and member.packed != member.size:
            raise _altered()
    if directory >= 0 and end > directory:
        raise _altered()


def _shown(name: str) -> str:
    return name[:60]


def _damaged() -> UnsafeFile:
    return UnsafeFile("danado", _DAMAGED)


def _altered() -> UnsafeFile:
    return UnsafeFile("alterado", _ALTERED)
