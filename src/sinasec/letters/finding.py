"""Look a letter up in the registers."""

from typing import Final

from django.db.models import Q, QuerySet

from sinasec.letters.models import MADE_UP, Letter, Received
from sinasec.letters.said import CannotWrite
from sinasec.translation import gettext as _

NUMBER: Final = {"n", "n.", "n°", "nº", "n.°", "n.º"}  # before it, in small letters
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
    if said.exists():
        return said
    series, reference = _parts(number.split())
    found = Letter.objects.filter(reference__iexact=reference)
    return found.filter(series__iexact=series) if series else found


def _parts(words: list[str]) -> tuple[str, str]:
    """The series, "" of none, and the number: «CONSTANCIA N.° 0012-2026-ST»."""
    series = words[0] if words[:1] and words[0].isalpha() and words[0].lower() not in NUMBER else ""
    rest = words[1:] if series else words
    if rest[:1] and rest[0].lower() in NUMBER:
        rest = rest[1:]
    return series, " ".join(rest)


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
    found = Received.objects.select_related("answers", "annulment")
    if year is not None:
        found = found.filter(year=year)
    if text:
        found = found.filter(
            Q(sender__icontains=text)
            | Q(sender_number__icontains=text)
            | Q(subject__icontains=text)
        )
    return found


def entry_with(number: str) -> Received:
    """The entry that people name so: «0004-2026», or «0004-2026-SIMULADO».

    Raises `CannotWrite` for none, and for one that several offices have.
    """
    asked = number.strip().upper()
    count, _dash, year = asked.removesuffix(MADE_UP).partition("-")
    found: list[Received] = []
    if all(one.isascii() and one.isdecimal() and len(one) <= 9 for one in (count, year)):
        made_up = asked.endswith(MADE_UP)
        alike = received(year=int(year)).filter(number=int(count), simulated=made_up)
        found = list(alike.order_by("id")[:5])
    if not found:
        raise CannotWrite(
            _(
                "No hay ningún ingreso «{number}»: vea los que hay con «sinasec letter in». Se "
                "escriben como 0004-2026."
            ).format(number=number[:SHOWN])
        )
    if len(found) > 1:
        raise CannotWrite(
            _("Varias oficinas tienen el ingreso {number}: {offices}.").format(
                number=found[0].reference, offices=", ".join(one.office for one in found)
            )
        )
    return found[0]
