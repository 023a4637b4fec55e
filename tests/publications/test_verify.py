"""Any change to any file is found, without database, Django or network."""

import os
import shutil
import subprocess
import sys
import zipfile
from copy import copy as copy_of
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sinasec.publications.packages.canonical_json import json_bytes
from sinasec.publications.packages.manifest import MANIFEST, SIGNATURE
from sinasec.publications.packages.package import Package
from sinasec.publications.trust.keys import PUBLIC, public_pem
from sinasec.publications.trust.reproduce import reproduce
from sinasec.publications.trust.seal import sealed
from sinasec.publications.trust.verify import verify
from sinasec.warehouse.place import remove


@pytest.fixture
def copy(published, tmp_path) -> Path:
    """A copy that may be spoiled."""
    folder = tmp_path / published.name
    shutil.copytree(published, folder)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


@pytest.fixture
def trusted(key) -> bytes:
    return public_pem(key.public_key())


def zipped(folder: Path, target: Path, top: str = "") -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in folder.rglob("*"):
            if path.is_file():
                archive.write(path, top + path.relative_to(folder).as_posix())
    return target


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_signed_is_right(published, trusted, made):
    found = verify(published, trusted)
    assert found.ok
    assert found.id == made.id
    assert found.trusted


def test_without_a_key_it_says_whose_it_is(published):
    found = verify(published)
    assert found.ok
    assert not found.trusted
    assert len(found.key) == 64


@pytest.mark.parametrize("top", ["", "semaforo/"])
def test_a_zip_is_as_good_as_the_folder(published, trusted, tmp_path, top):
    assert verify(zipped(published, tmp_path / "p.zip", top), trusted).ok


