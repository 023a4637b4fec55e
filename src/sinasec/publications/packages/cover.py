"""What a kind of publication says of itself, besides its statement and its tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the package that is no table. `form`: its suffix and format, such as yaml."""

    name: str
    path: str  # without suffix
    title: str
    form: str
    text: str


@dataclass(frozen=True, slots=True)
class Cover:
    """`definitions`: name under `definiciones/` -> text. `more`: further words of the kind.

    `title`: without the mark SIMULADO, which the statement decides.
    """

    title: str
    description: str
    sources: Sequence[Mapping[str, str]]
    definitions: Mapping[str, str]
    attachments: Sequence[Attachment] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
