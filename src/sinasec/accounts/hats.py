"""Which posts a person holds on a day, and where."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from sinasec.accounts.models import Mandate, MandateEnd, Person
from sinasec.committees.registry import by_code, label
from sinasec.definitions.roles import access
from sinasec.methods.access import Hat, Place
from sinasec.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Worn:
    """A mandate in force: by it a person acts. `hat`: what it lets do; `name`: as it is read."""

    mandate: int
    hat: Hat
    name: str
    until: date | None


def in_force(day: date) -> QuerySet[Mandate]:
    """The mandates that hold on a day."""
    begun = Mandate.objects.filter(from_day__lte=day)
    whole = begun.filter(Q(to_day=None) | Q(to_day__gte=day))
    return whole.filter(Q(end=None) | Q(end__last_day__gte=day))


def held_between(person: Person, first: date, last: date | None) -> list[Hat]:
    """What a person may act as on any of those days; `last` None: from the first on."""
    held = Mandate.objects.filter(person=person).filter(Q(to_day=None) | Q(to_day__gte=first))
    held = held.filter(Q(end=None) | Q(end__last_day__gte=first))
    if last is not None:
        held = held.filter(from_day__lte=last)
    return [Hat(each.role, each.scope) for each in held if each.role in access().roles]


def worn(person: Person, day: date) -> list[Worn]:
    """What a person may act as, the most recent first."""
    held = in_force(day).filter(person=person).select_related("end")
    return [_worn(each) for each in held if each.role in access().roles]


def _worn(mandate: Mandate) -> Worn:
    hat = Hat(mandate.role, mandate.scope)
    return Worn(mandate.pk, hat, name_of(hat), last_day(mandate))


def last_day(mandate: Mandate) -> date | None:
    """The last day on which a mandate holds, by its act or because it was ended; None, unsaid."""
    ended: MandateEnd | None = getattr(mandate, "end", None)
    ends = [mandate.to_day, ended.last_day if ended else None]
    return min((day for day in ends if day is not None), default=None)


def name_of(hat: Hat) -> str:
    """«Secretaría técnica · CODISEC Asillo (Azángaro, Puno)»."""
    role = access().roles[hat.role].name
    return f"{role} · {scope_name(hat.scope)}"


def scope_name(scope: str) -> str:
    """A committee by its label; the country where there is none."""
    if not scope:
        return _("todo el país")
    found = by_code().get(scope)
    return label(found) if found else scope


def place(committee: str) -> Place:
    """A committee with those above it, from the nearest; "" is the country as a whole."""
    above: list[str] = []
    known = by_code()
    one = known.get(committee)
    while one is not None and one.parent:
        above.append(one.parent)
        one = known.get(one.parent)
    return Place(committee, tuple(above))
