"""Who sits in a committee and how many make a quorum, by wording of the Reglamento."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil
from typing import Any, Final, Literal

from sinasec.definitions.documents import Document, read_document
from sinasec.definitions.loading import library
from sinasec.methods.law import Level, Norm

Rounding = Literal["hacia_abajo", "hacia_arriba"]
FOLDER: Final = "composition/"
SETTING: Final = "composition/quorum.yaml"


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat by the office that fills it. `varies`: donde_hubiera | uno_por_cada | "" (fixed)."""

    name: str
    seats: int = 1
    varies: str = ""


@dataclass(frozen=True, slots=True)
class Composition:
    """The seats of a committee in one wording; the first seat presides.

    `quorum_rule`: mas_de_la_mitad (2014) | mitad_mas_uno (2019 on).
    """

    start: date
    norm: Norm
    quorum_rule: str
    seats: tuple[Seat, ...]
    note: str = ""

    @property
    def members(self) -> int:
        """Members the article names, each seat that varies counted once."""
        return sum(seat.seats for seat in self.seats)

    @property
    def fixed(self) -> bool:
        """Whether the number of members is the same in every place."""
        return not any(seat.varies for seat in self.seats)


def quorum(members: int, rule: str, rounding: Rounding | None = None) -> int:
    """How many members must attend. `rounding`: of an odd half; the definitions' when None.

    quorum(13, "mitad_mas_uno", "hacia_abajo") == 7; with "hacia_arriba", 8.
    """
    if rule == "mas_de_la_mitad":
        return members // 2 + 1
    rounding = rounding or quorum_rounding()
    return (members // 2 if rounding == "hacia_abajo" else ceil(members / 2)) + 1


def quorum_rounding() -> Rounding:
    """The rounding in use; an example setting, not a rule of any norm."""
    return read_document(library().edition.files[SETTING], SETTING).value["rounding"]


def composition_of(level: Level, day: date, committee: str = "") -> Composition | None:
    """The seats of a level on a day; `committee` finds a committee with an article of its own.

    None before 2014-12-05, when the Reglamento came into force.
    """
    tables = _tables()
    regimes = tables.get(committee) or tables[level]
    in_force = [one for one in regimes if one.start <= day]
    return in_force[-1] if in_force else None


def of_one_committee(level: Level) -> tuple[str, ...]:
    """The committees of a level that have an article of their own, by code."""
    return tuple(sorted(code for code in _tables() if code.startswith(f"{level}-")))


@cache
def _tables() -> dict[str, tuple[Composition, ...]]:
    """Level, or code of a committee of its own -> its wordings, oldest first."""
    files = library().edition.files
    documents = (
        read_document(text, name)
        for name, text in files.items()
        if name.startswith(FOLDER) and name != SETTING
    )
    return {
        document.value.get("committee", document.value["level"]): tuple(_regimes(document))
        for document in documents
    }


def _regimes(document: Document) -> Iterable[Composition]:
    for spec in sorted(document.value["regimes"], key=lambda spec: spec["from"]):
        yield Composition(
            start=spec["from"],
            norm=_norm(spec["norm"]),
            quorum_rule=spec["quorum"],
            seats=tuple(
                Seat(seat["name"], seat.get("seats", 1), seat.get("varies", ""))
                for seat in spec["seats"]
            ),
            note=" ".join(spec.get("note", "").split()),
        )


def _norm(spec: dict[str, Any]) -> Norm:
    norm = library().norms[spec["id"]]
    return Norm(id=spec["id"], article=spec["article"], url=str(norm["url"]))
