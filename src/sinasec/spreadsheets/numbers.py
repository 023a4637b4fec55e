"""What number a cell's text stands for, when it can be known: one reading for every door.

The patterns are of the kind that Python and Polars understand alike, so that a file of 300,000
rows is read by column with the same ones. docs/metodos/lectura-de-celdas.md is the table of what
each text is read as, and the test of every reader.
"""

import re
from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import Final, Literal

Mark = Literal["", ".", ","]

_SIGN: Final = "[+-]?"
_BLANK: Final = "[ \u00a0\u202f'’]"  # between thousands; never a decimal mark
GAPS: Final = _BLANK
WHOLE: Final = rf"^{_SIGN}[0-9]+$"
POWER: Final = rf"^{_SIGN}([0-9]+(\.[0-9]*)?|\.[0-9]+)[eE]{_SIGN}[0-9]{{1,3}}$"
# With blanks between thousands the mark that is left can only be the decimal one.
PARTED: Final = rf"^{_SIGN}[0-9]{{1,3}}({_BLANK}[0-9]{{3}})+([.,][0-9]+)?$"
# "1,293" is 1293 or 1.293; "0,293" and "12345,678" can only be decimals.
TWO_WAYS: Final = rf"^{_SIGN}[1-9][0-9]{{0,2}}[.,][0-9]{{3}}$"
_DECIMALS: Final = rf"^{_SIGN}([0-9]*{{mark}}[0-9]+|[0-9]+{{mark}})$"
_THOUSANDS: Final = (
    rf"^{_SIGN}[0-9]{{{{1,3}}}}(({{other}}[0-9]{{{{3}}}}){{{{2,}}}}({{mark}}[0-9]+)?"
    rf"|{{other}}[0-9]{{{{3}}}}{{mark}}[0-9]+)$"
)
_ONE_THOUSAND: Final = rf"^{_SIGN}[1-9][0-9]{{{{0,2}}}}{{other}}[0-9]{{{{3}}}}$"
_SPACES: Final = " \u00a0\u202f"
PERCENT_SIGN: Final = rf"[{_SPACES}]*%$"  # for Polars alone, which looks in linear time


@cache
def decimals(mark: str) -> str:
    """The pattern of a number whose decimal mark is `mark`, thousands together."""
    return _DECIMALS.format(mark=_escaped(mark))


@cache
def thousands(mark: str, *, declared: bool = False) -> str:
    """Of one whose thousands are parted by the other mark; of only one when it is `declared`."""
    other = "," if mark == "." else "."
    names = {"mark": _escaped(mark), "other": _escaped(other)}
    sure = _THOUSANDS.format(**names)
    return f"{sure}|{_ONE_THOUSAND.format(**names)}" if declared else sure


def _escaped(mark: str) -> str:
    return rf"\{mark}" if mark == "." else mark


WRITE_IT: Final = "escríbalo sin separador de miles."


class AmbiguousNumber(ValueError):
    """The text is a number that can be read two ways ("1,293" is 1293 or 1.293)."""

    def __init__(self, text: str) -> None:
        super().__init__(f"«{text}» puede leerse de dos modos: {WRITE_IT}")


@dataclass(frozen=True, slots=True)
class Written:
    """The number written. `percent`: a percent sign follows, and 30 means 30 of each hundred."""

    number: float
    percent: bool = False


def written_number(text: str, mark: Mark = "") -> Written | None:
    """The number written in `text`, or None when it is not only a number.

    `mark`: the decimal mark, when whoever sends the file has said it. Raises AmbiguousNumber where
    it has not been said and the mark may be either.
    """
    bare = text.strip()
    percent = bare.endswith("%")
    number = _number(bare[:-1].rstrip(_SPACES) if percent else bare, mark)
    if number is None or not isfinite(number):
        return None
    return Written(number, percent)


def number_in(text: str, mark: Mark = "") -> float | None:
    """The number written in `text` without a percent sign; None for any other text.

    Raises AmbiguousNumber as `written_number` does.
    """
    written = written_number(text, mark)
    return None if written is None or written.percent else written.number


def _number(bare: str, mark: Mark) -> float | None:
    if re.search(WHOLE, bare) or re.search(POWER, bare):
        return float(bare)
    if re.search(PARTED, bare) and (not mark or not set(bare) & {",", "."} - {mark}):
        return float(re.sub(GAPS, "", bare).replace(",", "."))
    if not mark and re.search(TWO_WAYS, bare):
        raise AmbiguousNumber(bare)
    for each in (mark,) if mark else (".", ","):
        if re.search(decimals(each), bare):
            return float(bare.replace(",", "."))
        if re.search(thousands(each, declared=bool(mark)), bare):
            other = "," if each == "." else "."
            return float(bare.replace(other, "").replace(",", "."))
    return None
