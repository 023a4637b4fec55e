"""The key is made once, kept private, and its public half is shown."""

import os
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from sinasec.publications.trust.keys import (
    PRIVATE,
    PUBLIC,
    BadKey,
    public_pem,
    read_public,
    signing_key,
)


def test_the_first_use_makes_it_and_the_next_finds_it(tmp_path):
    first = signing_key(tmp_path / "keys")
    again = signing_key(tmp_path / "keys")
    assert first.private_bytes_raw() == again.private_bytes_raw()


def test_only_its_owner_can_read_it(tmp_path):
    signing_key(tmp_path)
    assert stat.S_IMODE((tmp_path / PRIVATE).stat().st_mode) == 0o600


def test_the_public_half_is_shown_beside_and_mended_if_changed(tmp_path):
    key = signing_key(tmp_path)
    (tmp_path / PUBLIC).write_bytes(b"otra cosa")
    signing_key(tmp_path)
    assert (tmp_path / PUBLIC).read_bytes() == public_pem(key.public_key())


def test_a_spoiled_key_is_never_replaced_in_silence(tmp_path):
    signing_key(tmp_path)
    (tmp_path / PRIVATE).write_bytes(b"rota")
    with pytest.raises(BadKey, match="copia de respaldo"):
        signing_key(tmp_path)


def test_a_key_of_another_kind_is_refused(tmp_path):
    other = generate_private_key(65537, 2048)
    (tmp_path / PRIVATE).write_bytes(
        other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    (tmp_path / PRIVATE).chmod(0o600)
    with pytest.raises(BadKey, match="no es Ed25519"):
        signing_key(tmp_path)
    pem = other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(BadKey, match="no es Ed25519"):
        read_public(pem, "La clave")


def test_a_key_under_a_password_or_none_at_all_is_not_replaced(tmp_path):
    key = signing_key(tmp_path)
    locked = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x"))
    for content in (locked, public_pem(key.public_key()), b""):
        (tmp_path / PRIVATE).write_bytes(content)
        with pytest.raises(BadKey, match="copia de respaldo"):
            signing_key(tmp_path)
        assert (tmp_path / PRIVATE).read_bytes() == content


def test_what_a_process_left_half_made_does_not_stop_the_next(tmp_path):
    (tmp_path / f".{PRIVATE}.{os.getpid()}").write_bytes(b"a medias")
    key = signing_key(tmp_path)
    assert signing_key(tmp_path).private_bytes_raw() == key.private_bytes_raw()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([PRIVATE, PUBLIC])


@pytest.mark.parametrize("pem", [b"", b"rota", b"-----BEGIN PUBLIC KEY-----\n", b"\xff\0"])
def test_what_is_no_public_key_is_said_by_its_name(pem):
    with pytest.raises(BadKey, match="La clave de la sede no contiene una clave pública"):
        read_public(pem, "La clave de la sede")


def test_the_folder_is_the_owner_s_alone_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        signing_key(tmp_path / "otra" / "keys")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "otra" / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "otra" / "keys" / PRIVATE).stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_key_that_others_can_read_is_not_used(tmp_path, mode):
    signing_key(tmp_path)
    (tmp_path / PRIVATE).chmod(mode)
    with pytest.raises(BadKey, match=r"pueden leer la clave privada.*doctor --fix"):
        signing_key(tmp_path)


def test_a_key_that_others_can_replace_is_not_used(tmp_path):
    signing_key(tmp_path)
    tmp_path.chmod(0o777)
    with pytest.raises(BadKey, match="cambiar sus claves"):
        signing_key(tmp_path)
