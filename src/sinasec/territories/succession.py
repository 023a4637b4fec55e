"""Which units had the territory of one on a day: units are created, merged and named anew.

What a norm says of it is in the tables of reference, with its source; what they do not say is not
guessed: it is an error with a sentence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sinasec.territories import reference
from sinasec.territories.reference import Event, UnitRow
from sinasec.translation import gettext as _


class UnknownSuccession(LookupError):
    """The tables do not say of whom the territory was; the sentence says of which unit and day."""


@dataclass(frozen=True, slots=True)
class Succession:
    """`units`: by code; `created` and `merged`: the other units of each that was."""

    units: Mapping[str, UnitRow]
    created: Mapping[str, tuple[str, ...]]
    merged: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, units: Iterable[UnitRow], events: Iterable[Event]) -> "Succession":
        happened = list(events)
        return cls(
            {unit.code: unit for unit in units},
            {each.code: each.others for each in happened if each.event in ("created", "counted")},
            {each.code: each.others for each in happened if each.event == "merged"},
        )

    def units_on(self, code: str, day: date) -> tuple[str, ...]:
        """Those that had its territory that day, in order: itself alone while it was.

        One of several may have had more than that territory. Raises KeyError for a code that is
        no unit, and UnknownSuccession.
        """
        return tuple(sorted(self._had(code, day, frozenset())))

    def _had(self, code: str, day: date, asked: frozenset[str]) -> set[str]:
        unit = self.units[code]
        before = unit.valid_from is not None and day < unit.valid_from
        after = unit.valid_to is not None and day > unit.valid_to
        if not before and not after:
            return {code}
        others = (self.created if before else self.merged).get(code, ())
        if not others or code in asked:
            raise UnknownSuccession(_unknown(unit, day, before=before))
        return set().union(*(self._had(other, day, asked | {code}) for other in others))


@cache
def succession() -> Succession:
    """That of the tables of reference."""
    return Succession.of(reference.units(), reference.history())


def _unknown(unit: UnitRow, day: date, *, before: bool) -> str:
    if before:
        said = _(
            "{name} todavía no existía el {day}: de qué distritos salió su territorio está sin "
            "información."
        )
    else:
        said = _(
            "{name} ya no existía el {day}: a qué distritos pasó su territorio está sin "
            "información."
        )
    return said.format(name=unit.name, day=f"{day:%d/%m/%Y}")
