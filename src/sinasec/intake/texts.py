"""The one spelling in which a text that somebody wrote is kept."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINK: Final = re.compile(r"https?://[^\s/?#<>\"]+\.[^\s<>\"]+", re.IGNORECASE)
_LONGEST_LINK: Final = 2_000
_LONGEST_TEXT: Final = 10_000


class UnusableText(ValueError):
    """The text cannot be kept; the message says what to do."""


def clean_text(text: str) -> str:
    """Composed accents, one kind of line end, no blanks around. Raises UnusableText."""
    if len(text) > _LONGEST_TEXT:
        raise UnusableText(f"El texto pasa de {_LONGEST_TEXT} letras: resúmalo y enlace el resto.")
    if text.isascii() and text.isprintable():
        return text.strip()
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if _UNPRINTABLE.search(plain):
        raise UnusableText("El texto tiene caracteres que no se pueden leer: escríbalo de nuevo.")
    return plain


@lru_cache(maxsize=8)  # a row is asked of its link when it is read and when it is an act
def is_link(text: str) -> bool:
    """Whether the text is an address of the web, and nothing that a browser could run."""
    return len(text) <= _LONGEST_LINK and _LINK.fullmatch(text) is not None
