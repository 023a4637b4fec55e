"""What each post finds on coming in: what falls due for its committee, and what it lets do."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse

from sinasec.accounts.hats import scope_name
from sinasec.accounts.policies import can, check, reached
from sinasec.compliance.models import Act, Review
from sinasec.definitions import library
from sinasec.definitions.roles import access
from sinasec.publications.catalogue import Withheld
from sinasec.publications.models import Publication
from sinasec.translation import gettext as _
from sinasec.web.desk.page import page, person_of, worn_of
from sinasec.web.desk.views.acts import REVIEW, observed_among
from sinasec.web.desk.views.reviews import waiting_for
from sinasec.web.parameters import reads
from sinasec.web.semaforo.chosen import REAL, SEMAFORO_PAGES
from sinasec.web.semaforo.committee import unit
from sinasec.web.semaforo.due import Due, due_next

REACHES: Final = {
    "propio": _("en su comité"),
    "debajo": _("en los comités que están debajo"),
    "propio-y-debajo": _("en su comité y en los que están debajo"),
    "todo": _("en todo el país"),
}


@dataclass(frozen=True, slots=True)
class Falling:
    """What falls due for a committee, as a publication says."""

    publication: Publication
    day: date
    due: list[Due]


@reads()
def home(request: HttpRequest) -> HttpResponse:
    """By which post one acts, until when, what falls due and what it lets do."""
    worn = worn_of(request)
    check("ver-mesa", worn.hat, worn.hat.scope)
    table = access()
    allowed = [
        (action, REACHES[action.who[worn.hat.role]])
        for action in table.actions.values()
        if worn.hat.role in action.who
    ]
    return page(
        request,
        "inicio.html",
        role=table.roles[worn.hat.role],
        code=worn.hat.scope,
        where=scope_name(worn.hat.scope),
        falling=_falling(worn.hat.scope, simulated=person_of(request).simulated),
        observed=_observed(request, worn.hat.scope),
        own=bool(worn.hat.scope) and can("registrar-acto", worn.hat, worn.hat.scope),
        reviews=bool(reached(REVIEW, worn.hat)),
        waiting=waiting_for(request).count() if reached(REVIEW, worn.hat) else 0,
        sees=[each for each in allowed if not each[0].writes],
        does=[each for each in allowed if each[0].writes],
    )


def _observed(request: HttpRequest, code: str) -> list[tuple[Act, str, Review]]:
    """The acts of one's committee that wait to be mended: each with its kind and its review."""
    if not code:
        return []
    mine = Act.objects.filter(committee_id=code, simulated=person_of(request).simulated)
    kinds = library().act_kinds
    return [
        (act, kinds[act.kind].name if act.kind in kinds else act.kind, review)
        for act, review in observed_among(mine)
    ]


def _falling(code: str, *, simulated: bool) -> Falling | None:
    """None where nothing is published that judges that committee. Who is invented reads what is."""
    try:
        chosen = SEMAFORO_PAGES.if_any({} if simulated else {"datos": REAL})
    except Withheld:
        return None
    if not code or chosen is None or unit(chosen.publication, code) is None:
        return None
    due = due_next(chosen.publication, code, chosen.day)
    return Falling(chosen.publication, chosen.day, due)
