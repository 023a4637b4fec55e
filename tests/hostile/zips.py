"""Archives that lie: of their sizes, their methods, their lists, or their names."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

MB = 1024 * 1024


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name), data, method)
    return stream.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed_by(content: bytes, method: int, name: str, size: int) -> bytes:
    """The same archive with one member of `size` zeros packed by another method, in pieces."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for each, data in unzipped(content).items():
            if each != name:
                package.writestr(zipfile.ZipInfo(each), data, zipfile.ZIP_DEFLATED)
        info = zipfile.ZipInfo(name)
        info.compress_type = method
        with package.open(info, "w", force_zip64=True) as member:
            for _ in range(size // MB):
                member.write(bytes(MB))
    return stream.getvalue()


def renamed(content: bytes, name: str, other: bytes, *, central: bool, local: bool) -> bytes:
    """With the bytes of a name changed where the list has it, before the member, or both."""
    changed, raw = bytearray(content), name.encode()
    for marker, ahead in ((b"PK\x03\x04", 30), (b"PK\x01\x02", 46)):
        if not (local if ahead == 30 else central):
            continue
        at = changed.find(marker)
        while at >= 0:
            if bytes(changed[at + ahead : at + ahead + len(raw)]) == raw:
                changed[at + ahead : at + ahead + len(raw)] = other
                break
            at = changed.find(marker, at + 4)
    return bytes(changed)


def marked(content: bytes, offset: int, value: int, *, central: bool = True, local: bool = True):
    """With a 16-bit field of the first member changed; `offset` is that of the local header."""
    changed = bytearray(content)
    if local:
        struct.pack_into("<H", changed, changed.index(b"PK\x03\x04") + offset, value)
    if central:
        struct.pack_into("<H", changed, changed.index(b"PK\x01\x02") + offset + 2, value)
    return bytes(changed)


def ended(content: bytes, field: int, value: int, form: str = "<L") -> bytes:
    """With a field of the record at the end changed."""
    changed = bytearray(content)
    struct.pack_into(form, changed, changed.rindex(b"PK\x05\x06") + field, value)
    return bytes(changed)


def understated(content: bytes, name: str, size: int) -> bytes:
    """One member, of `size` zeros, says everywhere that it is of ten."""
    parts = {**unzipped(content), name: bytes(size)}
    whole = bytearray(zipped(parts))
    crc = zlib.crc32(bytes(10))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as package:
        local = package.getinfo(name).header_offset
    central = whole.index(b"PK\x01\x02")
    while bytes(whole[central + 46 : central + 46 + len(name)]) != name.encode():
        central = whole.index(b"PK\x01\x02", central + 4)
    for at, ahead in ((local, 14), (central, 16)):
        struct.pack_into("<L", whole, at + ahead, crc)
        struct.pack_into("<L", whole, at + ahead + 8, 10)
    return bytes(whole)


def overlapping(count: int, name: str) -> bytes:
    """Many members that are the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name.format(0), bytes(MB))
        first = package.infolist()[0]
        for number in range(1, count):
            other = zipfile.ZipInfo(name.format(number))
            other.compress_type, other.CRC = first.compress_type, first.CRC
            other.compress_size, other.file_size = first.compress_size, first.file_size
            other.header_offset = first.header_offset
            package.filelist.append(other)
    return stream.getvalue()


def twice(content: bytes, name: str, data: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(zipfile.ZipInfo("\1" + name[1:]), data)
    return stream.getvalue().replace(b"\1" + name[1:].encode(), name.encode())


def lies(honest: Callable[[], bytes], name: str) -> dict[str, Callable[[], bytes]]:
    """Ways in which an archive, whose member `name` matters, can lie. By kind."""
    return {
        "bz2-member": lambda: packed_by(honest(), zipfile.ZIP_BZIP2, name, 32 * MB),
        "lzma-member": lambda: packed_by(honest(), zipfile.ZIP_LZMA, name, 32 * MB),
        "bz2-claimed": lambda: marked(honest(), 8, 12),
        "lzma-claimed": lambda: marked(honest(), 8, 14),
        "bz2-only-in-list": lambda: marked(honest(), 8, 12, local=False),
        "method-only-inside": lambda: marked(honest(), 8, 12, central=False),
        "unknown-method": lambda: marked(honest(), 8, 99),
        "encrypted-flag": lambda: marked(honest(), 6, 1),
        "strong-encryption-flag": lambda: marked(honest(), 6, 0x41),
        "patched-flag": lambda: marked(honest(), 6, 0x20),
        "bad-utf8-name": lambda: marked(
            renamed(honest(), name, b"\xff" * len(name), central=True, local=True), 6, 0x800
        ),
        "other-name-inside": lambda: renamed(
            honest(), name, b"z" * len(name), central=False, local=True
        ),
        "null-in-name": lambda: renamed(
            honest(), name, b"\0" * len(name), central=True, local=True
        ),
        "list-offset-huge": lambda: ended(honest(), 16, 0xFFFFFFF0),
        "list-size-huge": lambda: ended(honest(), 12, 0xFFFFFFF0),
        "list-offset-short": lambda: ended(honest(), 16, 1),
        "count-lies": lambda: ended(ended(honest(), 10, 1, "<H"), 8, 1, "<H"),
        "comment-lies": lambda: ended(honest(), 20, 0xFFFF, "<H"),
        "prefix-before": lambda: b"PK\x03\x04" + bytes(60) + honest(),
        "understated-size": lambda: understated(honest(), name, 64 * MB),
        "overlapping": lambda: overlapping(500, "xl/{}.xml"),
        "cut-in-half": lambda: honest()[: len(honest()) // 2],
        "only-the-end": lambda: honest()[honest().rindex(b"PK\x05\x06") :],
        "garbage": lambda: b"PK\x03\x04" + bytes(range(256)) * 40,
        "name-twice": lambda: twice(honest(), name, b"<x/>"),
        "deflate-bomb": lambda: zipped({**unzipped(honest()), "xl/bomba.bin": bytes(100 * MB)}),
        "many-members": lambda: zipped({f"xl/{number}.xml": b"" for number in range(3_000)}),
    }
