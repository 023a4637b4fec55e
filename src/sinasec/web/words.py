"""How the site writes days, numbers and names, in the Spanish of Peru."""

import unicodedata
from datetime import date
from typing import Final

from sinasec.counted import NARROW_SPACE as NARROW_SPACE
from sinasec.counted import number as number
from sinasec.methods import words

BREACH_WORDS: Final = {"legal": "Omisión legal", "gestion": "Gestión"}
BREACH_MEANING: Final = {
    "legal": "deberes a cuya falta la norma ata una responsabilidad",
    "gestion": "deberes cuyo incumplimiento pide ayuda, no sanción",
}
LEVEL_WORDS: Final = {
    "CONASEC": "Nacional (CONASEC)",
    "CORESEC": "Regional (CORESEC)",
    "COPROSEC": "Provincial (COPROSEC)",
    "CODISEC": "Distrital (CODISEC)",
}
RULE_WORDS: Final = {
    "at_least": "Un número mínimo de actos por periodo",
    "by_date": "Un acto hasta una fecha",
    "within": "Un acto dentro de un plazo contado desde otro",
    "standing": "Un documento vigente en todo momento",
}
SPAN_WORDS: Final = {
    "month": "cada mes",
    "two_months": "cada dos meses",
    "quarter": "cada trimestre",
    "half_year": "cada semestre",
    "year": "cada año",
    "term": "cada periodo de gobierno",
}


def day_words(day: date | None) -> str:
    """'31 de octubre de 2026', or that there is none."""
    return "sin fecha" if day is None else words.day_words(day)


def share(part: int, whole: int) -> str:
    """Percentage with one decimal and a decimal comma; a dash when there is no whole."""
    if not whole:
        return "–"
    return f"{100 * part / whole:.1f}".replace(".", ",") + f"{NARROW_SPACE}%"


def sorting(name: str) -> str:
    """A key that puts Áncash after Amazonas: letters without their accents, lower case."""
    plain = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
