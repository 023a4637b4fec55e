"""Read a folder of definitions once, into one frozen `Edition`."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from sinasec.definitions import reference_files
from sinasec.definitions.documents import MAX_CHARACTERS, Document, read_document
from sinasec.definitions.duty_files import Case, DutyFile, read_duty
from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.definitions.reference_files import ActKind, OutOfScope, PendingNorm
from sinasec.definitions.schema_faults import schema_faults
from sinasec.methods.law import Edition

T = TypeVar("T")

HERE: Final = Path(__file__).parent
MOST_BYTES: Final = 4 * MAX_CHARACTERS + 1  # what is longer is refused by its length
SUFFIXES: Final = frozenset({".yaml", ".json", ".md"})
# No duty is judged by what these folders hold.
APART: Final = frozenset({"articles", "audit", "index", "letters", "lifecycles", "roles"})
UNVERIFIED: Final = "sin_verificar.yaml"
PENDING: Final = "normas_pendientes.yaml"
OUT_OF_SCOPE: Final = "obligations/fuera_de_alcance.yaml"


@dataclass(frozen=True, slots=True)
class Library:
    """An edition with what judging does not need: worked cases, kinds of act, norms, files."""

    edition: Edition
    duty_files: tuple[DutyFile, ...]
    act_kinds: Mapping[str, ActKind]
    norms: Mapping[str, Mapping[str, object]]
    out_of_scope: tuple[OutOfScope, ...]
    pending: tuple[PendingNorm, ...]

    @property
    def cases(self) -> tuple[Case, ...]:
        return tuple(case for file in self.duty_files for case in file.cases)


@cache
def library() -> Library:
    """The definitions that come with the product, read once."""
    return library_from(HERE)


def load() -> Edition:
    """The edition that comes with the product, read once."""
    return library().edition


def load_from(path: Path) -> Edition:
    """The edition in the folder `path`. Raises `DefinitionFaults` with file and line."""
    return library_from(Path(path)).edition


def library_from(path: Path) -> Library:
    """Everything in the folder `path`. Raises `DefinitionFaults` with file and line."""
    return library_of(texts_in(path))


def library_with(draft: Path) -> Library:
    """The product's definitions with the duty in the file `draft` put in (or in place).

    Raises `DefinitionFaults` when the draft does not keep the schema.
    """
    text = text_of(draft)
    document = read_document(text, draft.name)
    if faults := schema_faults(document):
        raise DefinitionFaults(faults)
    code = document.value["code"]
    return library_of({**library().edition.files, f"obligations/{code}.yaml": text})


def load_with(draft: Path) -> Edition:
    """The product's edition judged under the draft of one duty (see `library_with`)."""
    return library_with(draft).edition


def library_of(files: Mapping[str, str]) -> Library:
    """The library in these files (relative path -> text). Raises `DefinitionFaults`."""
    documents = {
        name: read_document(text, name) for name, text in files.items() if name.endswith(".yaml")
    }
    norms = _table(documents, "norms.yaml", reference_files.norms)
    duty_files = [
        read_duty(document, norms)
        for name, document in documents.items()
        if name.startswith("obligations/") and name != OUT_OF_SCOPE
    ]
    duty_files.sort(key=lambda file: (file.duty.order, file.duty.code))
    years = [
        _table(documents, name, reference_files.calendar_year)
        for name in documents
        if name.startswith("calendar/")
    ]
    edition = Edition(
        id=content_hash(files),
        version=_table(documents, "edition.yaml", lambda document: str(document.value["version"])),
        duties=tuple(file.duty for file in duty_files),
        calendar=reference_files.calendar(years),
        terms=_table(documents, "terms.yaml", reference_files.terms),
        rollup=_table(documents, "rollup.yaml", reference_files.roll_up),
        files=dict(files),
        unverified=_if_told(documents, UNVERIFIED, reference_files.unverified, {}),
    )
    return Library(
        edition,
        tuple(duty_files),
        _table(documents, "act_kinds.yaml", reference_files.act_kinds),
        norms,
        _if_told(documents, OUT_OF_SCOPE, reference_files.out_of_scope, ()),
        _if_told(documents, PENDING, reference_files.pending_norms, ()),
    )


def _table(documents: Mapping[str, Document], name: str, read: Callable[[Document], T]) -> T:
    """One small table, read; what is missing or misshapen in it is a fault of its file."""
    if name not in documents:
        raise DefinitionFaults(
            [DefinitionFault(name, 0, "", "falta este archivo en las definiciones.")]
        )
    try:
        return read(documents[name])
    except (KeyError, TypeError, AttributeError) as error:
        message = f"al archivo le falta algo o no tiene su forma ({error})."
        raise DefinitionFaults([documents[name].fault((), message)]) from error


def _if_told(
    documents: Mapping[str, Document], name: str, read: Callable[[Document], T], absent: T
) -> T:
    """The same for a table that a set may do without: not all of those published have it."""
    return _table(documents, name, read) if name in documents else absent


def content_hash(files: Mapping[str, str]) -> str:
    """SHA-256 (hex) over the sorted names and texts, each preceded by its length in bytes."""
    digest = hashlib.sha256()
    for name in sorted(files):
        for part in (name.encode(), files[name].encode()):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def texts_in(path: Path) -> dict[str, str]:
    """Relative POSIX path -> text of every definition file but those APART, in name order."""
    if not path.is_dir():
        raise DefinitionFaults(
            [DefinitionFault(str(path), 0, "", "no es una carpeta de definiciones.")]
        )
    found = sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES and file.is_file())
    names = {file.relative_to(path): file for file in found}
    return {
        name.as_posix(): text_of(file) for name, file in names.items() if name.parts[0] not in APART
    }


def text_of(file: Path) -> str:
    """The text of a file in UTF-8. Raises `DefinitionFaults` when it is not."""
    try:
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = "no se puede leer: debe ser un archivo de texto en UTF-8."
        raise DefinitionFaults([DefinitionFault(file.name, 0, "", message)]) from error
