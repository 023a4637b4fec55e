"""A backup that was spoilt or made by a stranger is refused, and nothing is written outside."""

import io
import json
import zipfile
from dataclasses import asdict
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sinasec.operation.copies import archive
from sinasec.operation.copies.archive import (
    LIST,
    BadBackup,
    Said,
    Writing,
    check_name,
    open_backup,
    text_of,
)
from sinasec.publications.trust.keys import public_pem

SAID = Said(
    version="0.1.0",
    code="0.1.0+x",
    created_at="2026-11-28T00:00:00+00:00",
    engine="sqlite",
    migrations=("risk.0001_initial",),
    tables={"compliance_act": {"columns": ["id"], "rows": 1}},
    publications=(),
)


def made(**files):
    """A backup with those members, as `backup` writes it."""
    buffer = io.BytesIO()
    writing = Writing(buffer)
    for path, data in files.items():
        writing.add(path, [data])
    said = asdict(SAID) | {"members": tuple(writing.members)}
    writing.end(Said(**said))
    return buffer.getvalue()


def remade(change, data=None, extra=()):
    """The same zip with its list changed, or with more entries."""
    data = data or made(**{"base/a.csv": b"uno", "warehouse/b": b"dos" * 1000})
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        written = json.loads(before.read(LIST))
        for entry in before.infolist():
            if entry.filename != LIST:
                after.writestr(entry, before.read(entry))
        for entry, content in extra:
            after.writestr(entry, content)
        after.writestr(LIST, json.dumps(change(written) or written))
    return buffer.getvalue()


def read_all(data):
    reading = open_backup(io.BytesIO(data))
    return {member.path: text_of(reading, member) for member in reading.said.members}


def test_what_was_written_is_read():
    files = {"base/a.csv": b"uno", "publications/x/datos é.csv": b"d" * 3_000_000}
    assert read_all(made(**files)) == files


@pytest.mark.parametrize(
    "path",
    [
        "../fuera",
        "/etc/passwd",
        "base/../../fuera",
        "base/./a",
        "base//a",
        "base/.oculto",
        "base\\a",
        "otra/a",
        "base",
        "keys/a\0b",
        "base/" + "x" * 500,
        "C:/a",
        "base/a\n",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(path):
    with pytest.raises(BadBackup):
        check_name(path)

    def rename(written):
        written["members"][0]["path"] = path

    with pytest.raises(BadBackup):
        open_backup(io.BytesIO(remade(rename)))


def entry(name, *, mode=0o100644, method=zipfile.ZIP_STORED):
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    made.compress_type = method
    return made


@pytest.mark.parametrize(
    "more",
    [
        entry("base/de-mas"),
        entry("warehouse/enlace", mode=0o120777),
        entry("warehouse/bz", method=zipfile.ZIP_BZIP2),
        entry("warehouse/lz", method=zipfile.ZIP_LZMA),
        entry("warehouse/carpeta/"),
    ],
    ids=lambda made: made.filename,
)
def test_an_entry_that_is_not_plain_is_refused(more):
    def listed(written):
        if more.filename != "base/de-mas":
            digest = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
            member = {"path": more.filename, "size": 3, "sha256": digest}
            written["members"].append(member)

    with pytest.raises(BadBackup):
        read_all(remade(listed, extra=[(more, b"foo")]))


def change_size(written):
    written["members"][0]["size"] = 1


def change_hash(written):
    written["members"][1]["sha256"] = "0" * 64


def repeat(written):
    written["members"].append(written["members"][0])


def forget(written):
    del written["members"][0]


def a_file_is_a_folder(written):
    written["members"][0]["path"] = "warehouse/b/c"


def newer(written):
    written["format"] = 2


def no_list(written):
    return ["nada"]


def bad_types(written):
    written["tables"] = {"a; DROP TABLE b": {"columns": [], "rows": 0}}


def not_numbers(written):
    written["members"][0]["size"] = "3"


def before_lima(written):
    written["created_at"] = "0001-01-01T00:00:00+14:00"


@pytest.mark.parametrize(
    "change",
    [
        change_size,
        change_hash,
        repeat,
        forget,
        a_file_is_a_folder,
        newer,
        no_list,
        bad_types,
        not_numbers,
        before_lima,
    ],
)
def test_a_list_that_does_not_fit_is_refused(change):
    with pytest.raises(BadBackup):
        read_all(remade(change))


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.9, 0.999])
def test_a_copy_that_was_cut_short_is_refused(share):
    data = made(**{"base/a.csv": b"uno" * 5000})
    with pytest.raises(BadBackup):
        read_all(data[: int(len(data) * share)])


