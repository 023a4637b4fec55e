"""Check life-cycles: one file, or the folder of a set; their cases are followed."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from sinasec.definitions.documents import Document, read_document
from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.definitions.lifecycles.loading import lifecycle_of, structural_faults
from sinasec.definitions.lifecycles.worked import differences
from sinasec.definitions.loading import library, text_of
from sinasec.methods.law import CalendarGap
from sinasec.methods.lifecycle import Lifecycle

LIFECYCLES: Final = "lifecycles"
OWN_KEYS: Final = frozenset({"states", "moves"})


def check_lifecycles(
    folder: Path, act_kinds: Iterable[str]
) -> tuple[int, int, list[DefinitionFault]]:
    """How many files of life-cycles are in the folder, how many cases they hold, and their faults.

    A set without the folder has none to check: what was published is a copy without them.
    """
    files = sorted(folder.glob("*.yaml"))
    faults: list[DefinitionFault] = []
    cases = 0
    for path in files:
        try:
            document = read_document(text_of(path), f"{folder.name}/{path.name}")
        except DefinitionFaults as refused:
            faults += refused.faults
            continue
        found, held = lifecycle_faults(document, act_kinds)
        faults += found
        cases += held
    return len(files), cases, faults


def lifecycle_faults(
    document: Document, act_kinds: Iterable[str]
) -> tuple[list[DefinitionFault], int]:
    """Everything wrong with a file, and how many cases it holds."""
    if found := structural_faults(document, act_kinds):
        return found, 0
    lifecycle, cases = lifecycle_of(document.value), document.value["cases"]
    told = [*_name(document, lifecycle), *_cases(document, lifecycle)]
    return sorted(told), len(cases)


def is_lifecycle(document: Document) -> bool:
    """Whether the file says what only a life-cycle does."""
    return isinstance(document.value, dict) and document.value.keys() >= OWN_KEYS


def _name(document: Document, lifecycle: Lifecycle) -> Iterator[DefinitionFault]:
    """A draft comes by its bare name, and may have any."""
    folder, _, name = document.name.rpartition("/")
    if folder and name != f"{lifecycle.code}.yaml":
        message = f"el código «{lifecycle.code}» y el archivo «{name}» deben llamarse igual."
        yield document.fault(("code",), message)


def _cases(document: Document, lifecycle: Lifecycle) -> Iterator[DefinitionFault]:
    calendar = library().edition.calendar
    for index, case in enumerate(document.value["cases"]):
        try:
            found = list(differences(lifecycle, case, calendar))
        except KeyError as unknown:
            found = [f"nombra «{unknown.args[0]}», que no está declarado"]
        except CalendarGap as gap:
            found = [str(gap)]
        for each in found:
            yield document.fault(("cases", index), f"{case['says']}: {each.rstrip('.')}.")
