"""Drafts of law and recipes from strangers, read in a child process before anything here does."""

from pathlib import Path
from typing import Final

from sinasec.definitions.checking import CheckReport, check
from sinasec.definitions.documents import Document, read_document
from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.sandbox import FILES, Job, Limits


def _lost(code: str, sentence: str) -> DefinitionFaults:
    return DefinitionFaults([DefinitionFault("", 0, "", sentence)])


_CHECK: Final = Job(
    "sinasec.definitions.apart:checked_here",
    returns=(CheckReport, DefinitionFault),
    raises=(FileNotFoundError,),
    refuse=_lost,
)
_DOCUMENT: Final = Job(
    "sinasec.definitions.apart:read_here",
    returns=(Document, DefinitionFault),
    raises=(DefinitionFaults,),
    refuse=_lost,
)
_EDITION: Final = Job(
    "sinasec.definitions.apart:loaded_here",
    returns=(DefinitionFault,),
    raises=(DefinitionFaults, FileNotFoundError, PermissionError),
    refuse=_lost,
)


def check_apart(path: Path, limits: Limits = FILES) -> CheckReport:
    """What `check` says of a file or folder; what the child did not survive is a fault of it.

    A draft without faults has been read and judged whole, so it may be read here too. Raises
    FileNotFoundError with a sentence, or `sandbox.Busy`.
    """
    try:
        return _CHECK.run(b"", limits, path=str(path.absolute()), said=str(path))
    except DefinitionFaults as lost:
        faults = tuple(DefinitionFault(path.name, 0, "", each.message) for each in lost.faults)
        return CheckReport(1, 0, 0, faults)


def document_apart(text: str, name: str, limits: Limits = FILES) -> Document:
    """What `read_document` gives. Raises DefinitionFaults or `sandbox.Busy`."""
    return _DOCUMENT.run(text.encode(), limits, name=name)


def prove_edition(path: Path, limits: Limits = FILES) -> None:
    """Read the edition of an index in a file or folder, to know that it can be.

    Raises DefinitionFaults, OSError or `sandbox.Busy`.
    """
    _EDITION.run(b"", limits, path=str(path.absolute()))


def checked_here(blob: bytes, path: str, said: str) -> CheckReport:
    """The work of the child."""
    try:
        return check(Path(path))
    except FileNotFoundError as error:
        raise FileNotFoundError(str(error).replace(path, said)) from error


def read_here(blob: bytes, name: str) -> Document:
    """The work of the child."""
    return read_document(blob.decode(), name)


def loaded_here(blob: bytes, path: str) -> None:
    """The work of the child."""
    from sinasec.definitions.index.loading import load_from

    load_from(Path(path))
