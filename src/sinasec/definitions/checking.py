"""Check definitions: one draft of a duty, a folder of drafts, or a whole set of definitions."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sinasec.definitions.articles.checking import ARTICLES, check_articles
from sinasec.definitions.audit.retention import AUDIT, check_retention
from sinasec.definitions.documents import Document, read_document
from sinasec.definitions.duty_faults import duty_faults
from sinasec.definitions.duty_files import read_duty
from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.definitions.index.checking import INDEX, check_index, check_index_file, is_index_file
from sinasec.definitions.letters.checking import (
    LETTERS,
    check_letters,
    faults_of_letter,
    is_letter,
)
from sinasec.definitions.lifecycles.checking import (
    LIFECYCLES,
    check_lifecycles,
    is_lifecycle,
    lifecycle_faults,
)
from sinasec.definitions.loading import (
    OUT_OF_SCOPE,
    Library,
    library,
    library_of,
    text_of,
    texts_in,
)
from sinasec.definitions.log_faults import log_faults
from sinasec.definitions.reference_faults import reference_faults
from sinasec.definitions.roles.checking import ROLES, check_roles, faults_of_roles, is_roles
from sinasec.definitions.schema_faults import schema_faults

WHOLE_SET: Final = "norms.yaml"  # a folder with this file is a whole set, not a pile of drafts


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was read and everything wrong with it, in file and line order."""

    files: int
    duties: int
    cases: int
    faults: tuple[DefinitionFault, ...]


def check(path: Path) -> CheckReport:
    """Check a duty file, a folder of duty files or a folder with a whole set of definitions.

    An edition of the risk index (`edicion.yaml`, or a folder with it), a life-cycle, a letter
    and the table of roles are checked as such.
    Raises FileNotFoundError with a sentence when there is nothing to check.
    """
    if is_index_file(path):
        return CheckReport(1, 0, 0, tuple(check_index_file(path)))
    if path.is_file():
        return _check_drafts({path.name: path})
    if not path.is_dir():
        raise FileNotFoundError(f"No existe «{path}»: indique un archivo .yaml o una carpeta.")
    if (path / WHOLE_SET).is_file():
        return _check_set(path)
    drafts = {file.name: file for file in sorted(path.glob("*.yaml"))}
    drafts.pop(Path(OUT_OF_SCOPE).name, None)
    if not drafts:
        raise FileNotFoundError(f"La carpeta «{path}» no tiene archivos .yaml que revisar.")
    return _check_drafts(drafts)


def _check_drafts(drafts: Mapping[str, Path]) -> CheckReport:
    """Each draft judged with the rest of the definitions of the product."""
    faults: list[DefinitionFault] = []
    duties = cases = 0
    for name, file in drafts.items():
        try:
            text = text_of(file)
            found, held = _faults_of_duty(text, name, library().edition.files)
        except DefinitionFaults as refused:
            faults.extend(refused.faults)
            continue
        faults.extend(found)
        duties += 1
        cases += held
    return CheckReport(len(drafts), duties, cases, tuple(sorted(faults)))


def _check_set(path: Path) -> CheckReport:
    """A whole set: its small tables first, then every duty against them."""
    faults: list[DefinitionFault] = []
    duties = cases = 0
    try:
        files = texts_in(path)
        faults.extend(reference_faults(files))
    except DefinitionFaults as refused:
        return CheckReport(0, 0, 0, refused.faults)
    if not faults:
        for name in _duty_names(files):
            found, held = _caught(files, name)
            faults.extend(found)
            duties += 1
            cases += held
    whole = None if faults else library_of(files)
    if whole is not None:
        faults.extend(log_faults(whole))
    lives, followed, of_lives = check_lifecycles(path / LIFECYCLES, _act_kinds(whole))
    written, compared, of_letters = check_letters(path / LETTERS)
    tables, asked, of_roles = check_roles(path / ROLES, (whole or library()).norms)
    told = [
        check_index(path / INDEX),
        check_articles(path / ARTICLES, whole),
        check_retention(path / AUDIT),
        (lives, of_lives),
        (written, of_letters),
        (tables, of_roles),
    ]
    others = sum(number for number, _ in told)
    cases += followed + compared + asked
    found = sorted([*faults, *(fault for _, some in told for fault in some)])
    return CheckReport(len(files) + others, duties, cases, tuple(found))


def _act_kinds(whole: Library | None) -> Collection[str]:
    """Those of the set; those of the product where the set has faults of its own."""
    return (whole or library()).act_kinds


def _duty_names(files: Mapping[str, str]) -> Iterator[str]:
    for name in files:
        if name.startswith("obligations/") and name.endswith(".yaml") and name != OUT_OF_SCOPE:
            yield name


def _caught(files: Mapping[str, str], name: str) -> tuple[list[DefinitionFault], int]:
    try:
        return _faults_of_duty(files[name], name, files)
    except DefinitionFaults as refused:
        return list(refused.faults), 0


def _faults_of_duty(
    text: str, name: str, files: Mapping[str, str]
) -> tuple[list[DefinitionFault], int]:
    """The faults of one duty file and how many cases it holds.

    The other duties are left out of the set it is judged with: a fault of theirs is not its own.
    """
    document = read_document(text, name)
    if is_lifecycle(document):
        return lifecycle_faults(document, library().act_kinds)
    if is_letter(document):
        return faults_of_letter(document)
    if is_roles(document):
        return faults_of_roles(document, library().norms)
    if found := schema_faults(document):
        return found, 0
    tables = {other: held for other, held in files.items() if not _is_duty(other)}
    around = library_of({**tables, f"obligations/{document.value['code']}.yaml": text})
    file = read_duty(Document(name, document.value, document.lines), around.norms)
    return [document.fault(*told) for told in duty_faults(file, around)], len(file.cases)


def _is_duty(name: str) -> bool:
    return name.startswith("obligations/") and name != OUT_OF_SCOPE
