"""What one cell may hold, in any format of workbook, and what cannot be taken at its value.

A cell shows a text, holds a value and may come from a formula; the number alone says too little
of three kinds of cell, which are kept apart: a percentage, a formula that nobody has worked out
and a number that may be a day of a workbook that counts from 1904. What a formula could not give
is the text of its error.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Final

# As Excel and LibreOffice show them, in English and in Spanish.
ERRORS: Final = frozenset(
    {"#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!"}
    | {"#¡REF!", "#¡DIV/0!", "#N/D", "#¿NOMBRE?", "#¡NULO!", "#¡NUM!", "#¡VALOR!"}
    | {"#¡DESBORDAMIENTO!", "#¡CALC!", "#¡VALOR", "#GETTING_DATA", "#FIELD!", "#¡CAMPO!"}
    | {f"Err:{number}" for number in range(501, 541)}
)
FIRST_DAY: Final = date(1899, 12, 30)  # day 0 of a workbook of today's Excel
FIRST_DAY_1904: Final = date(1904, 1, 1)  # day 0 of one that began on an old Macintosh


@dataclass(frozen=True, slots=True)
class Percent:
    """A number shown as a percentage: 0.305 is seen as 30.5%. `value` is 0.305."""

    value: float

    @property
    def points(self) -> float:
        """The number that is seen before the sign."""
        points = float(f"{self.value * 100:.12g}")
        return points if isfinite(points) else self.value

    def __str__(self) -> str:
        return f"{self.points:.15g}%"


@dataclass(frozen=True, slots=True)
class Unworked:
    """A formula whose result the file does not hold, or holds without having worked it out."""

    formula: str

    def __str__(self) -> str:
        return self.formula


@dataclass(frozen=True, slots=True)
class Serial:
    """A number of a workbook that counts its days from 1904, where a day may be meant."""

    number: float

    def __str__(self) -> str:
        return f"{self.number:.15g}"


Raw = str | int | float | bool | date | datetime | time | timedelta | Percent | Unworked | Serial

UNWORKED: Final = "formula-sin-resultado"  # code of the fault of such a cell
SAYS_UNWORKED: Final = (
    "es una fórmula sin resultado guardado ({}): abra el libro en Excel o LibreOffice, guárdelo "
    "y vuelva a enviarlo, o escriba el dato."
)


def said_unworked(formula: str) -> str:
    """What is wrong with a formula without result, and what to do."""
    shown = formula if len(formula) <= _LONGEST else f"{formula[:_LONGEST]}…"
    return SAYS_UNWORKED.format(shown)


_LONGEST: Final = 40
