"""The private keys go apart, and only the passphrase opens them."""

import json

import pytest

from sinasec.operation.copies import sealed_keys
from sinasec.operation.copies.sealed_keys import MAGIC, BadKeyFile, opened, sealed

KEYS = {"clave-privada.pem": b"-----BEGIN\n", "django.key": bytes(range(256))}
PHRASE = "una frase larga con ñ"


@pytest.fixture(scope="module")
def closed() -> bytes:
    return sealed(KEYS, PHRASE)


def test_the_passphrase_opens_what_it_closed(closed):
    assert opened(closed, PHRASE) == KEYS
    assert b"BEGIN" not in closed
    assert sealed(KEYS, PHRASE) != closed


@pytest.mark.parametrize("other", ["", "una frase larga con n", PHRASE + " "])
def test_no_other_does(closed, other):
    with pytest.raises(BadKeyFile, match="La frase no abre"):
        opened(closed, other)


def test_a_short_one_is_refused():
    with pytest.raises(BadKeyFile, match="muy corta"):
        sealed(KEYS, "corta")


@pytest.mark.parametrize("place", [-1, -20, len(MAGIC) + 25])
def test_a_changed_byte_is_seen(closed, place):
    spoilt = bytearray(closed)
    spoilt[place] ^= 1
    with pytest.raises(BadKeyFile):
        opened(bytes(spoilt), PHRASE)


@pytest.mark.parametrize(
    "change",
    [
        {"n": 2**30},
        {"n": 2**20, "r": 64},
        {"n": 2},
        {"n": 3 * 2**14},
        {"n": True},
        {"p": 1000},
        {"r": 0},
        {"n": "131072"},
        {"kdf": "none"},
        {"cipher": "aes-128-gcm"},
        {"salt": "AA=="},
        {"nonce": "?"},
        {"otra": 1},
    ],
)
def test_parameters_out_of_bounds_are_refused_before_any_work(closed, change, monkeypatch):
    def never(*arguments):
        raise AssertionError("worked on parameters that nobody bounded")

    monkeypatch.setattr(sealed_keys, "_key", never)
    head, rest = closed[len(MAGIC) :].split(b"\n", 1)
    spoilt = MAGIC + json.dumps(json.loads(head) | change).encode() + b"\n" + rest
    with pytest.raises(BadKeyFile, match="dañado o es de un programa más nuevo"):
        opened(spoilt, PHRASE)


@pytest.mark.parametrize("data", [b"", b"otra cosa", MAGIC, MAGIC + b"{}\n", MAGIC + b"[" * 900])
def test_what_is_no_key_file_is_said(data):
    with pytest.raises(BadKeyFile):
        opened(data, PHRASE)
