"""What number a cell's text stands for, when it can be known."""

import re
from typing import Final

_PLAIN: Final = re.compile(r"[+-]?\d+")
_POINT: Final = re.compile(r"[+-]?\d*\.\d+|[+-]?\d+\.")
_COMMA: Final = re.compile(r"[+-]?\d*,\d+")
_THOUSANDS_COMMA: Final = re.compile(r"[+-]?\d{1,3}(,\d{3}){2,}(\.\d+)?|[+-]?\d{1,3},\d{3}\.\d+")
_THOUSANDS_POINT: Final = re.compile(r"[+-]?\d{1,3}(\.\d{3}){2,}(,\d+)?|[+-]?\d{1,3}\.\d{3},\d+")
_EITHER: Final = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")


class AmbiguousNumber(ValueError):
    """The text is a number that can be read two ways ("1,293" is 1293 or 1.293)."""


def number_in(text: str) -> float | None:
    """The number written in `text`, or None when it is not only a number.

    Decimal commas and points, blanks or apostrophes between thousands, and a percent sign are
    understood ("30 %" is 30). Raises AmbiguousNumber where the separator may be either.
    """
    bare = re.sub(r"(?<=\d)[ \u00a0\u202f'’](?=\d{3}(\D|$))", "", text.strip()).rstrip("% ")
    bare = bare.strip()
    if _EITHER.fullmatch(bare):
        raise AmbiguousNumber(text)
    if _PLAIN.fullmatch(bare) or _POINT.fullmatch(bare):
        return float(bare)
    if _COMMA.fullmatch(bare):
        return float(bare.replace(",", "."))
    if _THOUSANDS_COMMA.fullmatch(bare):
        return float(bare.replace(",", ""))
    if _THOUSANDS_POINT.fullmatch(bare):
        return float(bare.replace(".", "").replace(",", "."))
    return None
