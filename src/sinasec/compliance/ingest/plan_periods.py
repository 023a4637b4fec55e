"""The years of a plan, in the spellings found in ordinances."""

import re
from typing import Final

from sinasec.methods.compliance.ledger import SEVERAL

_SPAN: Final = re.compile(r"(20\d\d)\s*(?:-|–|—|al?|/)\s*(20\d\d)")
_YEAR: Final = re.compile(r"20\d\d")
_BETWEEN: Final = re.compile(r"[;,]|\s[yY]\s")


def plan_period(text: str) -> str | None:
    """ "2024 -2027|2024" -> "2024-2027"; "2023" -> "2023"; None when it is not sure.

    Several spellings may stand side by side (parted by |, comma or semicolon): the widest is the
    period when it takes in all the others; otherwise nobody can tell.
    """
    spans = [_years(part.strip()) for part in re.split(r"[|;,]", text) if part.strip()]
    known = [span for span in spans if span]
    if not known or len(known) < len(spans):
        return None
    widest = max(known, key=lambda span: span[1] - span[0])
    if any(first < widest[0] or last > widest[1] for first, last in known):
        return None
    return f"{widest[0]}" if widest[0] == widest[1] else f"{widest[0]}-{widest[1]}"


def plan_periods(text: str) -> str | None:
    """The same of an act that says which plans it approves, also when they are several.

    "2024; 2023", "2023, 2024" and "2023 y 2024" -> "2023;2024", as acts say several things of one
    attribute.
    """
    if one := plan_period(text):
        return one
    found = {plan_period(part) for part in _BETWEEN.split(text)}
    known = {period for period in found if period}
    return SEVERAL.join(sorted(known)) if known == found else None


def years_of(period: str) -> tuple[int, int]:
    """ "2024-2027" -> (2024, 2027)."""
    first, _, last = period.partition("-")
    return int(first), int(last or first)


def _years(text: str) -> tuple[int, int] | None:
    if found := _SPAN.fullmatch(text):
        first, last = int(found[1]), int(found[2])
        return (first, last) if first < last else None
    return (int(text), int(text)) if _YEAR.fullmatch(text) else None
