"""What a decree can change, as data with sources; the only Python here reads it."""

from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.definitions.loading import (
    Library,
    library,
    library_from,
    library_with,
    load,
    load_from,
    load_with,
)

__all__ = [
    "DefinitionFault",
    "DefinitionFaults",
    "Library",
    "library",
    "library_from",
    "library_with",
    "load",
    "load_from",
    "load_with",
]
