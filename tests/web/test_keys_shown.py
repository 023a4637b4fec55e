"""Whoever verifies a package elsewhere finds here what to compare its key with."""

import hashlib
import html
import json
import re
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from sinasec.publications import catalogue
from sinasec.publications.trust.keys import PUBLIC, public_pem
from sinasec.publications.trust.trusted import EARLIER


def by_hand(pem: bytes) -> str:
    """SHA-256 of the 32 bytes: the last of the DER of an Ed25519 key."""
    der = serialization.load_pem_public_key(pem).public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(der[-32:]).hexdigest()


def keys_in(page: str) -> list[tuple[str, str]]:
    table = page[page.index('id="claves"') :]
    return re.findall(r'<th scope="row">([^<]+)</th>\s*<td class="fija"[^>]*>(\w+)</td>', table)


def test_the_keys_in_use_and_before_are_on_the_list_and_on_each_publication(published, client):
    folder = Path(settings.KEYS)
    earlier = public_pem(Ed25519PrivateKey.generate().public_key())
    (folder / EARLIER).mkdir(exist_ok=True)
    kept = folder / EARLIER / "de-antes.pem"
    kept.write_bytes(earlier)
    used = by_hand((folder / PUBLIC).read_bytes())
    try:
        pages = [
            html.unescape(client.get(address).content.decode())
            for address in ("/publicaciones/", f"/publicaciones/{published.pk}/")
        ]
    finally:
        kept.unlink()
    for page in pages:
        assert ("La que está en uso", used) in keys_in(page)
        assert ("Anterior", by_hand(earlier)) in keys_in(page)
        assert "«Firmó la clave…»" in page


def test_a_publication_names_the_key_that_signed_it(published, client):
    signature = json.loads((catalogue.folder(published) / "firma.json").read_text())
    page = client.get(f"/publicaciones/{published.pk}/").content.decode()
    assert f'La firmó la clave <span class="fija">{signature["clave"]}</span>, que es de' in page


def test_the_list_says_when_each_was_published(published, client):
    page = client.get("/publicaciones/").content.decode()
    assert '<td data-c="Publicada el">02/11/2026 10:00</td>' in page  # in Lima
