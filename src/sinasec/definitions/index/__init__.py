"""Editions of the risk index and the rule of the priority list, as data with sources."""

from sinasec.definitions.index.loading import (
    UnknownEdition,
    editions,
    load,
    load_from,
)
from sinasec.definitions.index.writing import edition_text

__all__ = [
    "UnknownEdition",
    "edition_text",
    "editions",
    "load",
    "load_from",
]
