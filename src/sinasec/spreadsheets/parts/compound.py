"""Old binary workbooks (.xls) and encrypted ones: both are OLE compound files.

Readers follow its chains of sectors wherever they lead and make room for the sizes it claims:
here each chain is followed once, and no size may pass that of the file.
"""

import struct
from array import array
from typing import Final

from sinasec.spreadsheets.unsafe import UnsafeFile

_HEADER: Final = struct.Struct("<8s16s8H9L")
_HEADER_SIZE: Final = 512
_ENTRY: Final = 128
_MINI: Final = 64
_MINI_BELOW: Final = 4096  # shorter streams are kept in pieces of 64 bytes
_LAST_SECTOR: Final = 0xFFFFFFFA
_END: Final = 0xFFFFFFFE
_FREE: Final = 0xFFFFFFFF
_STREAMS: Final = ("Workbook", "Book")


def check_compound(content: bytes) -> None:
    """Accept a plain .xls. Raises UnsafeFile for encrypted files, macros and other documents.

    Stream names are stored as UTF-16LE in the directory of the compound file, so looking for
    them in the bytes finds them whatever the sector they are in.
    """
    if _has(content, "EncryptedPackage") or _has(content, "EncryptionInfo"):
        raise UnsafeFile(
            "cifrado",
            "El libro tiene contraseña: quítela en Excel (Archivo, Información, Proteger libro) "
            "y vuelva a enviarlo.",
        )
    if _has(content, "_VBA_PROJECT"):
        raise UnsafeFile(
            "macros",
            "El libro lleva macros y no se abre: guárdelo como «Libro de Excel (.xlsx)», "
            "que no las lleva.",
        )
    if not any(_has(content, stream) for stream in _STREAMS):
        raise UnsafeFile(
            "no-es-libro",
            "El archivo es de Office pero no es una hoja de cálculo: envíe el libro de Excel.",
        )


def workbook_streams(content: bytes) -> list[bytes]:
    """The streams that a reader may take for the workbook. Raises UnsafeFile (`danado`).

    The chains that every reader follows on opening (of sectors, of the directory, of the short
    streams) are followed too.
    """
    try:
        return _Compound(content).workbooks()
    except (struct.error, IndexError) as error:
        raise _damaged() from error


class _Compound:
    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER_SIZE:
            raise _damaged()
        fields = _HEADER.unpack_from(content)
        shift = fields[5]
        if shift not in (9, 12):
            raise _damaged()
        self.content = content
        self.sector = 1 << shift
        self.sectors = max(len(content) - self.sector, 0) // self.sector + 1  # the last may be cut
        directories, tables, first, _, _, mini, minis, more, more_tables = fields[10:]
        if max(directories, tables, minis, more_tables) > self.sectors:
            raise _damaged()
        self.table = self._allocation(more)
        self.entries = self._directory(first)
        self.mini_table = _numbers(self._chain(mini))
        self.mini = self._stream(self.entries[0], short=False)

    def workbooks(self) -> list[bytes]:
        named = [entry for entry in self.entries if entry[0] in _STREAMS]
        if not named or len({name for name, _, _ in named}) != len(named):
            raise _damaged()
        return [self._stream(entry, short=entry[2] < _MINI_BELOW) for entry in named]

    def _at(self, number: int) -> bytes:
        if number >= self.sectors:
            raise _damaged()
        start = (number + 1) * self.sector
        return self.content[start : start + self.sector]

    def _allocation(self, more: int) -> "array[int]":
        """For each sector, the one that follows it."""
        listed = _numbers(self.content[76:_HEADER_SIZE])
        seen: set[int] = set()
        while more < _LAST_SECTOR:
            if more in seen:
                raise _damaged()
            seen.add(more)
            numbers = _numbers(self._at(more))
            more = numbers.pop()
            listed.extend(numbers)
        used = [number for number in listed if number != _FREE]
        if len(set(used)) != len(used):
            raise _damaged()
        table = array("I")
        for number in used:
            table.extend(_numbers(self._at(number)))
        return table

    def _directory(self, first: int) -> list[tuple[str, int, int]]:
        """(name, first sector, bytes) of each entry; the first one is the root."""
        data = self._chain(first)
        found = []
        for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
            name = data[at : at + 64].decode("utf-16-le", "replace").partition("\0")[0]
            start, low, high = struct.unpack_from("<3L", data, at + 116)
            size = low if self.sector == _HEADER_SIZE else low + (high << 32)
            if size > len(self.content):
                raise _damaged()
            found.append((name, start, size))
        return found

    def _stream(self, entry: tuple[str, int, int], *, short: bool) -> bytes:
        _, start, size = entry
        if not short:
            return self._chain(start)[:size]
        pieces = _followed(start, self.mini_table, len(self.mini) // _MINI + 1)
        return b"".join(self.mini[at * _MINI : (at + 1) * _MINI] for at in pieces)[:size]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._at, _followed(start, self.table, self.sectors)))


def _followed(start: int, table: "array[int]", most: int) -> list[int]:
    """The numbers of a chain. Raises UnsafeFile when it comes back to itself or leads out."""
    found: list[int] = []
    while start < _LAST_SECTOR:
        if start >= len(table) or len(found) >= most:
            raise _damaged()
        found.append(start)
        start = table[start]
    if start not in (_END, _FREE):
        raise _damaged()
    return found


def _numbers(data: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(data[: len(data) // 4 * 4])
    return numbers


def _has(content: bytes, stream: str) -> bool:
    return (stream + "\0").encode("utf-16-le") in content


def _damaged() -> UnsafeFile:
    return UnsafeFile(
        "danado",
        "El libro .xls está dañado: ábralo en Excel, guárdelo como «Libro de Excel (.xlsx)» y "
        "vuelva a enviarlo.",
    )
