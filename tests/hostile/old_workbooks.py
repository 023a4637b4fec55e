"""Old workbooks (.xls): sector chains that come back to themselves, records that claim."""

import struct
from collections.abc import Callable

from tests.hostile.kinds import Family

OLD = Family("xls", ".xls")
SECTOR = 512
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SIZE_IN_ENTRY, _START_IN_ENTRY = 120, 116


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<2H", kind, len(data)) + data


def number(row: int, column: int) -> bytes:
    return record(0x0203, struct.pack("<3Hd", row, column, 0, 1.0))


def book(*cells: bytes, shared: bytes = b"", sheets: int = 1, dimensions: bytes = b"") -> bytes:
    """The records of a workbook: its globals, the list of its sheets, and one sheet."""
    beginning = struct.pack("<4H2L", 0x0600, 0x0005, 0, 0, 0, 0)
    listed = record(0x0085, struct.pack("<L2B2B", 0, 0, 0, 1, 0) + b"A")
    head = record(0x0809, beginning) + listed * sheets + shared + record(0x000A)
    placed = head.replace(
        struct.pack("<L", 0) + bytes(2) + b"\1\0A",
        struct.pack("<L", len(head)) + bytes(2) + b"\1\0A",
    )
    sheet = record(0x0809, struct.pack("<4H2L", 0x0600, 0x0010, 0, 0, 0, 0))
    return placed + sheet + dimensions + b"".join(cells) + record(0x000A)


