"""What people write of somebody: cleaned, and refused with a sentence."""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sinasec.translation import gettext as _

LONGEST_NAME: Final = 150  # letters
LONGEST_EMAIL: Final = 254
LONGEST_ACT: Final = 300
LONGEST_REASON: Final = 500
_SPACES: Final = re.compile(r"\s+")


class CannotRegister(Exception):
    """What was asked about a person cannot be done. Says why, and what to do."""


def cleaned(text: str, what: str, most: int) -> str:
    """One line without what is not seen. `what`: as it is called in a refusal."""
    said = _SPACES.sub(" ", text).strip()
    if not said:
        raise CannotRegister(_("Falta {what}.").format(what=what))
    if not said.isprintable():
        raise CannotRegister(
            _("Hay caracteres que no se ven en {what}: escríbalo de nuevo.").format(what=what)
        )
    if len(said) > most:
        raise CannotRegister(
            _("Pasa de {most} letras {what}: acórtelo.").format(most=most, what=what)
        )
    return said


def address(text: str) -> str:
    """An e-mail address, in small letters. Raises CannotRegister."""
    said = cleaned(text, _("el correo"), LONGEST_EMAIL).lower()
    try:
        validate_email(said)
    except ValidationError as error:
        raise CannotRegister(
            _("«{text}» no es un correo: revise que tenga la forma nombre@institucion.pe.").format(
                text=said[:80]
            )
        ) from error
    return said
