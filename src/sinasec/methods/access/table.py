"""What the table says, as values: the roles, and each action with who may and how far."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from sinasec.methods.access.places import COUNTRY, Reach

Kind = Literal[
    "ver",
    "vigilar",
    "informar",
    "transcribir",
    "preparar",
    "juzgar",
    "publicar",
    "firmar",
    "administrar",
]
READING: Final[frozenset[Kind]] = frozenset({"ver", "vigilar"})
# Of whom the way in asks for more than a password.
GUARDED: Final[frozenset[Kind]] = frozenset({"juzgar", "publicar", "firmar", "administrar"})
# A power -> all that may be in the same hands: who gives permissions does not use them, and who
# watches does nothing to be watched.
APART: Final[Mapping[Kind, frozenset[Kind]]] = {
    "administrar": frozenset({"ver", "administrar"}),
    "vigilar": frozenset({"ver", "vigilar"}),
}
NATIONAL: Final = frozenset({COUNTRY, "CONASEC"})


@dataclass(frozen=True, slots=True)
class Source:
    """Where it is written. `norm`, `article`: "" where no norm says it; `reading`: it is ours."""

    norm: str
    article: str
    reading: bool


@dataclass(frozen=True, slots=True)
class Role:
    """`name`: what is read on the page; `called`: the same within a sentence, with its article.

    `scopes`: the levels of committee where a mandate can be, "pais" for none. `second_factor`:
    whether it has to be brought on coming in.
    """

    code: str
    name: str
    called: str
    plain: str
    scopes: tuple[str, ...]
    second_factor: bool
    source: Source

    @property
    def national(self) -> bool:
        """Whether there is one of it, so that it needs no place to be named."""
        return NATIONAL.issuperset(self.scopes)


@dataclass(frozen=True, slots=True)
class Action:
    """`name`: a verb, as a user reads it. `who`: role -> how far.

    `not_own`: never by whoever registered what it is about. `two_people`: one asks for it, and
    another who may confirms it.
    """

    code: str
    name: str
    plain: str
    kind: Kind
    who: Mapping[str, Reach]
    not_own: bool
    two_people: bool
    source: Source

    @property
    def writes(self) -> bool:
        return self.kind not in READING

    @property
    def guarded(self) -> bool:
        """Whether a role that has it demands a second factor."""
        return self.kind in GUARDED
