"""The indicators of an edition for which no data are loaded: said and accepted before signing."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sinasec.counted import counted
from sinasec.methods.risk.assemble import NothingToMeasure, assemble
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.values import RiskInputs
from sinasec.methods.risk.windows import NotLoaded
from sinasec.publications.keep import CannotPublish
from sinasec.risk.published.computed import CannotCompute

OPTION: Final = "--aunque-falten"


@dataclass(frozen=True, slots=True)
class Lack:
    """`why`: in words, with what it would take."""

    code: str
    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.code} ({self.name}): {self.why}"

    def as_dict(self) -> dict[str, str]:
        return {"indicator": self.code, "name": self.name, "message": self.why}


class Lacks(CannotPublish):
    """`lacks`: all that the edition lacks; `indicators`: how many the edition has."""

    def __init__(self, lacks: list[Lack], indicators: int) -> None:
        self.lacks = lacks
        self.indicators = indicators
        super().__init__(
            f"No se publicó nada. {self.told}\nCárguelos (docs/manual/datos.md dice cómo), o diga "
            f"que los acepta nombrándolos: {OPTION} {self.codes}"
        )

    @property
    def codes(self) -> str:
        """As the option takes them."""
        return ",".join(each.code for each in self.lacks)

    @property
    def told(self) -> str:
        """How many lack data, and which, a line each."""
        have = counted(self.indicators, "indicador", "indicadores")
        listed = "\n".join(f"  {each}" for each in self.lacks)
        return (
            f"De {have} de la edición faltan datos de {len(self.lacks)}, y su peso se reparte "
            f"entre los demás:\n{listed}"
        )


def lacking(edition: RiskEdition, inputs: RiskInputs, year: int) -> list[Lack]:
    """Those without any value, in the order of the edition. Raises `CannotCompute`."""
    try:
        measures = assemble(edition, inputs, year).measures
    except (NothingToMeasure, NotLoaded) as error:
        raise CannotCompute(
            f"Con estos datos y esta edición no resulta un índice: {error}"
        ) from error
    return [
        Lack(each.code, each.name, measures[each.code].why)
        for each in edition.indicators
        if measures[each.code].why
    ]


def check_accepted(
    edition: RiskEdition, inputs: RiskInputs, year: int, accepted: Collection[str]
) -> None:
    """Raises `Lacks` unless each that is lacking was accepted by its code, or CannotPublish for a
    code that the edition does not have; and `CannotCompute`."""
    codes = [each.code for each in edition.indicators]
    unknown = sorted(set(accepted) - set(codes))
    if unknown:
        raise CannotPublish(
            f"La edición {edition.code} no tiene ningún indicador {', '.join(unknown)}: tiene "
            f"{', '.join(codes)}."
        )
    lacks = lacking(edition, inputs, year)
    if {each.code for each in lacks} - set(accepted):
        raise Lacks(lacks, len(codes))
