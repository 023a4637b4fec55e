"""The copy of a letter as it was written."""

import hashlib

from sinasec.letters.models import Copy, Letter
from sinasec.letters.said import CannotWrite
from sinasec.translation import gettext as _


def copy_of(letter: Letter) -> bytes:
    """Its PDF, byte by byte. Raises `CannotWrite` where it is not what was registered."""
    found = Copy.objects.filter(letter=letter).first()
    pdf = bytes(found.pdf) if found else b""
    if hashlib.sha256(pdf).hexdigest() != letter.pdf_sha256:
        raise CannotWrite(
            _(
                "La copia guardada de {number} no es la que se registró: no la use, y avise a "
                "quien mantiene la instalación."
            ).format(number=letter)
        )
    return pdf
