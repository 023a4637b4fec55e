"""What is lost in part comes back in part: the keys alone, or one publication; whole or not."""

import json
import shutil
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sinasec.operation.copies.sealed_keys import opened, sealed
from tests.operation.forged import made_again, sign_again
from tests.operation.installation import PHRASE
from tests.operation.test_doctor import behind, look, says

PRIVATE, PUBLIC = "clave-privada.pem", "clave-publica.pem"


def lose(folder):
    """As someone with rights over it can, though it is read-only."""
    for path in [folder, *filter(lambda each: each.is_dir(), folder.rglob("*"))]:
        path.chmod(0o755)
    shutil.rmtree(folder)


def real(installation) -> str:
    [(code,)] = installation.sql("SELECT id FROM publications_publication WHERE NOT simulated")
    return code


def refused(installation, *arguments, code=1):
    """What it says; everything published and every key is as it was."""
    before = installation.files(), keys_of(installation)
    done = installation.run("restore", *arguments)
    assert done.returncode == code, done.stdout + done.stderr
    assert (installation.files(), keys_of(installation)) == before
    assert not list((installation.home / "publications").glob(".aparte-*"))
    return done.stderr


def keys_of(installation) -> dict[str, bytes]:
    folder = installation.home / "keys"
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- the keys


@pytest.mark.database
@pytest.mark.parametrize("lost", ["folder", "private"])
def test_lost_keys_come_back_alone(fresh, saved, lost):
    before = keys_of(fresh)
    shutil.rmtree(fresh.home / "keys") if lost == "folder" else (
        fresh.home / "keys" / PRIVATE
    ).unlink()
    code, found = look(fresh)
    assert code == 1
    [keys] = [each for each in found if each["about"] == "claves"]
    assert "restore --keys ARCHIVO" in keys["remedy"]
    done = fresh.json("restore", *saved[1:])
    assert PRIVATE in done["keys"]
    assert done["signed"]
    assert keys_of(fresh).items() >= {name: before[name] for name in (PRIVATE, PUBLIC)}.items()
    assert stat.S_IMODE((fresh.home / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((fresh.home / "keys" / PRIVATE).stat().st_mode) == 0o600
    assert look(fresh) == (0, [])


def test_keys_that_are_there_are_left(fresh, saved):
    before = keys_of(fresh)
    done = fresh.json("restore", *saved[1:])
    assert done["keys"] == []
    assert keys_of(fresh) == before


def test_the_keys_of_another_installation_are_refused(fresh, saved, tmp_path):
    with open(saved[2], "rb") as file:
        keys = opened(file.read(), PHRASE)
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    other = {PRIVATE: Ed25519PrivateKey.generate().private_bytes(*form)}
    (tmp_path / "ajenas").write_bytes(sealed({"django.key": keys["django.key"]} | other, PHRASE))
    for name in (PRIVATE, PUBLIC):
        (fresh.home / "keys" / name).unlink()
    said = refused(fresh, "--keys", str(tmp_path / "ajenas"), *saved[3:])
    assert "no firmó ninguna de las publicaciones de esta instalación" in said


def test_another_key_in_the_place_is_not_replaced(fresh, saved):
    private = fresh.home / "keys" / PRIVATE
    private.chmod(0o600)
    private.write_bytes(b"no es una clave")
    assert "hay otra clave, y no se reemplaza" in refused(fresh, *saved[1:])


def test_keys_alone_need_an_installation(empty, saved):
    done = empty.run("restore", *saved[1:])
    assert done.returncode == 1
    assert "no hay ninguna instalación" in done.stderr
    assert "sinasec restore RESPALDO --keys ARCHIVO" in done.stderr
    assert not (empty.home / "keys" / PRIVATE).exists()


def test_a_whole_backup_over_an_installation_says_how_to_bring_a_part(fresh, saved):
    said = refused(fresh, *saved)
    assert "«sinasec restore --keys ARCHIVO»" in said
    assert "«sinasec restore RESPALDO --publication CÓDIGO»" in said


@pytest.mark.parametrize("parts", [1, 0], ids=["keys alone", "a backup and its keys"])
def test_a_wrong_passphrase_leaves_nothing(empty, saved, tmp_path, parts):
    (tmp_path / "otra").write_text("una frase que no es la buena\n", encoding="utf-8")
    empty.home.parent.mkdir(exist_ok=True)
    done = empty.run("restore", *saved[parts:3], "--passphrase-file", str(tmp_path / "otra"))
    assert done.returncode == 1
    left = [path for path in empty.home.rglob("*") if path.is_file()]
    assert not left


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_passphrase_that_nobody_can_type_is_a_usage_error(fresh, saved, tmp_path, command):
    arguments = {"backup": [str(tmp_path / "r.zip"), "--keys", str(tmp_path / "k")]}
    done = fresh.run(command, *arguments.get(command, saved[1:3]))
    assert done.returncode == 2
    assert "--passphrase-file" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("*.zip")) + list(tmp_path.glob(".*")) + list(tmp_path.glob("k"))


@pytest.mark.parametrize("arguments", [[], ["--publication", "x"]])
def test_what_makes_no_sense_together_is_a_usage_error(fresh, arguments):
    assert "Vea «" in refused(fresh, *arguments, code=2)


# -- a publication


@pytest.mark.database
@pytest.mark.parametrize("spoil", ["altered", "lost", "a file in its place"])
def test_a_publication_comes_back_alone(fresh, saved, spoil):
    name, whole = real(fresh), fresh.files()
    folder = fresh.home / "publications" / name
    if spoil == "altered":
        file = folder / "datapackage.json"
        file.chmod(0o644)
        file.write_bytes(b"{}")
    else:
        lose(folder)
        if spoil != "lost":
            folder.write_text("otra cosa")
    code, found = look(fresh)
    assert code == 1
    remedies = [each["remedy"] for each in found if each["about"] == "publicaciones"]
    assert f"«sinasec restore RESPALDO --publication {name}»" in remedies[0]
    done = fresh.json("restore", saved[0], "--publication", name)
    assert fresh.files() == whole
    assert (done["apart"] is None) == (spoil == "lost")
    if spoil == "altered":
        assert (fresh.home / "apartadas").stat().st_mode & 0o077 == 0
        [kept] = (fresh.home / "apartadas").iterdir()
        assert (kept / "datapackage.json").read_bytes() == b"{}"
    assert folder.stat().st_mode & 0o222 == 0
    assert look(fresh) == (0, [])


FAILING = (
    "import os, sys\n"
    "from sinasec.cli.main import django_setup, main\n"
    "django_setup()\n"
    "from sinasec.operation.copies import restore_publication as module\n"
    "def failing(aside, target):\n"
    "    if sys.argv.pop(1) == 'killed': os._exit(9)\n"
    "    raise OSError(28, 'No space left on device', str(target))\n"
    "module.settle = failing\n"
    "main(['restore', sys.argv[2], '--publication', sys.argv[3]])\n"
)


@pytest.mark.database
@pytest.mark.parametrize("how", ["killed", "no room"])
def test_one_that_fails_at_the_last_step_loses_nothing(fresh, saved, how):
    name, whole = real(fresh), fresh.files()
    folder = fresh.home / "publications" / name
    file = folder / "datapackage.json"
    file.chmod(0o644)
    file.write_bytes(b"{}")
    process = fresh.start("-c", FAILING, how, saved[0], name)
    _, err = process.communicate()
    assert process.returncode == (9 if how == "killed" else 2), err
    assert folder.exists() == (how != "killed")  # what was there is back, or set apart
    kept = [*(fresh.home / "apartadas").rglob("datapackage.json"), *folder.glob("datapackage.json")]
    assert [path.read_bytes() for path in kept] == [b"{}"]
    fresh.json("restore", saved[0], "--publication", name)
    assert fresh.files() == whole
    assert look(fresh) == (0, [])


def test_one_that_is_whole_is_left(fresh, saved):
    said = refused(fresh, saved[0], "--publication", real(fresh))
    assert "no hace falta" in said


def test_one_that_the_backup_has_not_is_told_with_those_it_has(fresh, saved):
    said = refused(fresh, saved[0], "--publication", "semaforo-nada")
    assert "no tiene la publicación «semaforo-nada»" in said
    assert real(fresh) in said


def test_one_signed_by_a_stranger_is_refused(fresh, saved, tmp_path):
    name = real(fresh)
    stranger = Ed25519PrivateKey.generate()
    backup = made_again(
        saved[0], tmp_path / "ajeno.zip", lambda files, said: sign_again(files, name, stranger)
    )
    lose(fresh.home / "publications" / name)
    said = refused(fresh, backup, "--publication", name)
    assert "tampoco es la que se firmó" in said


@pytest.mark.database
def test_a_row_that_says_otherwise_is_told(fresh, saved):
    name = real(fresh)
    behind(
        fresh,
        f"UPDATE publications_publication SET edition_version = '9.9.9' WHERE id = '{name}'",
    )
    says(look(fresh)[1], "publicaciones", name)
    said = refused(fresh, saved[0], "--publication", name)
    assert "la base de datos anota de ella" in said
    lose(fresh.home / "publications" / name)
    assert "alguien cambió la base" in refused(fresh, saved[0], "--publication", name)


def test_without_any_public_key_the_keys_come_first(fresh, saved):
    name = real(fresh)
    lose(fresh.home / "publications" / name)
    shutil.rmtree(fresh.home / "keys")
    assert "«sinasec restore --keys ARCHIVO»" in refused(fresh, saved[0], "--publication", name)


def test_the_words_for_people(fresh, saved):
    name = real(fresh)
    lose(fresh.home / "publications" / name)
    (fresh.home / "keys" / PRIVATE).unlink()
    said = fresh.run("restore", saved[0], "--publication", name).stdout
    assert f"{name}: puesta en su lugar y comprobada" in said
    said = fresh.run("restore", *saved[1:]).stdout
    assert "La clave es la de esta instalación: firmó " in said
    assert json.loads(fresh.run("doctor", "--json").stdout)["code"] == 0
