"""Check the table of roles: the file of a set, or one by itself; its cases are asked."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from sinasec.definitions.documents import Document, read_document
from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.definitions.loading import text_of
from sinasec.definitions.roles.loading import FILE, access_of, places_of, structural_faults
from sinasec.definitions.roles.worked import differences
from sinasec.translation import gettext as _

ROLES: Final = "roles"
OWN_KEYS: Final = frozenset({"roles", "actions", "places"})


def check_roles(folder: Path, norms: Collection[str]) -> tuple[int, int, list[DefinitionFault]]:
    """How many files are in the folder (1, or 0 in a set without it: what was published is a copy
    without it), how many cases it holds, and their faults."""
    path = folder / FILE
    if not path.is_file():
        return 0, 0, []
    try:
        document = read_document(text_of(path), f"{folder.name}/{FILE}")
    except DefinitionFaults as refused:
        return 1, 0, list(refused.faults)
    faults, cases = faults_of_roles(document, norms)
    return 1, cases, faults


def faults_of_roles(
    document: Document, norms: Collection[str]
) -> tuple[list[DefinitionFault], int]:
    """Everything wrong with a file, and how many cases it holds."""
    if found := structural_faults(document, norms):
        return found, 0
    return sorted(_cases(document)), len(document.value["cases"])


def is_roles(document: Document) -> bool:
    """Whether the file says what only the table of roles does."""
    return isinstance(document.value, dict) and document.value.keys() >= OWN_KEYS


def _cases(document: Document) -> Iterator[DefinitionFault]:
    spec = document.value
    access, places = access_of(spec), places_of(spec)
    names = {one["code"]: one["name"] for one in spec["places"]}
    for index, case in enumerate(spec["cases"]):
        try:
            found = list(differences(access, case, places, names))
        except KeyError as unknown:
            found = [_("nombra «{name}», que no está declarado").format(name=unknown.args[0])]
        for each in found:
            yield document.fault(("cases", index), f"{case['says']}: {each.rstrip('.')}.")
