"""What kinds of publication there are. Each domain registers its own (`sinasec.domains`).

What a kind does is named, not imported: its domain stands above this folder, and the commands
that need no database start nothing of it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sinasec import domains
from sinasec.registered import Registered, named

if TYPE_CHECKING:
    from sinasec.publications.packages.table import Table

__all__ = ["KINDS", "Kind", "UnknownKind", "kind", "named", "tables_of"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of publication.

    `rebuild`: dotted name of `(folder, descriptor) -> Rebuilt`, from the package alone: what it
    imports is the code that decides the kind (see `code_version`). `tables`: dotted name of the
    `Table`s that it publishes, from which its API is made. `respondents`: dotted name of
    `(publication) -> committees that may reply`. `varies`: what to change when two contents would
    share a code. `alike`: columns in which two must be equal, besides kind, day and origin of
    data, for one to take the place of the other. `remembers`: dotted name of `(folder of the
    publications, folder of the keys, *, every) -> iterator of Finding`: what of the database is
    not as those of the kind remember it, of all of them or only of the newest. `quotes`: dotted
    name of `(publication, committee, duty, first day, last day) -> Quote`: what it says there, for
    whoever says that it was wrong (see `afterwards.quote`). `certifies`: dotted name of
    `(publication, committee or "") -> Certified`: what it says of a committee on its last day, for
    whoever certifies it (see `afterwards.certified`). `title` and `covers` are words of the
    pages.
    """

    code: str
    title: str
    covers: str
    rebuild: str
    tables: str
    respondents: str
    varies: str
    alike: tuple[str, ...] = ()
    remembers: str = ""
    quotes: str = ""
    certifies: str = ""


class UnknownKind(LookupError):
    """A sentence: this program does not know that kind of publication."""


# Code -> kind, in the order in which the modules of the domains register them.
KINDS: Final[Registered[Kind]] = Registered(domains.KINDS, "kind of publication")


def kind(code: str) -> Kind:
    """The kind with that code. Raises `UnknownKind`."""
    if code not in KINDS:
        raise UnknownKind(
            f"«{code[:40]}» no es una clase de publicación que este programa conozca: "
            "use una versión más nueva."
        )
    return KINDS[code]


def tables_of(one: Kind) -> tuple["Table", ...]:
    """Those that it publishes today, in the order in which it lists them."""
    return tuple(named(one.tables))
