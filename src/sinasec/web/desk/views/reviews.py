"""What waits to be looked at by a level up: accept an act, or observe it with a reason."""

from itertools import takewhile
from typing import Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sinasec.accounts.hats import scope_name
from sinasec.accounts.policies import Forbidden, check, check_not_own, reached
from sinasec.audit.models import Event
from sinasec.compliance.actions import ACT, review_act
from sinasec.compliance.errors import FactError
from sinasec.compliance.models import Act, Review
from sinasec.definitions import library
from sinasec.methods.access import COUNTRY, Hat
from sinasec.records.clock_checked import ClockBehind
from sinasec.translation import gettext as _
from sinasec.web.desk.page import page, person_of, worn_of
from sinasec.web.desk.views.acts import (
    REVIEW,
    is_observed,
    is_own,
    last_reviews,
    listed,
    observed_among,
    shown,
    signature,
)
from sinasec.web.parameters import reads
from sinasec.web.views.errors import refused

MOST: Final = 100  # acts of a page
LEVELS: Final = ("CODISEC", "COPROSEC", "CORESEC", "CONASEC", COUNTRY)  # from below


@reads()
def reviews(request: HttpRequest) -> HttpResponse:
    """Acts that nobody looked at, the oldest first; on POST, what is said of one."""
    hat = worn_of(request).hat
    if not reached(REVIEW, hat):
        check(REVIEW, hat, hat.scope)
    if request.method == "POST":
        return _reviewed(request)
    found = list(waiting_for(request).order_by("registered_at", "id")[: MOST + 1])
    rows = [(scope_name(each.act.committee_id), each) for each in listed(found[:MOST])]
    observed = [
        (scope_name(act.committee_id), act, _kind(act), review)
        for act, review in observed_among(mine_to_review(request))
    ]
    return page(
        request, "revisar.html", rows=rows, more=len(found) > MOST, most=MOST, observed=observed
    )


def waiting_for(request: HttpRequest) -> QuerySet[Act]:
    """The acts that nobody looked at, of the committees that one's post reviews."""
    return mine_to_review(request).filter(reviews=None, superseded_by=None)


def mine_to_review(request: HttpRequest) -> QuerySet[Act]:
    """The acts of the committees that one's post reviews."""
    return Act.objects.filter(
        committee_id__in=reached(REVIEW, worn_of(request).hat),
        simulated=person_of(request).simulated,
    )


def _kind(act: Act) -> str:
    kinds = library().act_kinds
    return kinds[act.kind].name if act.kind in kinds else act.kind


def _check_not_above(request: HttpRequest, act: Act) -> None:
    """What somebody of a level above observed is not lifted from below. Raises Forbidden.

    All that was observed since it was last accepted: to observe it too does not take the place of
    what a level above said. What no event tells alone, as a book of reviews, is of the country.
    """
    mine = LEVELS.index(worn_of(request).hat.level)
    said = Review.objects.filter(act_id=act.pk).order_by("registered_at", "id")
    observed = list(takewhile(is_observed, reversed(said)))
    noted = Event.objects.filter(action="compliance.review_acts", kind=ACT, code=act.pk)
    hats = {event.who: event.hat for event in noted}
    for review in observed:
        role, _space, scope = hats.get(review.registered_by, "").partition(" ")
        observer = Hat(role, scope).level if role else COUNTRY
        if LEVELS.index(observer) > mine:
            raise Forbidden(
                _(
                    "Lo observó {who}: lo da por levantado esa instancia, o una de más arriba."
                ).format(who=review.registered_by)
            )


def _reviewed(request: HttpRequest) -> HttpResponse:
    said = request.POST
    code = said.get("acto", "")
    act = Act.objects.filter(pk=code, simulated=person_of(request).simulated).first()
    if act is None:
        text = _("Vuelva a la lista de lo que espera revisión y ábralo otra vez.")
        return refused(request, 404, _("No hay un acto con ese código"), text)
    check(REVIEW, worn_of(request).hat, act.committee_id)
    check_not_own(REVIEW, own=is_own(request, act))
    chosen = [name for name in ("aceptar", "observar") if name in said]
    if len(chosen) != 1:
        return shown(request, act, fault=_("Diga si lo acepta o lo observa."), status=422)
    outcome = {"aceptar": Review.Outcome.ACCEPTED, "observar": Review.Outcome.OBSERVED}[chosen[0]]
    last = last_reviews([act]).get(act.pk)
    if last is not None and (last.outcome, last.reason) == (
        outcome,
        said.get("motivo", "").strip(),
    ):
        return HttpResponseRedirect(reverse("desk-act", args=[act.pk]))  # sent twice
    if outcome == Review.Outcome.ACCEPTED:
        _check_not_above(request, act)
    try:
        review_act(
            act=act.pk,
            outcome=outcome,
            reason=said.get("motivo", "")[:2000],
            by=signature(request),
        )
    except (FactError, ClockBehind) as error:
        return shown(request, act, fault=str(error), status=422)
    return HttpResponseRedirect(reverse("desk-act", args=[act.pk]))
