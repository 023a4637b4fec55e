"""What a plain formula is worth: numbers, cells, + - * /, SUM, and nothing else.

Matrices arrive with formulas and no saved result ("=(50+180+2+204)"). A figure is worked out
only when it cannot be misread; any other formula is left unknown and said so.
"""

import re
from collections.abc import Callable
from typing import Final

from openpyxl.utils import column_index_from_string

Lookup = Callable[[int, int], float | None]

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<range>\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+)"
    r"|(?P<cell>\$?[A-Z]{1,3}\$?\d+)|(?P<sum>SUM\()|(?P<sign>[-+*/(),]))"
)
_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
MAX_LENGTH: Final = 2_000
MAX_RANGE: Final = 10_000
MAX_LOOKUPS: Final = 100_000  # in one book: three formulas that name each other make millions


class NotPlain(ValueError):
    """The formula has more than plain arithmetic, or a cell it needs is not a number."""


def references(formula: str) -> list[tuple[int, int]]:
    """The (row, column) of each single cell a formula names, in order, ranges by their ends."""
    bare = re.sub(r'"[^"]*"', "", formula)
    found = re.findall(r"(?<![A-Z0-9$!_.\]'])\$?([A-Z]{1,3})\$?(\d+)(?![\d(!A-Z_'])", bare)
    return [(int(row), column_index_from_string(letters)) for letters, row in found]


def worth(formula: str, lookup: Lookup) -> float:
    """The value of a plain formula. Raises NotPlain, also for a division by zero.

    `lookup(row, column)`: the number in a cell; None when it has no number.
    """
    if len(formula) > MAX_LENGTH:
        raise NotPlain(formula)
    parser = _Parser(_split(formula.lstrip(" =").upper()), lookup)
    try:
        value = parser.total()
    except (ZeroDivisionError, OverflowError, RecursionError) as error:
        raise NotPlain(formula) from error
    if parser.left():
        raise NotPlain(formula)
    return value


def _split(text: str) -> list[tuple[str, str]]:
    found, start = [], 0
    text = text.strip()
    while start < len(text):
        match = _TOKEN.match(text, start)
        if match is None or match.lastgroup is None:
            raise NotPlain(text)
        found.append((match.lastgroup, match.group(match.lastgroup)))
        start = match.end()
    return found


class _Parser:
    """Sums of products of signed atoms; each method reads one level."""

    def __init__(self, pieces: list[tuple[str, str]], lookup: Lookup) -> None:
        self.pieces = pieces
        self.lookup = lookup
        self.place = 0

    def left(self) -> bool:
        return self.place < len(self.pieces)

    def total(self) -> float:
        value = self.product()
        while (sign := self.sign("+", "-")) is not None:
            term = self.product()
            value = value + term if sign == "+" else value - term
        return value

    def product(self) -> float:
        value = self.atom()
        while (sign := self.sign("*", "/")) is not None:
            factor = self.atom()
            value = value * factor if sign == "*" else value / factor
        return value

    def atom(self) -> float:
        if (sign := self.sign("+", "-")) is not None:
            return self.atom() if sign == "+" else -self.atom()
        kind, text = self.next()
        if kind == "number":
            return float(text)
        if kind == "cell":
            return self.number(*_place(text))
        if kind == "sum":
            return self.added()
        if text == "(":
            value = self.total()
            self.close()
            return value
        raise NotPlain(text)

    def added(self) -> float:
        value = self.term()
        while self.sign(",") is not None:
            value += self.term()
        self.close()
        return value

    def term(self) -> float:
        if self.left() and self.pieces[self.place][0] == "range":
            return self.range(self.next()[1])
        return self.total()

    def range(self, text: str) -> float:
        first, last = (_place(end) for end in text.split(":"))
        top, bottom = sorted((first[0], last[0]))
        left, right = sorted((first[1], last[1]))
        if (bottom - top + 1) * (right - left + 1) > MAX_RANGE:
            raise NotPlain(text)
        inside = (
            self.lookup(row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        )
        return sum(value for value in inside if value is not None)

    def number(self, row: int, column: int) -> float:
        value = self.lookup(row, column)
        if value is None:
            raise NotPlain("celda sin número")
        return value

    def sign(self, *signs: str) -> str | None:
        if self.left() and self.pieces[self.place] in [("sign", each) for each in signs]:
            return self.next()[1]
        return None

    def next(self) -> tuple[str, str]:
        if not self.left():
            raise NotPlain("fórmula incompleta")
        self.place += 1
        return self.pieces[self.place - 1]

    def close(self) -> None:
        if self.sign(")") is None:
            raise NotPlain("falta un paréntesis")


def _place(text: str) -> tuple[int, int]:
    match = _CELL.fullmatch(text)
    if match is None:
        raise NotPlain(text)
    return int(match.group(2)), column_index_from_string(match.group(1))
