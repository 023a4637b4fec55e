"""What would move a district across the border, one indicator at a time."""

from dataclasses import dataclass
from typing import Any, Final

from sinasec.methods.risk.levers import Lever, NoLevers, exponents, levers, mark_of
from sinasec.risk import reading
from sinasec.web.risk.districts import districts
from sinasec.web.risk.elements import elements, index_of
from sinasec.web.risk.words import measure

PEOPLE: Final = "population"  # where an indicator made of it comes from: it is nobody's to change


@dataclass(frozen=True, slots=True)
class Moves:
    """`inside`: among the first k now. `mark`: the score to cross. `why`: why there are none."""

    inside: bool
    mark: float | None
    moves: tuple["Move", ...]
    why: str = ""

    @property
    def reachable(self) -> bool:
        """Whether any indicator would do it alone."""
        return any(move.lever.needed is not None for move in self.moves)


@dataclass(frozen=True, slots=True)
class Move:
    """A lever in words. `persons`: to how many one unit of the value is one case; None: no rate."""

    name: str
    measure: str
    lever: Lever
    people: int | None
    persons: int | None

    @property
    def cases(self) -> float | None:
        """The change in cases a year, for a rate and a known population."""
        if self.lever.needed is None or not self.people or not self.persons:
            return None
        return (self.lever.needed - self.lever.value) * self.people / self.persons

    @property
    def change(self) -> str:
        if self.lever.needed is None:
            return ""
        gap = self.lever.needed - self.lever.value
        return f"{'subir' if gap > 0 else 'bajar'} {measure(abs(gap))}"


def moves(publication: Any, row: dict[str, Any]) -> Moves:
    """Of a ranked district (a row of `districts`)."""
    k = reading.top(publication)
    mark = mark_of(districts(publication)["score"], row["rank"], k)
    inside = row["rank"] <= k
    if mark is None:
        return Moves(inside, None, (), "Hay menos distritos con puntaje que puestos por elegir.")
    try:
        aggregate = reading.recipe(publication).steps.aggregate
        means = exponents(aggregate, index_of(publication)["level"])
    except NoLevers as error:
        return Moves(inside, mark, (), str(error))
    known = elements(publication)
    found = levers(
        reading.table(publication, "elementos"),
        reading.table(publication, "contribuciones"),
        row["unit"],
        mark,
        means,
    )
    rates = set(reading.table(publication, "tasas")["element"])
    edition = reading.edition(publication)
    people = {one.code for one in edition.indicators if one.input and one.input.origin == PEOPLE}
    said = (
        Move(
            known[one.element]["name"],
            known[one.element]["unit_of_measure"],
            one,
            row["population"],
            edition.rate_per if one.element in rates else None,
        )
        for one in found
        if one.element not in people
    )
    return Moves(inside, mark, tuple(said))
