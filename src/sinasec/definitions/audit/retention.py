"""How long a personal value of the audit is kept, parsed once from `retention.yaml`."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from sinasec.definitions.documents import read_document
from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.definitions.loading import text_of
from sinasec.definitions.schema_faults import schema_faults

HERE: Final = Path(__file__).parent
AUDIT: Final = HERE.name
FILE: Final = "retention.yaml"
SCHEMA: Final = HERE / "schema" / "retention.schema.json"
IN_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Retention:
    """`months`: whole ones, after that of the event; `example`: we chose it."""

    months: int
    example: bool
    reason: str

    def kept_from(self, today: date) -> date:
        """The first day whose values are still kept: the first of its month."""
        gone = today.year * IN_A_YEAR + today.month - 1 - self.months
        return date(gone // IN_A_YEAR, gone % IN_A_YEAR + 1, 1)


@cache
def retention() -> Retention:
    """That of the product. Raises `DefinitionFaults`."""
    return read_retention(text_of(HERE / FILE))


def read_retention(text: str) -> Retention:
    """Raises `DefinitionFaults`, with every fault and its line."""
    document = read_document(text, f"{AUDIT}/{FILE}")
    if faults := schema_faults(document, SCHEMA):
        raise DefinitionFaults(faults)
    said = document.value
    return Retention(said["months"], said["ejemplo"], " ".join(said["reason"].split()))


def check_retention(folder: Path) -> tuple[int, list[DefinitionFault]]:
    """How many files there are, and their faults. A set without the folder has none to check."""
    file = folder / FILE
    if not file.is_file():
        return 0, []
    try:
        read_retention(text_of(file))
    except DefinitionFaults as refused:
        return 1, list(refused.faults)
    return 1, []
