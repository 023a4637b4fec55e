"""The identity of a publication: a hash of what it says, so the same inputs give the same id.

Left out of the hash: the identity itself, the chain of what was registered (which says when it was
made, not of what), and everything about Parquet, whose bytes change with the library though the
rows do not (the CSV of the same table is always inside the hash).
"""

from collections.abc import Mapping
from typing import Any, Final

from sinasec.publications.canonical_json import json_bytes
from sinasec.publications.manifest import sha256

CHAIN: Final = "cadena"
IDENTITY: Final = frozenset({"id", "name", "huella", CHAIN})


def content_hash(descriptor: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a `datapackage.json` without what is left out."""
    hashed = {name: value for name, value in descriptor.items() if name not in IDENTITY}
    hashed["resources"] = [
        resource for resource in descriptor["resources"] if resource["format"] != "parquet"
    ]
    hashed["codigo"] = {k: v for k, v in descriptor["codigo"].items() if k != "parquet"}
    return sha256(json_bytes(hashed))


def publication_id(descriptor: Mapping[str, Any], digest: str) -> str:
    """`semaforo-2026-10-31-0a1b2c3d`."""
    return f"{descriptor['tipo']}-{descriptor['as_of']}-{digest[:8]}"
