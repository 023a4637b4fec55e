"""Days in words."""

from datetime import date
from typing import Final

MONTHS: Final = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)


def day_in_words(day: date | str) -> str:
    """`date(2026, 5, 4)` or "2026-05-04" -> "4 de mayo de 2026"."""
    value = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{value.day} de {MONTHS[value.month - 1]} de {value.year}"
