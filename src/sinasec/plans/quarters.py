"""Which quarter, year and committee a text speaks of, in any of the ways people write them."""

import re
from typing import Final, Literal

from sinasec.spreadsheets.words import plain

Quarter = Literal["I", "II", "III", "IV"]
QUARTERS: Final[tuple[Quarter, ...]] = ("I", "II", "III", "IV")

_NAMES: Final[dict[str, Quarter]] = {
    **dict(zip(("1", "2", "3", "4"), QUARTERS, strict=True)),
    **dict(zip(QUARTERS, QUARTERS, strict=True)),
    **dict(zip(("PRIMER", "SEGUNDO", "TERCER", "CUARTO"), QUARTERS, strict=True)),
    **dict(zip(("PRIMERO", "SECUNDO", "TERCERO", "4TO"), QUARTERS, strict=True)),
}
_ORDINAL: Final = r"(?P<q>IV|I{1,3}|0?[1-4]|PRIMERO?|SEGUNDO|SECUNDO|TERCERO?|CUARTO)"
_WORD: Final = r"TRI(?:M(?:ESTR[EA]L?)?)?"
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_ORDINAL}\s*+(?:ER|RO|DO|TO|R|O)?[\s.\-_]*+{_WORD}(?![A-Z])",
        rf"(?<![A-Z]){_WORD}[\s.:\-_]*(?:N(?:RO)?\b[\s.:]*)?{_ORDINAL}(?![A-Z0-9])",
        r"(?<![A-Z0-9])[TQ][\s.\-]*(?P<q>[1-4])(?![0-9])",
        r"(?<![A-Z0-9])(?P<q>[1-4])\s*[TQ](?![A-Z0-9])",
        r"\bITCA[\s.\-_]*(?P<q>IV|I{1,3}|[1-4])(?![A-Z0-9])",
        r"\b20\d\d[\s\-_/.]+(?P<q>IV|I{1,3})(?![A-Z0-9])",
        r"^(?P<q>IV|I{1,3})(?:[\s\-_/.]+20\d\d)?$",
    )
)
_MONTHS: Final[tuple[tuple[Quarter, str], ...]] = (
    ("I", r"\bENE[A-Z]*\W+(?:FEB[A-Z]*\W+)?(?:A\W+|AL\W+)?MAR"),
    ("II", r"\bABR[A-Z]*\W+(?:MAY[A-Z]*\W+)?(?:A\W+|AL\W+)?JUN"),
    ("III", r"\bJUL[A-Z]*\W+(?:AGO[A-Z]*\W+)?(?:A\W+|AL\W+)?SE"),
    ("IV", r"\bOCT[A-Z]*\W+(?:NOV[A-Z]*\W+)?(?:A\W+|AL\W+)?DIC"),
)
_ANNUAL: Final = re.compile(r"\b(ANUAL|DESEMPENO|CONSOLIDADO|RESUMEN|ACUMULADO|GENERAL|TOTAL)\b")
_YEARLY_TITLE: Final = re.compile(r"\b(DESEMPENO|ACUMULADO|(?:CONSOLIDADO|RESUMEN) ANUAL)\b")
_COMMITTEE: Final = re.compile(
    r"\bCOMITE(?:\s+(?:REGIONAL|PROVINCIAL|DISTRITAL))?\s*:\s*(?P<name>[A-Z][A-Z .\-]+)"
    r"|\b(?P<kind>CODISEC|COPROSEC|CORESEC)\s+(?P<place>[A-Z][A-Z .\-]+)"
)


def quarter_in(text: object) -> Quarter | None:
    """The one quarter a text names; None when it names none, or more than one."""
    bare = plain(text)
    found: set[Quarter] = {
        _named(match.group("q")) for each in _PATTERNS for match in each.finditer(bare)
    }
    found |= {quarter for quarter, months in _MONTHS if re.search(months, bare)}
    return found.pop() if len(found) == 1 else None


def _named(text: str) -> Quarter:
    return _NAMES[text.lstrip("0")]


def is_annual(text: object) -> bool:
    """Whether a text speaks of the whole year or of a summary."""
    return bool(_ANNUAL.search(plain(text)))


def is_yearly_title(text: object) -> bool:
    """Whether a title announces a roll-up of the year (a plan is also called «anual»)."""
    return bool(_YEARLY_TITLE.search(plain(text)))


def year_in(text: object) -> int | None:
    """The one year from 2014 to 2039 a text names; None when it names none, or several."""
    found = {int(year) for year in re.findall(r"(?<!\d)(20(?:1[4-9]|[23]\d))(?!\d)", str(text))}
    return found.pop() if len(found) == 1 else None


def committee_in(text: object) -> str | None:
    """The name after "COMITÉ:" in a title, as plain words."""
    match = _COMMITTEE.search(plain(text))
    if match is None:
        return None
    if match.group("name"):
        return match.group("name").strip()
    return f"{match.group('kind')} {match.group('place').strip()}"
