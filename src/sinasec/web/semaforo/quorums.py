"""How many sit in each committee and with how many it meets, each figure with what it is of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sinasec.committees.registry import by_code
from sinasec.definitions.composition import Composition, composition_of, of_one_committee, quorum
from sinasec.methods.compliance.wordings import LEVELS
from sinasec.methods.law import Norm
from sinasec.web.words import LEVEL_WORDS

RULES: Final = {"mas_de_la_mitad": "más de la mitad", "mitad_mas_uno": "la mitad más uno"}
VARIES: Final = {"donde_hubiera": "donde haya", "uno_por_cada": "puede haber más de uno"}


@dataclass(frozen=True, slots=True)
class Quorum:
    """The quorum of a committee on a day. `base`: the members that the norm names, of which it is.

    `varying`: the seats that depend on the place, in words; `example`: whether the rounding of an
    odd half, which no norm fixes, makes the figure.
    """

    who: str
    attending: int
    base: int
    rule: str
    norm: Norm
    varying: tuple[str, ...]
    example: bool
    note: str


def quorums(day: date) -> list[Quorum]:
    """Of each level in force on a day, and of each committee with an article of its own."""
    return list(_quorums(day))


def _quorums(day: date) -> Iterator[Quorum]:
    for level in LEVELS:
        if found := composition_of(level, day):
            yield _quorum(LEVEL_WORDS[level], found)
        for code in of_one_committee(level):
            if found := composition_of(level, day, code):
                yield _quorum(by_code()[code].name, found)


def _quorum(who: str, found: Composition) -> Quorum:
    return Quorum(
        who,
        quorum(found.members, found.quorum_rule),
        found.members,
        RULES[found.quorum_rule],
        found.norm,
        tuple(f"{seat.name} ({VARIES[seat.varies]})" for seat in found.seats if seat.varies),
        found.quorum_rule == "mitad_mas_uno" and found.members % 2 == 1,
        found.note,
    )
