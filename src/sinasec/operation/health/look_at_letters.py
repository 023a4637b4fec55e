"""The copy of each letter that was sent, against the hash that its row keeps."""

import hashlib
from collections.abc import Iterator
from typing import Final

from sinasec.letters.models import Copy, Letter
from sinasec.publications.finding import FAULT, RESTORE, HealthFinding
from sinasec.translation import gettext as _

ABOUT: Final = "cartas"
AT_ONCE: Final = 20  # copies in memory


def look() -> Iterator[HealthFinding]:
    """What is altered or lacks, and what is a copy of no letter."""
    sent = dict(Letter.objects.values_list("pk", "pdf_sha256"))
    seen: set[int] = set()
    for copy in Copy.objects.order_by("pk").iterator(AT_ONCE):
        seen.add(copy.letter_id)
        if hashlib.sha256(copy.pdf).hexdigest() != sent.get(copy.letter_id):
            yield _wrong(
                _("La copia guardada de {which} no es la que se registró."), copy.letter_id
            )
    for missing in sorted(sent.keys() - seen):
        yield _wrong(_("Falta la copia guardada de {which}."), missing)


def _wrong(said: str, pk: int) -> HealthFinding:
    letter = Letter.objects.filter(pk=pk).first()
    which = str(letter) if letter else _("una carta que no está ({number})").format(number=pk)
    return HealthFinding(ABOUT, FAULT, said.format(which=which), RESTORE)
