"""Texts that people give for the registers."""

import unicodedata

from sinasec.methods.letters.filling import TURNED
from sinasec.translation import gettext as _


class CannotWrite(ValueError):
    """A sentence: why that letter cannot be written or registered, and what to do."""


def cleaned(text: str, what: str, longest: int, *, lines: bool = False) -> str:
    """The text as it is kept; `lines`: whether it may have more than one. Raises CannotWrite."""
    said = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not lines:
        said = " ".join(said.split())
    if not said:
        raise CannotWrite(_("Falta {what}: escríbalo.").format(what=what))
    begins = f"{what[:1].upper()}{what[1:]}"
    if len(said) > longest:
        raise CannotWrite(
            _("{what} pasa de {most} letras: resúmalo.").format(what=begins, most=longest)
        )
    if any(not each.isprintable() or TURNED.intersection(each) for each in said.split("\n")):
        raise CannotWrite(
            _("{what} tiene caracteres que no se ven: escríbalo de nuevo.").format(what=begins)
        )
    return said
