"""Every role, from every place of a mandate, asked every action in every place: what may happen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sinasec.methods.access.access import Access
from sinasec.methods.access.places import COUNTRY, Hat, Place

# Two branches of a tree: in the first are the mandates, and the second is somebody else's.
TREES: Final = tuple(
    (
        Place(f"CODISEC-{tree}", (f"COPROSEC-{tree}", f"CORESEC-{tree}", "CONASEC")),
        Place(f"COPROSEC-{tree}", (f"CORESEC-{tree}", "CONASEC")),
        Place(f"CORESEC-{tree}", ("CONASEC",)),
    )
    for tree in "AB"
)
NATION: Final = (Place("CONASEC"), Place(""))
PLACES: Final = (*TREES[0], *TREES[1], *NATION)


@dataclass(frozen=True, slots=True)
class Tried:
    """`allowed`: whether who has that mandate may do it in that place."""

    action: str
    hat: Hat
    place: Place
    allowed: bool


def every_hat(access: Access) -> Iterator[Hat]:
    """Of each role, one for each level where it can be."""
    scopes = {place.level: place.committee for place in (*TREES[0], *NATION)}
    scopes[COUNTRY] = ""
    for role in access.roles.values():
        for level in role.scopes:
            yield Hat(role.code, scopes[level])


def every_try(access: Access) -> Iterator[Tried]:
    """Inside and outside of the place of each mandate."""
    for hat in every_hat(access):
        for action in access.actions:
            for place in PLACES:
                yield Tried(action, hat, place, access.may(action, hat, place))
