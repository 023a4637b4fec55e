"""A signature is read as one or refused as one: no file in its place is an unforeseen error."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sinasec.publications.trust.signature import BadSignature, check_signature, signature_bytes

MANIFEST, NAME = b"0123  tabla.csv\n", "semaforo-2026-10-31-01234567"


@pytest.fixture(scope="module")
def signed(key) -> bytes:
    return signature_bytes(MANIFEST, NAME, key)


def test_what_the_key_signed_is_right(signed, key):
    check_signature(signed, MANIFEST, NAME, key.public_key())


@pytest.mark.parametrize(
    "written",
    [b"", b"{}", b"[]", b"null", b'"firma"', b"3", b'{"firma": 3}', b'{"firma": null}',
     b'{"firma": ["a"]}', b'{"firma": "%%"}', b'{"firma": "a"}', b"\xff\xfe", b"[" * 100_000],
)  # fmt: skip
def test_what_is_no_signature_is_a_sentence(written, key):
    with pytest.raises(BadSignature, match="no se puede leer como una firma"):
        check_signature(written, MANIFEST, NAME, key.public_key())


def test_another_manifest_another_key_or_another_text_around_it(signed, key):
    public = key.public_key()
    with pytest.raises(BadSignature, match="algo cambió"):
        check_signature(signed, MANIFEST + b" ", NAME, public)
    with pytest.raises(BadSignature, match="la clave con la que se verifica"):
        check_signature(signed, MANIFEST, NAME, Ed25519PrivateKey.generate().public_key())
    with pytest.raises(BadSignature, match="algo cambiado"):
        check_signature(signed, MANIFEST, NAME.replace("semaforo", "indice"), public)
    more = json.dumps(json.loads(signed) | {"nota": "x"}).encode()
    with pytest.raises(BadSignature, match="algo cambiado"):
        check_signature(more, MANIFEST, NAME, public)
