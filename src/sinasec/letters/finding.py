"""Look a letter up in the registers."""

import re
from typing import Final

from django.db.models import Q, QuerySet

from sinasec.letters.models import Letter, Received
from sinasec.letters.said import CannotWrite
from sinasec.translation import gettext as _

BEFORE: Final = re.compile(r"^(?:([^\W\d_]+)\s+)?(?:n\.?\s*[°º]?\s+)?(\S.*)$", re.IGNORECASE)
SHOWN: Final = 120  # letters of what was asked


def letter_with(number: str) -> Letter:
    """By its number: «0012-2026-ST», or with its series before, «CONSTANCIA N.° 0012-2026-ST».

    Raises `CannotWrite` for none, and for one that several have.
    """
    found = list(_alike(" ".join(number.split())).order_by("id")[:5])
    if not found:
        raise CannotWrite(
            _(
                "No hay ninguna carta con el número «{number}»: vea las emitidas con «sinasec "
                "letter out»."
            ).format(number=number[:SHOWN])
        )
    if len(found) > 1:
        raise CannotWrite(
            _("Varias cartas tienen ese número: escriba antes su serie y el año ({those}).").format(
                those="; ".join(f"{each}, {each.year}, {each.office}" for each in found)
            )
        )
    return found[0]


def _alike(number: str) -> QuerySet[Letter]:
    said = Letter.objects.filter(reference=number)
    if not said.exists():
        said = Letter.objects.filter(reference__iexact=number)
    parts = BEFORE.match(number)
    if said.exists() or parts is None or not parts[1]:
        return (
            said
            if parts is None or said.exists()
            else Letter.objects.filter(reference__iexact=parts[2])
        )
    return Letter.objects.filter(series__iexact=parts[1], reference__iexact=parts[2])


def sent(*, year: int | None = None, series: str = "", text: str = "") -> QuerySet[Letter]:
    """Those that were sent, newest first. `text`: in the number, the addressee or the subject."""
    found = Letter.objects.select_related("annulment", "superseded_by", "supersedes")
    if year is not None:
        found = found.filter(year=year)
    if series:
        found = found.filter(series=series.upper())
    if text:
        found = found.filter(
            Q(reference__icontains=text) | Q(addressee__icontains=text) | Q(subject__icontains=text)
        )
    return found


def received(*, year: int | None = None, text: str = "") -> QuerySet[Received]:
    """Those that came in, newest first. `text`: in who sent it, their number or the subject."""
    found = Received.objects.select_related("answers")
    if year is not None:
        found = found.filter(year=year)
    if text:
        found = found.filter(
            Q(sender__icontains=text)
            | Q(sender_number__icontains=text)
            | Q(subject__icontains=text)
        )
    return found
