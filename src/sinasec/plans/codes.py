"""Objectives, lines and activity codes, in the odd spellings of real matrices."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from sinasec.spreadsheets.words import is_like, plain

_ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_NUMBER: Final = r"(?P<number>\d{1,2}|IV|VI|V|I{1,3})(?![A-Z0-9])"
_OBJECTIVE: Final = re.compile(
    rf"^(?:(?P<word>[A-Z]{{6,10}})\s++(?:ESTRATEGICO|PRIORITARIO|ESPECIFICO)?|O\.?\s?[EP]\.?)"
    rf"[\s.:\-]*+(?:N(?:RO|O)?\b[\s.:]*+)?0?{_NUMBER}[\s.:\-–)]*+(?P<rest>.*)$"
)
_LINE: Final = re.compile(
    rf"^(?:LINEAS?\s++(?:DE\s++)?(?P<word>[A-Z]{{4,8}})|L\.?\s?A\.?)"
    rf"[\s.:\-]*+(?:N(?:RO|O)?\b[\s.:]*+)?0?{_NUMBER}[\s.:\-–)]*+(?P<rest>.*)$"
)
_CODE: Final = re.compile(
    r"(?:\bA\s*+\.?+\s*+E\s*+\.?+\s*+[:\-]?+\s*+(?:N\b\s*+)?+)?(?<![\d.])0*(\d{1,2})"
    r"\s*+[.,\-·_]\s*+0*(\d{1,2})\s*+[.,\-·_]\s*+0*(\d{1,3})(?!\s*+[.,]?\d)"
)
_PREFIXED: Final = re.compile(r"^\W*+A\s*+\.?+\s*+E\s*+\.?+\s*+[:\-]?+\s*+(?:N\b\s*+)?+\d")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a block: its number and, when the same cell has it, its name."""

    kind: Literal["objective", "line"]
    number: int
    name: str


@dataclass(frozen=True, slots=True, order=True)
class Code:
    """The code of an activity: objective, line and order in the line."""

    objective: int
    line: int
    order: int

    def __str__(self) -> str:
        return f"AE {self.objective}.{self.line}.{self.order}"


def heading_in(text: object) -> Heading | None:
    """The objective or line a cell announces ("LÍNEA DE ACCIÓN N° 4"), if it does."""
    if not isinstance(text, str):
        return None
    bare = plain(text)
    objective = _OBJECTIVE.match(bare)
    if objective and (objective["word"] is None or is_like(objective["word"], "OBJETIVO")):
        return Heading("objective", _int(objective["number"]), objective["rest"].strip())
    line = _LINE.match(bare)
    if line and (line["word"] is None or is_like(line["word"], "ACCION")):
        return Heading("line", _int(line["number"]), line["rest"].strip())
    return None


def _int(text: str) -> int:
    return _ROMAN[text] if text in _ROMAN else int(text)


def number_in_cell(value: object) -> int | None:
    """The number of an objective or line in a column of its own: 4, "4", "LA 04. PATRULLAJE"."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return int(value) if value == int(value) and 0 < value < 100 else None
    heading = heading_in(value)
    if heading is not None:
        return heading.number
    match = re.match(
        r"^\W*+(?:N(?:RO)?\b\W*+)?0?(\d{1,2}|IV|VI|V|I{1,3})(?![A-Z0-9])", plain(value)
    )
    return _int(match.group(1)) if match else None


def code_in(value: object, *, anywhere: bool = False) -> Code | None:
    """The code a cell holds. `anywhere` false: only a cell that starts with "AE 1.2.3".

    Dates such as 12-03-2025 are not codes; "A.E. 01.02.03", "ae1.2.3" and "AE 1-2-3" are.
    """
    if not isinstance(value, str):
        return None
    bare = plain(value)
    if not anywhere and not _PREFIXED.match(bare):
        return None
    match = _CODE.match(bare.lstrip(" .-:("))
    if match is None:
        return None
    objective, line, order = (int(number) for number in match.groups())
    return Code(objective, line, order) if objective and line and order else None


def without_code(text: str) -> str:
    """The name of an activity without the code written before it."""
    if not _PREFIXED.match(plain(text)):
        return text.strip()
    return re.sub(
        r"^\W*+[Aa]\s*+\.?+\s*+[Ee]\s*+\.?+\W*+(?:[Nn][°º]\s*+)?\d++(?:\s*+[^\w\s]\s*+|\s++)\d++"
        r"(?:\s*+[^\w\s]\s*+|\s++)\d++[\s.:\-–)]*+",
        "",
        text,
    ).strip()
