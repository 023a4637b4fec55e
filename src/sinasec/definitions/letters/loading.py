"""Read the letters: one file each, checked before anybody writes one."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from sinasec.definitions.documents import Document, read_document
from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.definitions.letters.letter_faults import letter_faults
from sinasec.definitions.loading import text_of
from sinasec.definitions.schema_faults import schema_faults
from sinasec.methods.letters import LIST, TABLE, Block, Field, Letter

HERE: Final = Path(__file__).parent
SCHEMA: Final = HERE / "schema" / "letter.schema.json"


def letter(code: str) -> Letter:
    """The letter with that code. Raises KeyError, `DefinitionFaults`."""
    return letters()[code]


def fingerprint_of(code: str) -> str:
    """SHA-256 of the file that defines it, in hexadecimal. Raises KeyError, `DefinitionFaults`."""
    letter(code)
    return hashlib.sha256((HERE / f"{code}.yaml").read_bytes()).hexdigest()


@cache
def letters() -> Mapping[str, Letter]:
    """Those that come with the product, by their code. Raises `DefinitionFaults`."""
    found = [
        read_letter(read_document(text_of(path), path.name)) for path in sorted(HERE.glob("*.yaml"))
    ]
    return {each.code: each for each in found}


def read_letter(document: Document) -> Letter:
    """A letter without faults (see `structural_faults`). Raises `DefinitionFaults`."""
    if faults := structural_faults(document):
        raise DefinitionFaults(faults)
    return letter_of(document.value)


def structural_faults(document: Document) -> list[DefinitionFault]:
    """All that is wrong with a file but its cases: first its shape, then its names."""
    if found := schema_faults(document, SCHEMA):
        return found
    return sorted({document.fault(*one) for one in letter_faults(document.value)})


def letter_of(spec: Mapping[str, Any]) -> Letter:
    """The values of a file that keeps the schema."""
    return Letter(
        code=spec["code"],
        title=spec["title"],
        kind=spec["kind"],
        series=spec.get("series", ""),
        plain=_line(spec["plain"]),
        subject=_line(spec.get("subject", "")),
        fields=tuple(map(_field, spec["fields"])),
        body=tuple(map(_block, spec["body"])),
        written_by=spec.get("written_by", ""),
    )


def _field(one: Mapping[str, Any]) -> Field:
    return Field(
        one["code"], one["name"], one["type"], one["required"], tuple(one.get("columns", ()))
    )


def _block(one: Mapping[str, Any]) -> Block:
    [(kind, said)] = one.items()
    if kind == TABLE or (kind == LIST and isinstance(said, str)):
        return Block(kind, field=said)
    if kind == LIST:
        return Block(kind, items=tuple(map(_line, said)))
    return Block(kind, text=_line(said))


def _line(text: str) -> str:
    return " ".join(text.split())
