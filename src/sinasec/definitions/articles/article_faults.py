"""What is wrong with one file of transcriptions: its shape, what is said twice, what ends early."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from sinasec.definitions.documents import Document
from sinasec.definitions.documents import Path as Place
from sinasec.definitions.faults import DefinitionFault
from sinasec.definitions.schema_faults import schema_faults

Told = tuple[Place, str]

SCHEMA: Final = Path(__file__).parent / "schema" / "articles.schema.json"


def file_faults(document: Document) -> list[DefinitionFault]:
    """The faults of a file by itself, in line order; of its sense only when its shape is right."""
    if found := schema_faults(document, SCHEMA):
        return found
    entries = document.value.get("articles", [])
    told = [*_days(entries), *_repeated(entries)]
    return sorted({document.fault(*one) for one in told})


def _days(entries: list[Mapping[str, Any]]) -> Iterator[Told]:
    for index, entry in enumerate(entries):
        if "to" in entry and entry["to"] < entry["from"]:
            yield ("articles", index, "to"), "la vigencia termina antes de empezar."


def _repeated(entries: list[Mapping[str, Any]]) -> Iterator[Told]:
    """One article has one text on one day."""
    seen: defaultdict[str, list[tuple[date, date]]] = defaultdict(list)
    for index, entry in enumerate(entries):
        start, end = entry["from"], entry.get("to", date.max)
        for number, piece in enumerate(entry["pieces"]):
            article = piece["article"]
            if any(start <= last and first <= end for first, last in seen[article]):
                where = ("articles", index, "pieces", number, "article")
                yield where, f"«{article}» ya tiene texto en esos días."
            seen[article].append((start, end))


def norm_faults(
    document: Document, norms: Mapping[str, Mapping[str, Any]]
) -> list[DefinitionFault]:
    """What does not agree with `norms.yaml`: norms that are not there, and first days."""
    return sorted({document.fault(*told) for told in _norms(document.value, norms)})


def _norms(spec: Mapping[str, Any], norms: Mapping[str, Mapping[str, Any]]) -> Iterator[Told]:
    named = [(("norms", index), norm) for index, norm in enumerate(spec.get("norms", ()))]
    named += [(("unread", i, "norm"), one["norm"]) for i, one in enumerate(spec.get("unread", ()))]
    for where, norm in named:
        if norm not in norms:
            yield where, f"«{norm}» no está en norms.yaml."
    for index, entry in enumerate(spec.get("articles", ())):
        if entry["by"] not in spec["norms"]:
            yield ("articles", index, "by"), f"«{entry['by']}» no es una de las normas del archivo."
        elif norms.get(entry["by"], {}).get("in_force") != entry["from"]:
            message = f"el primer día no es el de «{entry['by']}» en norms.yaml."
            yield ("articles", index, "from"), message
