"""Dates, periods and counts in Spanish words."""

import re
from datetime import UTC, date, datetime
from typing import Final

from sinasec.time_zone import LIMA

MONTHS: Final = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "setiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
ORDINALS: Final = ("primer", "segundo", "tercer", "cuarto")
BREACH_WORDS: Final = {"legal": "omisión legal", "gestion": "incumplimiento de gestión"}

SOUNDS_AS_O: Final = re.compile(r"\W*h?[oó]", re.IGNORECASE)
SOUNDS_AS_I: Final = re.compile(r"\W*h?[ií](?![aeoáéó])", re.IGNORECASE)  # not hielo, iónico
CONSEQUENCE_WORDS: Final = {
    "suspension": "la suspensión en el cargo de quien preside",
    "control": "responsabilidad, sin decir cuál",
    "ministerio_publico": "la denuncia de los representantes del Ministerio Público",
}


def day_words(day: date) -> str:
    """1 de marzo de 2024."""
    return f"{day.day} de {MONTHS[day.month - 1]} de {day.year}"


def said_of_unverified(why: str) -> str:
    """Of a committee that no norm that was read orders, in the sentence of each duty."""
    return f"Lo que se dice de este comité es probable: {why[0].lower()}{why[1:]}"


def instant_words(instant: datetime) -> str:
    """The day of an instant (UTC without zone) in Lima, where the law counts its days."""
    return day_words(instant.replace(tzinfo=UTC).astimezone(LIMA).date())


def since_words(day: date, *, at_least: bool) -> str:
    """desde el 1 de marzo de 2024; "al menos", where it may have begun before."""
    return f"{'al menos ' if at_least else ''}desde el {day_words(day)}"


def period_words(rule: str, per: str | None, start: date, end: date | None, label: str) -> str:
    """When a period runs, to begin a sentence with: "Entre enero y febrero de 2024"."""
    if rule == "standing":
        return "En todo momento"
    if rule == "within" or end is None:
        return f"Desde el {day_words(start)}"
    first, last = MONTHS[start.month - 1], MONTHS[end.month - 1]
    words = {
        "month": f"En {first} de {start.year}",
        "two_months": f"Entre {first} y {last} de {start.year}",
        "quarter": f"En el {ORDINALS[(start.month - 1) // 3]} trimestre de {start.year}",
        "half_year": f"En el {ORDINALS[(start.month - 1) // 6]} semestre de {start.year}",
        "year": f"En {start.year}",
        "term": f"En la gestión {label}",
    }
    return words.get(per or "", f"En el periodo {label}")


def listed(parts: list[str]) -> str:
    """a, b y c; «e» before the sound of an i: forma e imputación."""
    if len(parts) < 2:
        return "".join(parts)
    joint = "e" if SOUNDS_AS_I.match(parts[-1]) else "y"
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def either(parts: list[str]) -> str:
    """a, b o c; «u» before the sound of an o: uno u otro."""
    if len(parts) < 2:
        return "".join(parts)
    joint = "u" if SOUNDS_AS_O.match(parts[-1]) else "o"
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"