def test_a_changed_byte_in_any_file_is_found(copy, trusted):
    for path in files_of(copy):
        whole = path.read_bytes()
        spoiled = bytearray(whole)
        spoiled[len(spoiled) // 2] ^= 1
        path.write_bytes(bytes(spoiled))
        found = verify(copy, trusted)
        assert not found.ok, path
        name = path.relative_to(copy).as_posix()
        told = SIGNATURE if name == MANIFEST else name
        assert told in {file for file, _ in found.faults}, path
        path.write_bytes(whole)
    assert verify(copy, trusted).ok


def test_a_missing_file_is_found(copy, trusted):
    for path in files_of(copy):
        whole = path.read_bytes()
        path.unlink()
        found = verify(copy, trusted)
        assert (path.relative_to(copy).as_posix(), "falta este archivo.") in found.faults
        path.write_bytes(whole)


def test_an_extra_file_is_found(copy, trusted):
    (copy / "entradas" / "otra.csv").write_text("a\n")
    found = verify(copy, trusted)
    assert found.faults == (("entradas/otra.csv", "este archivo no es parte de lo firmado."),)


def test_the_signature_of_another_key_is_found(made, copy, trusted):
    for path, data in sealed(made, Ed25519PrivateKey.generate()).items():
        (copy / path).write_bytes(data)
    assert verify(copy).ok  # nothing changed since that other key signed it
    found = verify(copy, trusted)
    assert {file for file, _ in found.faults} == {PUBLIC, SIGNATURE}


def test_a_manifest_rewritten_to_suit_is_found(copy, trusted):
    lines = (copy / MANIFEST).read_text().splitlines(keepends=True)
    (copy / MANIFEST).write_text("".join(reversed(lines)))
    assert MANIFEST in {file for file, _ in verify(copy, trusted).faults}


@pytest.mark.parametrize("said", [{"id": "semaforo-2026-10-31-00000000"}, {"huella": "0" * 64}])
def test_an_identity_that_is_not_of_its_content_is_found_though_signed(
    made, key, copy, trusted, said
):
    """Whoever holds the key could sign it; nobody could cite it."""
    descriptor = made.descriptor | said
    files = made.files | {"datapackage.json": json_bytes(descriptor)}
    for path, data in sealed(Package(files, descriptor, made.readme), key).items():
        (copy / path).write_bytes(data)
    found = verify(copy, trusted)
    why = "su identificador no corresponde a su contenido."
    assert found.faults == (("datapackage.json", why),)


@pytest.mark.parametrize("name", ["nueva", "entradas/nueva", "nueva/dentro"])
def test_an_empty_folder_is_found(copy, trusted, name):
    (copy / name).mkdir(parents=True)
    found = verify(copy, trusted)
    assert found.faults == ((f"{name}/", "esta carpeta vacía no es parte de lo firmado."),)
    assert not reproduce(copy).equal


def test_a_name_that_is_not_utf8_is_said_in_letters(copy, trusted):
    with open(os.fsencode(copy) + b"/\xff.csv", "wb"):
        pass
    ((name, _),) = verify(copy, trusted).faults
    assert name == r"\udcff.csv"
    assert name.encode()


def test_any_of_the_keys_one_trusts_will_do(copy, trusted):
    other = public_pem(Ed25519PrivateKey.generate().public_key())
    assert verify(copy, (other, trusted)).ok
    assert verify(copy, (other, trusted)).key == verify(copy, trusted).key
    found = verify(copy, (other, other))
    assert "no es ninguna de aquellas" in dict(found.faults)[PUBLIC]
    assert SIGNATURE in dict(found.faults)


def test_to_trust_no_key_is_not_to_trust_any(copy):
    found = verify(copy, ())
    assert [file for file, _ in found.faults] == [PUBLIC]
    assert found.trusted
    assert found.key is None


def test_a_link_is_refused(copy, trusted):
    (copy / "enlace").symlink_to("/etc/passwd")
    assert "es un enlace" in verify(copy, trusted).faults[0][1]


def test_a_zip_that_repeats_a_file_is_refused(published, trusted, tmp_path):
    path = zipped(published, tmp_path / "p.zip")
    with (
        zipfile.ZipFile(path, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr("README.md", "otro")
    assert "repite" in verify(path, trusted).faults[0][1]


def test_a_zip_bomb_is_refused_unread(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("semaforo.csv", bytes(50_000_000))
    assert "se expande demasiado" in verify(path).faults[0][1]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04roto", b"hola"])
def test_what_is_not_a_zip_is_said_so(tmp_path, content):
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    found = verify(path)
    assert not found.ok
    assert "no es un .zip que se pueda leer" in found.faults[0][1]


def test_a_path_that_is_not_there_is_said_so(tmp_path):
    assert "No existe" in verify(tmp_path / "nada").faults[0][1]


def test_the_command_starts_neither_django_nor_polars(published, tmp_path):
    code = (
        "import sys; from sinasec.cli.main import main\n"
        "try: main(['verify', sys.argv[1], '--json'])\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        "assert not {'django', 'polars', 'sqlite3'} & set(sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(published)],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env={"PYTHONPATH": ":".join(sys.path), "SINASEC_HOME": str(tmp_path)},
    )


def test_its_folder_is_read_only_and_can_be_removed_on_purpose(made, key, tmp_path):
    from sinasec.warehouse.place import place

    folder = place(sealed(made, key), tmp_path, made.id)
    modes = {path.stat().st_mode & 0o222 for path in [folder, *folder.rglob("*")]}
    assert modes == {0}
    remove(folder)
    assert not folder.exists()


@pytest.mark.parametrize("name", ["datapackage.json", "firma.json"])
def test_a_file_nested_without_end_is_a_fault_and_no_crash(name, copy, trusted):
    (copy / name).chmod(0o644)
    (copy / name).write_text("[" * 100_000)
    assert name in {file for file, _ in verify(copy, trusted).faults}
    if name == "datapackage.json":
        assert not reproduce(copy).equal


def test_what_is_no_file_is_refused_without_reading_it(copy, trusted):
    data = copy / "entradas" / "actos.csv"
    data.parent.chmod(0o755)
    data.unlink()
    os.mkfifo(data)
    assert "no es un archivo" in verify(copy, trusted).faults[0][1]
    assert "no es un archivo" in reproduce(copy).differences[0][1]


def test_a_zip_whose_entries_share_their_bytes_is_no_bomb(copy, tmp_path):
    """Entries that overlap add up to more packed bytes than the .zip has."""
    target = tmp_path / "bomba.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/uno", b"\0" * 1_000_000)
        first = archive.infolist()[0]
        for number in range(300):
            other = copy_of(first)
            other.filename = f"a/otro-{number}"
            archive.filelist.append(other)
            archive.NameToInfo[other.filename] = other
    assert "no concuerda consigo mismo" in verify(target).faults[0][1]


def repacked(folder: Path, target: Path, *, top: str = "publicacion", more=(), slash="/") -> Path:
    """As another system packs it: its own files beside, or its own mark between folders."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in files_of(folder):
            entry = zipfile.ZipInfo("x")
            entry.filename = f"{top}/{path.relative_to(folder).as_posix()}".replace("/", slash)
            archive.writestr(entry, path.read_bytes())
        for name, data in more:
            archive.writestr(name, data)
    return target


def test_what_a_mac_adds_is_told_apart_and_the_rest_verifies(published, trusted, tmp_path):
    own = (("__MACOSX/publicacion/._README.md", b"\0"), ("publicacion/.DS_Store", b"\0"))
    found = verify(repacked(published, tmp_path / "mac.zip", more=own), trusted)
    assert found.ok
    assert found.apart == tuple(sorted(name for name, _ in own))
    assert found.as_dict()["not_signed"] == list(found.apart)


def test_a_zip_of_windows_with_its_own_bars_verifies(published, trusted, tmp_path):
    found = verify(repacked(published, tmp_path / "w.zip", slash="\\"), trusted)
    assert (found.ok, found.apart) == (True, ())


def test_two_entries_that_become_one_name_are_refused(published, trusted, tmp_path):
    twice = (("publicacion\\README.md", b"otro"),)
    found = verify(repacked(published, tmp_path / "p.zip", more=twice), trusted)
    assert "repite alg" in found.faults[0][1]


@pytest.mark.parametrize("name", ["publicacion/desktop.ini", "publicacion/a/__MACOSX/b", "otra/x"])
def test_any_other_file_is_still_named(published, trusted, tmp_path, name):
    assert not verify(repacked(published, tmp_path / "p.zip", more=((name, b"x"),)), trusted).ok
