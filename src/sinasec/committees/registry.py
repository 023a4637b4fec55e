"""Which committees there are: built from the units of the territory, without a database.

CONASEC; 26 CORESEC (Lima is two regions, Callao one); a COPROSEC for each province; a CODISEC for
each district. In the district that is the capital of a province the CODISEC existed only until
the Reglamento's art. 31 (wording of DS 010-2019-IN, in force 2019-05-10) gave it to the COPROSEC.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from sinasec.methods.law import METROPOLITAN_LIMA, Level
from sinasec.territories import reference

REGLAMENTO_FROM: Final = date(2014, 12, 5)  # DS 011-2014-IN
LAST_DAY_OF_CAPITAL_CODISEC: Final = date(2019, 5, 9)  # DS 010-2019-IN, art. 31


@dataclass(frozen=True, slots=True)
class CommitteeRow:
    """A committee, with the same fields as the model."""

    code: str
    level: Level
    name: str
    region: str  # "" for CONASEC
    parent: str  # code of the next higher instance; "" for CONASEC
    territory: str  # INEI code of its unit; "" for CONASEC
    valid_from: date
    valid_to: date | None

    def exists_on(self, day: date) -> bool:
        """Whether there is such a committee that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@cache
def committees() -> tuple[CommitteeRow, ...]:
    """Every committee there is or has been since the Reglamento, higher instances first."""
    return (_national(), *_regional(), *_provincial(), *_district())


@cache
def by_code() -> dict[str, CommitteeRow]:
    """Every committee by its code."""
    return {committee.code: committee for committee in committees()}


def label(committee: CommitteeRow) -> str:
    """The name with its place, never ambiguous: "CODISEC Santa Rosa (Chiclayo, Lambayeque)"."""
    if committee.level in ("CONASEC", "CORESEC"):
        return committee.name
    return f"{committee.level} {reference.full_name(committee.territory)}"


def named(code: str) -> str:
    """Its label and its code; the code alone of one that is not known."""
    return f"{label(by_code()[code])} ({code})" if code in by_code() else code


def answering_for(unit: str, day: date) -> str:
    """Code of the committee that answers for a unit that day.

    Raises KeyError for a code that is no unit. The capital district of a province is answered
    for by the COPROSEC since 2019-05-10; before, by its own CODISEC.
    """
    reference.by_code()[unit]
    if len(unit) == 6:
        own = by_code()[f"CODISEC-{unit}"]
        return own.code if own.valid_to is None or day <= own.valid_to else f"COPROSEC-{unit[:4]}"
    return f"COPROSEC-{unit}" if len(unit) == 4 else f"CORESEC-{unit}"


def _national() -> CommitteeRow:
    return CommitteeRow("CONASEC", "CONASEC", "CONASEC", "", "", "", REGLAMENTO_FROM, None)


def _regional() -> Iterator[CommitteeRow]:
    departments = [unit.code for unit in reference.units() if unit.kind == "dept"]
    for region in sorted([*departments, METROPOLITAN_LIMA]):
        name = f"CORESEC {reference.region_name(region)}"
        yield CommitteeRow(
            f"CORESEC-{region}", "CORESEC", name, region, "CONASEC", region, REGLAMENTO_FROM, None
        )


def _provincial() -> Iterator[CommitteeRow]:
    for unit in reference.units():
        if unit.kind == "prov":
            region = reference.region_of(unit.code)
            yield CommitteeRow(
                code=f"COPROSEC-{unit.code}",
                level="COPROSEC",
                name=f"COPROSEC {unit.name}",
                region=region,
                parent=f"CORESEC-{region}",
                territory=unit.code,
                valid_from=_beginning(unit),
                valid_to=None,
            )


def _district() -> Iterator[CommitteeRow]:
    for unit in reference.units():
        if unit.kind == "dist":
            capital = reference.is_capital(unit.code)
            yield CommitteeRow(
                code=f"CODISEC-{unit.code}",
                level="CODISEC",
                name=f"CODISEC {unit.name}",
                region=reference.region_of(unit.code),
                parent=f"COPROSEC-{unit.parent}",
                territory=unit.code,
                valid_from=_beginning(unit),
                valid_to=LAST_DAY_OF_CAPITAL_CODISEC if capital else unit.valid_to,
            )


def _beginning(unit: reference.UnitRow) -> date:
    return max(REGLAMENTO_FROM, unit.valid_from or REGLAMENTO_FROM)
