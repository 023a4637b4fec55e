"""Whom an erratum is told to: the audiences that the life of a publication declares, by name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sinasec.committees.registry import by_code, named
from sinasec.definitions.lifecycles import lifecycle
from sinasec.methods.words import day_words
from sinasec.publications.afterwards.history import PUBLICATION
from sinasec.publications.models import Erratum
from sinasec.publications.succession import replies_in_line
from sinasec.time_zone import day_of


@dataclass(frozen=True, slots=True)
class ToTell:
    """`audience`: its code; `name`: in words; `who`: each of them, in words."""

    audience: str
    name: str
    who: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        return {"audience": self.audience, "name": self.name, "who": list(self.who)}


def to_tell(erratum: Erratum) -> list[ToTell]:
    """Whom the erratum must be told to, in the order in which its life-cycle says them."""
    life = lifecycle(PUBLICATION)
    audiences = [life.audience(code) for code in life.move("errata").tells]
    return [ToTell(one.code, one.name, tuple(WHO[one.code](erratum))) for one in audiences]


def _itself(erratum: Erratum) -> Iterator[str]:
    yield named(erratum.committee)


def _above(erratum: Erratum) -> Iterator[str]:
    known = by_code()
    above = known[erratum.committee].parent
    while above:
        yield named(above)
        above = known[above].parent


def _replied(erratum: Erratum) -> Iterator[str]:
    for reply in replies_in_line(erratum.publication):
        if reply.committee == erratum.committee:
            yield f"{reply.by}, que respondió el {day_words(day_of(reply.received_at))}"


WHO: Final[Mapping[str, Callable[[Erratum], Iterator[str]]]] = {
    "comite": _itself,
    "superiores": _above,
    "respondieron": _replied,
}
