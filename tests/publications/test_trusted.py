"""Whose signatures are believed: the key in use, and those before it."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sinasec.publications.trust.keys import PRIVATE, PUBLIC, public_pem, signing_key
from sinasec.publications.trust.trusted import EARLIER, trust_stamp, trusted_keys


@pytest.fixture
def own(tmp_path) -> bytes:
    return public_pem(signing_key(tmp_path).public_key())


def earlier(folder, name: str) -> bytes:
    pem = public_pem(Ed25519PrivateKey.generate().public_key())
    (folder / EARLIER).mkdir(exist_ok=True)
    (folder / EARLIER / name).write_bytes(pem)
    return pem


def test_the_one_in_use_comes_first_and_then_the_earlier_ones(own, tmp_path):
    second, first = earlier(tmp_path, "b.pem"), earlier(tmp_path, "a.pem")
    assert trusted_keys(tmp_path) == (own, first, second)


def test_the_private_key_need_not_be_readable(own, tmp_path):
    (tmp_path / PRIVATE).unlink()
    assert trusted_keys(tmp_path) == (own,)


@pytest.mark.parametrize("content", [None, b"no soy una clave"])
def test_a_public_key_that_was_lost_is_derived(own, tmp_path, content):
    if content is None:
        (tmp_path / PUBLIC).unlink()
    else:
        (tmp_path / PUBLIC).write_bytes(content)
    assert trusted_keys(tmp_path) == (own,)


def test_without_keys_nobody_is_trusted_and_none_is_made(tmp_path):
    assert trusted_keys(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_key_is_left_out_and_said(own, tmp_path, caplog):
    good = earlier(tmp_path, "2025.pem")
    (tmp_path / EARLIER / "2024.pem").write_text("-----BEGIN NADA-----")
    assert trusted_keys(tmp_path) == (own, good)
    assert "2024.pem" in caplog.text


def test_a_private_key_among_the_earlier_ones_is_not_a_public_one(own, tmp_path):
    (tmp_path / EARLIER).mkdir()
    (tmp_path / EARLIER / "privada.pem").write_bytes((tmp_path / PRIVATE).read_bytes())
    assert trusted_keys(tmp_path) == (own,)


def test_the_stamp_changes_with_the_keys(own, tmp_path):
    stamps = {trust_stamp(tmp_path)}
    earlier(tmp_path, "a.pem")
    stamps.add(trust_stamp(tmp_path))
    (tmp_path / EARLIER / "a.pem").unlink()
    stamps.add(trust_stamp(tmp_path))
    (tmp_path / PUBLIC).unlink()
    stamps.add(trust_stamp(tmp_path))
    assert len(stamps) == 4
