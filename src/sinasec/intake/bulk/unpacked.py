"""What is inside a file that arrives compressed: one CSV in a .gz or a .zip.

The promised size is never believed: never more than `MAX_UNPACKED` bytes are unpacked.
"""

import io
import zlib
from pathlib import PurePosixPath
from typing import Final

from sinasec.spreadsheets.faults import UnreadableFile
from sinasec.spreadsheets.parts.archives import CHUNK, Archive, ArchiveMember, open_archive
from sinasec.spreadsheets.unsafe import UnsafeFile

MAX_UNPACKED: Final = 300 * 2**20
MAX_RATIO: Final = 250
MAX_MEMBERS: Final = 20_000  # of a .gz: the usual tools make one, or one for each 64 KB
_RATIO_FROM: Final = 20 * 2**20
_PIECE: Final = 64 * 1024
_GZIP: Final = b"\x1f\x8b"
_GZIP_WINDOW: Final = zlib.MAX_WBITS | 16
_ZIP: Final = b"PK\x03\x04"
_TABLES: Final = (".csv", ".txt", ".tsv")
_WORKBOOK: Final = ("[content_types].xml", "mimetype")


def unpacked(content: bytes, name: str) -> tuple[bytes, str]:
    """The bytes and name of the table inside; the same ones when it is not compressed.

    A workbook, which is a .zip too, is left as it is. Raises UnreadableFile.
    """
    if content.startswith(_GZIP):
        return _from_gzip(content), name.removesuffix(".gz")
    if content.startswith(_ZIP):
        return _from_zip(content, name)
    return content, name


def _from_zip(content: bytes, name: str) -> tuple[bytes, str]:
    try:
        archive = open_archive(io.BytesIO(content))
        if any(member.name.lower() in _WORKBOOK for member in archive.members):
            return content, name
        table = _only_table(archive)
        _check_size(table.size, len(content))
        return archive.read(table, MAX_UNPACKED), PurePosixPath(table.name).name
    except UnsafeFile as refusal:
        raise UnreadableFile(refusal.code, f"El .zip no se puede abrir. {refusal}") from refusal


def _only_table(archive: Archive) -> ArchiveMember:
    tables = [
        member
        for member in archive.members
        if member.name.lower().endswith(_TABLES) and not member.name.startswith("__MACOSX/")
    ]
    if len(tables) != 1:
        raise UnreadableFile(
            "zip-ambiguo",
            f"El .zip trae {len(tables)} archivos .csv y debe traer uno: envíelos por separado.",
        )
    return tables[0]


def _from_gzip(content: bytes) -> bytes:
    """One member after another, as `cat a.gz b.gz` makes them; zeros at the end are padding."""
    found = bytearray()
    left = memoryview(content)
    members = 0
    while left and (left[0] or any(left)):
        members += 1
        if members > MAX_MEMBERS:
            raise _cut()
        inflate = zlib.decompressobj(_GZIP_WINDOW)
        taken = _member(inflate, left, found, len(content))
        left = left[taken:]
    return bytes(found)


def _member(inflate: "zlib._Decompress", packed: memoryview, found: bytearray, whole: int) -> int:
    """Add what one member holds to `found`; the packed bytes that it took."""
    at = 0
    try:
        while not inflate.eof:
            piece = inflate.unconsumed_tail
            if not piece:
                piece = packed[at : at + _PIECE]
                at += len(piece)
            chunk = inflate.decompress(piece, CHUNK)
            if not piece and not chunk:
                raise _cut()
            found += chunk
            _check_size(len(found), whole)
    except zlib.error as error:
        raise _cut() from error
    return at - len(inflate.unused_data)


def _check_size(size: int, packed: int) -> None:
    if size > MAX_UNPACKED or (size > _RATIO_FROM and size > MAX_RATIO * packed):
        raise UnreadableFile(
            "muy-grande",
            f"El archivo pasa de {MAX_UNPACKED // 2**20} MB al descomprimirlo, o de "
            f"{MAX_RATIO} veces lo que pesa: divídalo por años.",
        )


def _cut() -> UnreadableFile:
    return UnreadableFile(
        "truncado", "El archivo comprimido está cortado o dañado: descárguelo de nuevo, entero."
    )
