"""The site's own key: made once for its owner alone, and never a weak one."""

import os
import stat

import pytest

from sinasec.not_prepared import NotPrepared
from sinasec.secret_key import GIVEN, keep_key, secret_key


@pytest.fixture(autouse=True)
def _nothing_given(monkeypatch):
    monkeypatch.delenv(GIVEN, raising=False)


def test_it_is_made_once_and_only_its_owner_reads_it(tmp_path):
    before = os.umask(0)
    try:
        keep_key(tmp_path)
    finally:
        os.umask(before)
    first = secret_key(tmp_path)
    keep_key(tmp_path)
    assert secret_key(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "keys" / "django.key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["django.key"]


@pytest.mark.parametrize("weak", ["a", "a" * 64, "x" * 31, "abcdefg" * 9])
def test_one_that_can_be_guessed_is_refused(tmp_path, monkeypatch, weak):
    monkeypatch.setenv(GIVEN, weak)
    with pytest.raises(NotPrepared, match="se puede adivinar"):
        secret_key(tmp_path)


def test_one_that_is_given_is_used_and_nothing_is_written(tmp_path, monkeypatch):
    given = "una-clave-bastante-larga-0123456789"
    monkeypatch.setenv(GIVEN, given)
    keep_key(tmp_path)
    assert secret_key(tmp_path) == given
    assert not list(tmp_path.iterdir())


def test_asking_for_it_writes_nothing(tmp_path):
    assert secret_key(tmp_path) != secret_key(tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("spoilt", [b"", b"\n", b"corta", b"\xff" * 60])
def test_an_emptied_file_says_what_to_do(tmp_path, spoilt):
    keep_key(tmp_path)
    (tmp_path / "keys" / "django.key").write_bytes(spoilt)
    with pytest.raises(NotPrepared, match="bórrela y se hará otra"):
        secret_key(tmp_path)
