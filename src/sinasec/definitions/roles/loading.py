"""Read the table of roles and actions, proved before anybody asks it."""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from sinasec.definitions.documents import Document, read_document
from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.definitions.loading import library, text_of
from sinasec.definitions.roles.role_faults import named_faults, proof_faults
from sinasec.definitions.schema_faults import schema_faults
from sinasec.methods.access import COUNTRY, Access, Action, Place, Role, Source

HERE: Final = Path(__file__).parent
FILE: Final = "roles.yaml"
SCHEMA: Final = HERE / "schema" / "roles.schema.json"


@cache
def access() -> Access:
    """That which comes with the product. Raises `DefinitionFaults`."""
    return read_access(document(), library().norms)


def document() -> Document:
    """The file as it is written. Raises `DefinitionFaults`."""
    return read_document(text_of(HERE / FILE), FILE)


def read_access(document: Document, norms: Collection[str]) -> Access:
    """A table that is proved (see `structural_faults`). Raises `DefinitionFaults`."""
    if faults := structural_faults(document, norms):
        raise DefinitionFaults(faults)
    return access_of(document.value)


def structural_faults(document: Document, norms: Collection[str]) -> list[DefinitionFault]:
    """All that is wrong with a file but its cases: first its shape, then its names, then what is
    proved of it, as each can be told only where the one before is right."""
    if found := schema_faults(document, SCHEMA):
        return found
    if told := list(named_faults(document.value, norms)):
        return sorted({document.fault(*one) for one in told})
    return sorted({document.fault(*one) for one in proof_faults(access_of(document.value))})


def access_of(spec: Mapping[str, Any]) -> Access:
    """The values of a file that keeps the schema."""
    return Access(
        {one["code"]: _role(one) for one in spec["roles"]},
        {one["code"]: _action(one) for one in spec["actions"]},
    )


def places_of(spec: Mapping[str, Any]) -> dict[str, Place]:
    """The invented committees of the cases, and the country, by the code a case names them by."""
    under = {one["code"]: one.get("under", "") for one in spec["places"]}
    found = {COUNTRY: Place("")}
    for code in under:
        above: list[str] = []
        while next_one := under[above[-1] if above else code]:
            above.append(next_one)
        found[code] = Place(code, tuple(above))
    return found


def _role(one: Mapping[str, Any]) -> Role:
    return Role(
        code=one["code"],
        name=one["name"],
        called=one["called"],
        plain=_line(one["plain"]),
        scopes=tuple(one["scopes"]),
        second_factor=one.get("second_factor", False),
        source=_source(one),
    )


def _action(one: Mapping[str, Any]) -> Action:
    return Action(
        code=one["code"],
        name=one["name"],
        plain=_line(one["plain"]),
        kind=one["kind"],
        who=dict(one["who"]),
        not_own=one.get("not_own", False),
        two_people=one.get("two_people", False),
        source=_source(one),
    )


def _source(one: Mapping[str, Any]) -> Source:
    norm = one.get("norm", {"id": "", "article": ""})
    return Source(norm["id"], norm["article"], one.get("reading", False))


def _line(text: str) -> str:
    return " ".join(text.split())
