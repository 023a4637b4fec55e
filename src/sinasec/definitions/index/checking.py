"""Check the index definitions: one edition, or the whole folder with the rule of the list."""

from pathlib import Path
from typing import Final

from sinasec.definitions.documents import Document, read_document
from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.definitions.index.loading import FILE, faults_of
from sinasec.definitions.index.priority_rule import RULE, rule_faults
from sinasec.definitions.loading import text_of

INDEX: Final = "index"


def is_index_file(path: Path) -> bool:
    """Whether the path is an edition of the index: its file, or the folder that has it."""
    return (path / FILE).is_file() or (path.name == FILE and path.is_file())


def check_index_file(path: Path) -> list[DefinitionFault]:
    return _faults(path / FILE if path.is_dir() else path, FILE)


def check_index(folder: Path) -> tuple[int, list[DefinitionFault]]:
    """How many files of index definitions are in the folder, and their faults."""
    editions = sorted(folder.glob(f"*/{FILE}"))
    rules = sorted(folder.glob(RULE))
    faults = [fault for path in editions for fault in _faults(path, _name(path, folder))]
    faults += [fault for path in rules for fault in _faults(path, _name(path, folder))]
    return len(editions) + len(rules), faults


def _name(path: Path, folder: Path) -> str:
    return f"{INDEX}/{path.relative_to(folder).as_posix()}"


def _faults(path: Path, name: str) -> list[DefinitionFault]:
    try:
        return _judge(read_document(text_of(path), name))
    except DefinitionFaults as refused:
        return list(refused.faults)


def _judge(document: Document) -> list[DefinitionFault]:
    return rule_faults(document) if document.name.endswith(RULE) else faults_of(document)
