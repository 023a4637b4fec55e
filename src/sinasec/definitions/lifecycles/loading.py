"""Read the life-cycles: one file each, proved before anybody uses it."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from sinasec.definitions.documents import Document, read_document
from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.definitions.lifecycles.lifecycle_faults import named_faults, proof_faults
from sinasec.definitions.loading import library, text_of
from sinasec.definitions.schema_faults import schema_faults
from sinasec.methods.lifecycle import (
    Audience,
    Clock,
    Demanded,
    Guard,
    Lifecycle,
    Move,
    Role,
    State,
    Term,
    Word,
)

HERE: Final = Path(__file__).parent
SCHEMA: Final = HERE / "schema" / "lifecycle.schema.json"
HABILES: Final = "habiles"


def lifecycle(code: str) -> Lifecycle:
    """The life-cycle with that code. Raises KeyError, `DefinitionFaults`."""
    return lifecycles()[code]


@cache
def lifecycles() -> Mapping[str, Lifecycle]:
    """Those that come with the product, by their code. Raises `DefinitionFaults`."""
    kinds = library().act_kinds
    found = [read_lifecycle(document, kinds) for document in documents_in(HERE)]
    return {each.code: each for each in found}


def documents_in(folder: Path) -> list[Document]:
    """The files of a folder of life-cycles, in name order. Raises `DefinitionFaults`."""
    return [read_document(text_of(path), path.name) for path in sorted(folder.glob("*.yaml"))]


def read_lifecycle(document: Document, act_kinds: Iterable[str]) -> Lifecycle:
    """A life-cycle that is proved (see `structural_faults`). Raises `DefinitionFaults`."""
    if faults := structural_faults(document, act_kinds):
        raise DefinitionFaults(faults)
    return lifecycle_of(document.value)


def structural_faults(document: Document, act_kinds: Iterable[str]) -> list[DefinitionFault]:
    """All that is wrong with a file but its cases: first its shape, then its names, then what is
    proved of it, as each can be told only where the one before is right."""
    if found := schema_faults(document, SCHEMA):
        return found
    if told := list(named_faults(document.value, act_kinds)):
        return sorted({document.fault(*one) for one in told})
    return sorted({document.fault(*one) for one in proof_faults(lifecycle_of(document.value))})


def lifecycle_of(spec: Mapping[str, Any]) -> Lifecycle:
    """The values of a file that keeps the schema."""
    return Lifecycle(
        code=spec["code"],
        name=spec["name"],
        thing=spec["thing"],
        plain=_line(spec["plain"]),
        words=tuple(Word(one["code"], one["name"]) for one in spec.get("words", ())),
        roles=tuple(Role(one["code"], one["name"]) for one in spec["roles"]),
        states=tuple(map(_state, spec["states"])),
        guards=tuple(map(_guard, spec.get("guards", ()))),
        documents=tuple(Demanded(one["code"], one["name"]) for one in spec.get("documents", ())),
        audiences=tuple(Audience(one["code"], one["name"]) for one in spec.get("audiences", ())),
        clocks=tuple(map(_clock, spec.get("clocks", ()))),
        moves=tuple(map(_move, spec["moves"])),
    )


def _state(one: Mapping[str, Any]) -> State:
    return State(one["code"], one["name"], one["owner"], _line(one["plain"]), one.get("end", False))


def _guard(one: Mapping[str, Any]) -> Guard:
    return Guard(
        one["code"],
        _line(one["plain"]),
        _line(one["refusal"]),
        one.get("clock", ""),
        one.get("over", False),
    )


def _clock(one: Mapping[str, Any]) -> Clock:
    return Clock(
        code=one["code"],
        name=one["name"],
        term=term_of(one) if "days" in one else None,
        said_by=_line(one.get("said_by", "")),
        source=_line(one["source"]),
        example=one.get("ejemplo", False),
    )


def term_of(one: Mapping[str, Any]) -> Term:
    return Term(one["days"], working=one["count"] == HABILES)


def _move(one: Mapping[str, Any]) -> Move:
    return Move(
        code=one["code"],
        name=one["name"],
        origins=tuple(one.get("from", ())),
        to=one.get("to", ""),
        who=tuple(one["who"]),
        guards=tuple(one.get("guards", ())),
        document=one.get("document", ""),
        starts=tuple(one.get("starts", ())),
        stops=tuple(one.get("stops", ())),
        act=one.get("act", ""),
        tells=tuple(one.get("tells", ())),
        refusals={each["state"]: _line(each["says"]) for each in one.get("refused_in", ())},
    )


def _line(text: str) -> str:
    return " ".join(text.split())
