"""What would move a district across the border, one indicator at a time."""

from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from sinasec.methods.risk.levers import Lever, NoLevers, exponents, levers, mark_of
from sinasec.publications.models import Publication
from sinasec.risk.published import reading
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
    """A lever in words. `counted`: how cases move it; None when it is no rate."""

    name: str
    measure: str
    lever: Lever
    counted: "Counted | None"

    @property
    def cases(self) -> float | None:
        """The change in cases a year, for a rate; None when not even none would be enough."""
        if self.lever.needed is None or self.counted is None:
            return None
        change = (self.lever.needed - self.lever.value) * self.counted.per_unit
        return change if change >= -self.counted.cases else None

    @property
    def beyond(self) -> bool:
        """Whether a rate that leans on the others would stay above what is needed with no case."""
        return self.change != "" and self.counted is not None and self.cases is None

    @property
    def change(self) -> str:
        if self.lever.needed is None:
            return ""
        gap = self.lever.needed - self.lever.value
        return f"{'subir' if gap > 0 else 'bajar'} {measure(abs(gap))}"


@dataclass(frozen=True, slots=True)
class Counted:
    """Of the rate of a district: its cases a year, and how many more would raise it by one."""

    cases: float
    per_unit: float


def counted(publication: Publication, unit: str, people: int | None) -> dict[str, Counted]:
    """By element, for the rates whose error is known.

    A rate smoothed to (y + a)/(n + b) has variance (y + a)/(n + b)², so that value over variance is
    n + b: the cases that move it by one. It is n where nothing was smoothed. Cases are those of the
    whole window, told by year with the population.
    """
    index, found = reading.index_tables(publication), dict[str, Counted]()
    if unit not in index.units or not people:
        return found
    at = index.units.index(unit)
    codes = [each.code for each in index.tree.indicators]
    mine = reading.table(publication, "tasas").filter(pl.col("unit") == unit)
    for element, events, lived in mine.select("element", "events", "exposure").iter_rows():
        place = codes.index(element)
        value, error = index.values[at, place], index.errors[at, place]
        if error > 0:
            found[element] = Counted(events * people / lived, value / error**2 * people / lived)
    return found


def moves(publication: Publication, row: dict[str, Any]) -> Moves:
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
    cases = counted(publication, row["unit"], row["population"])
    edition = reading.edition(publication)
    people = {one.code for one in edition.indicators if one.input and one.input.origin == PEOPLE}
    said = (
        Move(
            known[one.element]["name"],
            known[one.element]["unit_of_measure"],
            one,
            cases.get(one.element),
        )
        for one in found
        if one.element not in people
    )
    return Moves(inside, mark, tuple(said))
