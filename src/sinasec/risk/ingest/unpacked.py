"""What is inside a file that arrives compressed: one CSV in a .gz or a .zip.

The promised size is never believed: never more than `MAX_UNPACKED` bytes are unpacked.
"""

import gzip
import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from sinasec.spreadsheets.faults import UnreadableFile

MAX_UNPACKED: Final = 500 * 2**20
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"
_TABLES: Final = (".csv", ".txt", ".tsv")
_WORKBOOK: Final = ("[content_types].xml", "mimetype")


def unpacked(content: bytes, name: str) -> tuple[bytes, str]:
    """The bytes and name of the table inside; the same ones when it is not compressed.

    A workbook, which is a .zip too, is left as it is. Raises UnreadableFile.
    """
    if content.startswith(_GZIP):
        return _limited(gzip.GzipFile(fileobj=io.BytesIO(content))), name.removesuffix(".gz")
    if content.startswith(_ZIP):
        return _from_zip(content, name)
    return content, name


def _from_zip(content: bytes, name: str) -> tuple[bytes, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if any(member.filename.lower() in _WORKBOOK for member in members):
                return content, name
            table = _only_table(members)
            with archive.open(table) as stream:
                return _limited(stream), PurePosixPath(table.filename).name
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(
            "danado", "El .zip está dañado o tiene contraseña: comprímalo de nuevo sin ella."
        ) from error


def _only_table(members: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    tables = [
        member
        for member in members
        if member.filename.lower().endswith(_TABLES) and not member.filename.startswith("__MACOSX/")
    ]
    if len(tables) != 1:
        raise UnreadableFile(
            "zip-ambiguo",
            f"El .zip trae {len(tables)} archivos .csv y debe traer uno: envíelos por separado.",
        )
    return tables[0]


def _limited(stream: BinaryIO) -> bytes:
    try:
        data = stream.read(MAX_UNPACKED + 1)
    except (EOFError, zlib.error, OSError, zipfile.BadZipFile) as error:
        raise UnreadableFile(
            "truncado",
            "El archivo comprimido está cortado o dañado: descárguelo de nuevo, entero.",
        ) from error
    if len(data) > MAX_UNPACKED:
        raise UnreadableFile(
            "muy-grande",
            f"El archivo pasa de {MAX_UNPACKED // 2**20} MB al descomprimirlo: divídalo por años.",
        )
    return data
