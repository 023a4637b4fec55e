"""Read an edition of the risk index: YAML, then schema, then sense, then one frozen object."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from sinasec.definitions.documents import Document, read_document
from sinasec.definitions.documents import Path as Place
from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.definitions.index.edition_faults import SCHEMA, edition_faults
from sinasec.definitions.loading import text_of
from sinasec.definitions.schema_faults import departures, schema_faults
from sinasec.methods.risk.editions.edition import RiskEdition, from_mapping

HERE: Final = Path(__file__).parent
FILE: Final = "edicion.yaml"
EXAMPLE: Final = "irs-ejemplo"


class UnknownEdition(LookupError):
    """There is no edition with that code; the sentence says which there are."""


@cache
def load(code: str = EXAMPLE) -> RiskEdition:
    """An edition that comes with the product. Raises UnknownEdition or DefinitionFaults.

    Those that users loaded are found by `sinasec.risk.editions.store.find`.
    """
    if code not in editions():
        known = ", ".join(editions())
        raise UnknownEdition(f"No hay una edición del índice «{code}». Hay: {known}.")
    return load_from(HERE / code)


def editions() -> tuple[str, ...]:
    """Codes of the editions that come with the product."""
    return tuple(sorted(path.parent.name for path in HERE.glob(f"*/{FILE}")))


def load_from(source: Path | Mapping[str, str]) -> RiskEdition:
    """The edition in a folder, in its file, or in texts by name. Raises DefinitionFaults."""
    files = source if isinstance(source, Mapping) else _texts(Path(source))
    if FILE not in files:
        raise DefinitionFaults(
            [DefinitionFault(FILE, 0, "", "falta este archivo en la edición del índice.")]
        )
    document = read_document(files[FILE], FILE)
    if faults := faults_of(document):
        raise DefinitionFaults(faults)
    return from_mapping(document.value, {FILE: files[FILE]})


def faults_of(document: Document) -> list[DefinitionFault]:
    """Everything wrong with the text of an edition, in line order."""
    if found := schema_faults(document, SCHEMA):
        return found
    return sorted({document.fault(*told) for told in edition_faults(document.value)})


def told_of(spec: Any) -> list[tuple[Place, str]]:
    """Path and sentence of everything wrong with an edition that came from no text."""
    return list(departures(spec, SCHEMA)) or edition_faults(spec)


def _texts(path: Path) -> dict[str, str]:
    file = path / FILE if path.is_dir() else path
    if not file.is_file():
        message = "no existe: indique la carpeta de una edición o su archivo."
        raise DefinitionFaults([DefinitionFault(str(path), 0, "", message)])
    return {FILE: text_of(file)}