def compound(stream: bytes, name: str = "Workbook") -> bytearray:
    """An OLE file with one long stream: header, table of sectors, directory, stream."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // SECTOR)
    tables = -(-(sectors + 2) // 128) + 1
    table = [_TABLE] * tables + [_END]
    first = len(table)
    table += [first + place + 1 for place in range(sectors - 1)] + [_END]
    table += [_FREE] * (tables * 128 - len(table))
    header = bytearray(SECTOR)
    struct.pack_into(
        "<8s16x6H", header, 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0
    )
    struct.pack_into("<9L", header, 40, 0, tables, tables, 0, 4096, _END, 0, _END, 0)
    struct.pack_into("<109L", header, 76, *range(tables), *[_FREE] * (109 - tables))
    directory = _entry("Root Entry", 5, _END, 0) + _entry(name, 2, first, len(stream)) + bytes(256)
    whole = header + struct.pack(f"<{len(table)}L", *table) + directory
    return bytearray(whole + stream.ljust(sectors * SECTOR, b"\0"))


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<H2B3L", len(raw) + 2, kind, 1, _FREE, _FREE, _FREE)
    return (head + bytes(36) + struct.pack("<2L", start, size)).ljust(128, b"\0")


def good() -> bytes:
    return bytes(compound(book(number(0, 0))))


def _patched(*changes: tuple[int, int], stream: bytes | None = None) -> bytes:
    """The good file with 32-bit values put at some places; negative ones count from the table."""
    whole = compound(book(number(0, 0)) if stream is None else stream)
    for at, value in changes:
        struct.pack_into("<L", whole, at, value)
    return bytes(whole)


_TABLE_AT = SECTOR
_DIRECTORY_AT = 3 * SECTOR
_STREAM = _DIRECTORY_AT + 128
_TEXT_32K = struct.pack("<HB", 32_000, 0) + b"a" * 8_000


def _shared(claimed: int, texts: bytes) -> bytes:
    return record(0x00FC, struct.pack("<2L", claimed, claimed) + texts)


def _repeated_text() -> bytes:
    text = struct.pack("<HB", 8_000, 0) + b"a" * 8_000
    cells = (
        record(0x00FD, struct.pack("<3HL", n % 65_536, n // 65_536, 0, 0)) for n in range(60_000)
    )
    return bytes(compound(book(*cells, shared=_shared(1, text))))


def _dimensions(*values: int) -> bytes:
    return record(0x0200, struct.pack("<2L3H", *values, 0))


_KINDS: dict[str, Callable[[], bytes]] = {
    "ole-loop": lambda: _patched((_TABLE_AT + 4 * 3, 3)),
    "ole-loop-back": lambda: _patched((_TABLE_AT + 4 * 10, 3)),
    "ole-loop-directory": lambda: _patched((_TABLE_AT + 4 * 2, 2)),
    "ole-loop-more-tables": lambda: _patched((68, 5), (72, 1), (_STREAM, 0)),
    "ole-short-loop": lambda: _patched((60, 4), (_STREAM + _SIZE_IN_ENTRY, 100)),
    "ole-beyond": lambda: _patched((_TABLE_AT + 4 * 3, 900_000)),
    "ole-start-beyond": lambda: _patched((_STREAM + _START_IN_ENTRY, 0xFFFFFF0)),
    "ole-size-claim": lambda: _patched((_STREAM + _SIZE_IN_ENTRY, 0xFFFFFFF0)),
    "ole-root-size-claim": lambda: _patched((_DIRECTORY_AT + _SIZE_IN_ENTRY, 0xFFFFFFF0)),
    "ole-tables-claim": lambda: _patched((44, 0xFFFFFFF0)),
    "ole-short-tables-claim": lambda: _patched((64, 0xFFFFFFF0)),
    "ole-more-tables-claim": lambda: _patched((72, 0xFFFFFFF0)),
    "ole-directories-claim": lambda: _patched((40, 0xFFFFFFF0)),
    "ole-table-twice": lambda: _patched(*((76 + 4 * n, 0) for n in range(109))),
    "ole-shift": lambda: _patched((30, 0x00060020)),
    "ole-header-only": lambda: good()[:SECTOR] + "Workbook\0".encode("utf-16-le"),
    "ole-cut": lambda: good()[: 4 * SECTOR],
    "ole-name-only": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Book\0".encode("utf-16-le")
    ),
    "records-far-corner": lambda: _patched(stream=book(number(0, 0), number(65_535, 65_535))),
    "records-dimensions-claim": lambda: _patched(
        stream=book(number(0, 0), dimensions=_dimensions(0, 0xFFFFFFFF, 0, 0xFFFF))
    ),
    "records-dimensions-reversed": lambda: _patched(
        stream=book(number(0, 0), dimensions=_dimensions(9, 1, 9, 1))
    ),
    "records-dimensions-short": lambda: _patched(stream=book(record(0x0200, b"\1"))),
    "records-texts-claim": lambda: _patched(stream=book(shared=_shared(0x7FFFFFFF, b""))),
    "records-text-claims-letters": lambda: _patched(stream=book(shared=_shared(1, _TEXT_32K))),
    "records-text-repeated": _repeated_text,
    "records-sheets-many": lambda: _patched(stream=book(number(0, 0), sheets=9_000)),
    "records-several-wide": lambda: _patched(
        stream=book(record(0x00BD, struct.pack("<2H", 0, 0) + bytes(6) + b"\xff\xff"))
    ),
    "records-columns-hidden-often": lambda: _patched(
        stream=book(record(0x007D, struct.pack("<5H", 0, 0xFFFF, 0, 0, 1)) * 300_000, number(0, 0))
    ),
    "records-rows-hidden": lambda: _patched(
        stream=book(
            *(record(0x0208, struct.pack("<H10xB3x", n, 0x20)) for n in range(65_536)), number(0, 0)
        )
    ),
    "records-without-end": lambda: _patched(stream=b"\x09\x08\xff\xff"),
    "records-garbage": lambda: _patched(stream=bytes(range(256)) * 64),
    "macros": lambda: good() + "_VBA_PROJECT\0".encode("utf-16-le"),
    "encrypted": lambda: good() + "EncryptedPackage\0".encode("utf-16-le"),
}

for _name, _make in _KINDS.items():
    OLD.add(_name, _make)
