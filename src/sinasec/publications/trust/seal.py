"""Add to a package what lets a stranger check it: public key, manifest and signature."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sinasec.publications.packages.manifest import MANIFEST, SIGNATURE, manifest_bytes, sha256
from sinasec.publications.packages.package import Package
from sinasec.publications.trust.keys import PUBLIC, public_pem
from sinasec.publications.trust.signature import signature_bytes


def sealed(package: Package, key: Ed25519PrivateKey) -> dict[str, bytes]:
    """All the files of the folder to be published."""
    files = {**package.files, PUBLIC: public_pem(key.public_key())}
    manifest = manifest_bytes({path: sha256(data) for path, data in files.items()})
    signature = signature_bytes(manifest, package.id, key)
    return {**files, MANIFEST: manifest, SIGNATURE: signature}
