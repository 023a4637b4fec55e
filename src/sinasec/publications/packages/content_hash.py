"""The identity of a publication: a hash of what it says, so the same inputs give the same id.

Left out of the hash: the identity itself, the chain of what was registered (which says when it was
made, not of what), and everything about Parquet, whose bytes change with the library though the
rows do not (the CSV of the same table is always inside the hash).
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from sinasec.publications.packages.canonical_json import json_bytes
from sinasec.publications.packages.manifest import sha256

CHAIN: Final = "cadena"
HEAD: Final = ("eslabones", "cabeza")
IDENTITY: Final = frozenset({"id", "name", "huella", CHAIN})
SHA256: Final = re.compile(r"[0-9a-f]{64}")
MOST_LINKS: Final = 1 << 62  # that any database counts


def head_said(descriptor: Mapping[str, Any]) -> tuple[int, str] | None:
    """The links and the head of the chain that a package, anybody's, says; None when it says none.

    Raises ValueError for anything else.
    """
    said = descriptor.get(CHAIN)
    if said is None:
        return None
    links, last = (said.get(name) for name in HEAD) if isinstance(said, dict) else (None, None)
    if (
        type(links) is not int
        or not 0 < links < MOST_LINKS
        or not isinstance(last, str)
        or not SHA256.fullmatch(last)
    ):
        raise ValueError(f"«{CHAIN}» no dice cuántos eslabones hay y la huella del último")
    return links, last


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
