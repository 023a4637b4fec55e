"""Where a mandate is, where something is asked, and whether the first reaches the second."""

from dataclasses import dataclass
from typing import Final, Literal

Reach = Literal["propio", "debajo", "propio-y-debajo", "todo"]

COUNTRY: Final = "pais"  # the level of what is of no committee, as the definition writes it


class IllegalHat(ValueError):
    """A sentence: why nobody can have a mandate of that role there."""


def level_of(committee: str) -> str:
    """ "CODISEC" of "CODISEC-150101"; "pais" of "", which is the country as a whole."""
    return committee.partition("-")[0] or COUNTRY


@dataclass(frozen=True, slots=True)
class Hat:
    """A role with the place of its mandate. `scope`: code of a committee, "" for the country."""

    role: str
    scope: str

    @property
    def level(self) -> str:
        return level_of(self.scope)


@dataclass(frozen=True, slots=True)
class Place:
    """Of which committee something is asked. `committee`: its code, "" for the country as a whole.

    `above`: the codes of those over it, from the nearest to CONASEC. Raises ValueError for what no
    tree has, so that a mistake of the caller never widens a permission.
    """

    committee: str
    above: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        whole = (self.committee, *self.above)
        if len(set(whole)) < len(whole) or "" in self.above or (self.above and not self.committee):
            raise ValueError(f"no committee is placed so: {whole}")

    @property
    def level(self) -> str:
        return level_of(self.committee)


def reaches(reach: Reach, hat: Hat, place: Place) -> bool:
    """Whether what reaches so far from the place of a mandate reaches that one."""
    own = hat.scope == place.committee
    below = hat.scope in place.above or (not hat.scope and not own)
    match reach:
        case "propio":
            return own
        case "debajo":
            return below
        case "propio-y-debajo":
            return own or below
        case "todo":
            return True


def overlap(one: Reach, other: Reach) -> bool:
    """Whether some place is reached both ways from the same mandate."""
    return {one, other} != {"propio", "debajo"}
