"""The copy of a letter as it was written, and what is given of one that is not in force."""

import hashlib

from sinasec.letters.models import Copy, Letter
from sinasec.letters.paper.paper import pdf
from sinasec.letters.said import CannotWrite
from sinasec.letters.told import paper_now
from sinasec.translation import gettext as _


def copy_of(letter: Letter) -> bytes:
    """Its PDF, byte by byte. Raises `CannotWrite` where it is not what was registered."""
    found = Copy.objects.filter(letter=letter).first()
    kept = bytes(found.pdf) if found else b""
    if hashlib.sha256(kept).hexdigest() != letter.pdf_sha256:
        raise CannotWrite(
            _(
                "La copia guardada de {number} no es la que se registró: no la use, y avise a "
                "quien mantiene la instalación."
            ).format(number=letter)
        )
    return kept


def pdf_now(letter: Letter) -> bytes:
    """Its copy while it is in force; then, the same with its mark on each page: on paper, nothing
    else would tell one from the other. Raises `CannotWrite`."""
    copy, paper = copy_of(letter), paper_now(letter)
    return pdf(paper, made_at=letter.registered_at, registered=True) if paper.mark else copy