def test_no_flipped_byte_of_a_member_goes_unseen():
    data = made(**{"warehouse/a.parquet": bytes(range(256)) * 20})
    at = data.find(bytes(range(256)))
    for place in range(at, at + 5_000, 97):
        spoilt = bytearray(data)
        spoilt[place] ^= 1
        with pytest.raises(BadBackup, match="no es lo que se guardó"):
            read_all(bytes(spoilt))


def test_reading_stops_at_the_size_of_the_list(tmp_path):
    """A member that unpacks to more than it says is left as soon as it passes it."""
    data = made(**{"base/a.csv": b"\0" * 50_000_000})
    reading = open_backup(io.BytesIO(data))
    member = reading.said.members[0]
    short = type(member)(member.path, 10, member.sha256)
    taken: list[bytes] = []
    with pytest.raises(BadBackup):
        taken.extend(reading.chunks(short))
    assert not b"".join(taken)


@pytest.mark.parametrize("marks", ["{}", "[]", '""', "0"])
def test_a_list_of_more_than_a_backup_holds_is_not_understood(marks, monkeypatch):
    """Each mark becomes hundreds of bytes: a list of 64 MB took a gigabyte and a half."""
    text = '{"format":1,"members":[' + ",".join([marks] * 7_000_000) + "]}"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(LIST, text)
    monkeypatch.setattr(archive.json, "loads", lambda _: pytest.fail("it was understood"))
    with pytest.raises(BadBackup, match="No es un respaldo"):
        open_backup(buffer)


def test_the_file_that_is_no_backup_is_said(tmp_path: Path):
    for data in (b"", b"no", b"PK\x03\x04" + b"x" * 100, made()[:-30]):
        with pytest.raises(BadBackup, match="No es un respaldo"):
            open_backup(io.BytesIO(data))


PUBLIC_PEM = public_pem(Ed25519PrivateKey.generate().public_key())
PRIVATE_PEM = Ed25519PrivateKey.generate().private_bytes(
    serialization.Encoding.PEM,
    serialization.PrivateFormat.PKCS8,
    serialization.NoEncryption(),
)


@pytest.mark.parametrize("name", ["clave-publica.pem", "publicas-anteriores/2025.pem"])
def test_a_public_key_is_carried(name):
    assert read_all(made(**{f"keys/{name}": PUBLIC_PEM})) == {f"keys/{name}": PUBLIC_PEM}


@pytest.mark.parametrize(
    "name",
    [
        "clave-privada.pem",
        "django.key",
        "otra.pem",
        "publicas-anteriores/django.key",
        "publicas-anteriores/mas/2025.pem",
    ],
)
def test_a_file_that_would_go_among_our_keys_is_refused(name):
    with pytest.raises(BadBackup, match=f"trae «keys/{name}».*solo lleva claves públicas"):
        open_backup(io.BytesIO(made(**{f"keys/{name}": PUBLIC_PEM})))


@pytest.mark.parametrize("data", [b"", b"nada", PRIVATE_PEM])
@pytest.mark.parametrize("name", ["clave-publica.pem", "publicas-anteriores/2025.pem"])
def test_what_is_no_public_key_is_refused_under_its_name(name, data):
    with pytest.raises(BadBackup, match=f"«keys/{name}» no contiene una clave pública"):
        open_backup(io.BytesIO(made(**{f"keys/{name}": data})))


def test_a_key_that_never_ends_is_not_read():
    with pytest.raises(BadBackup, match="solo lleva claves públicas"):
        open_backup(io.BytesIO(made(**{"keys/clave-publica.pem": PUBLIC_PEM + b"\n" * 70_000})))
