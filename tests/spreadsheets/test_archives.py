"""A .zip is opened only when everything that is said of it twice is said alike."""

import io
import struct
import zipfile

import pytest

from sinasec.spreadsheets.parts.archives import CHUNK, open_archive
from sinasec.spreadsheets.unsafe import UnsafeFile
from tests.hostile.zips import lies, zipped

HONEST = zipped({"uno.txt": b"hola" * 50, "dos.txt": b""})
CODES = {
    "bz2-member": "metodo",
    "lzma-member": "metodo",
    "bz2-claimed": "metodo",
    "lzma-claimed": "metodo",
    "bz2-only-in-list": "metodo",
    "unknown-method": "metodo",
    "patched-flag": "metodo",
    "method-only-inside": "alterado",
    "other-name-inside": "alterado",
    "null-in-name": "alterado",
    "overlapping": "alterado",
    "name-twice": "alterado",
    "encrypted-flag": "cifrado",
    "strong-encryption-flag": "cifrado",
    "many-members": "bomba",
    "bad-utf8-name": "danado",
    "list-offset-huge": "danado",
    "list-size-huge": "danado",
    "list-offset-short": "danado",
    "comment-lies": "danado",
    "prefix-before": "danado",
    "cut-in-half": "danado",
    "only-the-end": "danado",
    "garbage": "danado",
}


def read_all(content: bytes) -> None:
    archive = open_archive(io.BytesIO(content))
    for member in archive.members:
        archive.read(member, 10**9)


def refusal(content: bytes) -> str:
    with pytest.raises(UnsafeFile) as caught:
        read_all(content)
    assert str(caught.value).endswith(".")
    return caught.value.code


@pytest.mark.parametrize(("kind", "code"), CODES.items())
def test_an_archive_that_lies_is_refused(kind: str, code: str) -> None:
    assert refusal(lies(lambda: HONEST, "uno.txt")[kind]()) == code


def test_a_count_that_lies_is_refused() -> None:
    assert refusal(lies(lambda: HONEST, "uno.txt")["count-lies"]()) in ("alterado", "danado")


def test_a_member_longer_than_it_says_is_not_unpacked_beyond_it() -> None:
    content = lies(lambda: HONEST, "uno.txt")["understated-size"]()
    assert refusal(content) == "alterado"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_is_inside_comes_as_it_was_put(method: int) -> None:
    data = bytes(range(256)) * 20_000
    archive = open_archive(io.BytesIO(zipped({"a/b.bin": data}, method)))
    (member,) = archive.members
    assert archive.read(member, len(data)) == data
    assert max(map(len, archive.chunks(member))) <= CHUNK
    assert archive.start(member, 4) == b"\0\1\2\3"
    with pytest.raises(UnsafeFile, match="muchísimo más"):
        archive.read(member, len(data) - 1)


def test_a_streamed_archive_whose_sizes_follow_is_read() -> None:
    class OneWay(io.RawIOBase):
        def __init__(self) -> None:
            self.written = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.written += bytes(data)  # type: ignore[arg-type]
            return len(bytes(data))  # type: ignore[arg-type]

    stream = OneWay()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.txt", b"x" * 1_000)
    archive = open_archive(io.BytesIO(bytes(stream.written)))
    assert archive.read(archive["a.txt"], 1_000) == b"x" * 1_000


def test_a_damaged_byte_is_found() -> None:
    content = bytearray(zipped({"a.txt": b"hola"}, zipfile.ZIP_STORED))
    content[content.index(b"hola")] ^= 1
    assert refusal(bytes(content)) == "danado"


def named_again(name: str, other: str, before: bytes = b"") -> bytes:
    """One member whose extra field holds its name again, as old packers write it."""
    field = struct.pack("<HHBL", 0x7075, 5 + len(other.encode()), 1, 0) + other.encode()
    info = zipfile.ZipInfo(name)
    info.extra = before + field
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(info, b"hola")
    return stream.getvalue()


@pytest.mark.parametrize("before", [b"", struct.pack("<HHL", 0x9901, 4, 0)], ids=["alone", "after"])
def test_a_member_with_two_names_is_refused(before: bytes) -> None:
    assert refusal(named_again("uno.txt", "dos.txt", before)) == "alterado"
    read_all(named_again("uno.txt", "uno.txt", before))


@pytest.mark.parametrize(("offset", "what"), [(18, "packed"), (22, "unpacked")])
def test_a_size_said_otherwise_before_the_member_is_refused(offset: int, what: str) -> None:
    del what
    lying = bytearray(HONEST)
    struct.pack_into("<L", lying, offset, 7)
    assert refusal(bytes(lying)) == "alterado"


def test_a_member_inside_another_is_refused() -> None:
    inner = zipped({"dos.txt": b"x" * 90}, zipfile.ZIP_STORED)
    packed = 30 + len("dos.txt") + 90  # its header, its name and its bytes
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(zipfile.ZipInfo("uno.txt"), inner[:packed])
        with zipfile.ZipFile(io.BytesIO(inner)) as other:
            (second,) = other.infolist()
        second.header_offset = 30 + len("uno.txt")
        package.filelist.append(second)
    assert refusal(stream.getvalue()) == "alterado"
