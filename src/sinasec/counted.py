"""So many of something, in Spanish: «1 acto», «3 actos»."""

from typing import Final

ROWS: Final = ("fila", "filas")
NARROW_SPACE: Final = "\u202f"  # that does not break


def counted(number: int, one: str, many: str) -> str:
    """The number and its noun, which may bring the words that agree with it."""
    return f"{number} {agreeing(number, one, many)}"


def agreeing(number: int, one: str, many: str) -> str:
    """The word or words that agree with the number, without it."""
    return one if number == 1 else many


def number(value: int) -> str:
    """1893 -> '1 893' with a narrow space; below 10 000 too."""
    return f"{value:,}".replace(",", NARROW_SPACE)
