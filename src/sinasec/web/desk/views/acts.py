"""What a committee did: what is registered, an act told on a form, and its receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from sinasec.accounts.hats import scope_name
from sinasec.accounts.policies import can, check, reached
from sinasec.audit.models import Event
from sinasec.committees.registry import by_code
from sinasec.compliance import filing
from sinasec.compliance.actions import ACT, register_acts
from sinasec.compliance.errors import FactError
from sinasec.compliance.models import Act, Review
from sinasec.definitions import library
from sinasec.definitions.reference_files import ActKind, Attribute
from sinasec.methods.compliance.facts import WRONG_DATE
from sinasec.records.clock import LONGEST_NAME
from sinasec.records.clock_checked import ClockBehind
from sinasec.time_zone import day_of
from sinasec.translation import gettext as _
from sinasec.web.desk.page import page, person_of, worn_of
from sinasec.web.parameters import reads

REGISTER: Final = "registrar-acto"
REVIEW: Final = "revisar-acto"
CORRECT: Final = "corregir-acto"
MOST: Final = 200  # acts of a page
DOCUMENT: Final = "documento"
WIDGETS: Final = {"date": "date", "whole": "number", "number": "decimal"}
ANSWERS: Final = (("sí", _("Sí")), ("no", _("No")))


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: `widget` is text, date, number, decimal, choice or link."""

    key: str
    label: str
    widget: str
    help: str
    required: bool
    value: str
    choices: tuple[tuple[str, str], ...]
    faults: list[str]

    @property
    def shown(self) -> str | date:
        """The value as it is read: a day as a day, an answer by its word."""
        if self.widget == "date":
            try:
                return date.fromisoformat(self.value)
            except ValueError:
                return self.value
        return dict(self.choices).get(self.value, self.value)


@dataclass(frozen=True, slots=True)
class Listed:
    """An act as a row of the list. `reviewed`: what the last review said, "" for none."""

    act: Act
    kind: str
    document: str
    reviewed: str
    corrected: bool


@reads()
def acts(request: HttpRequest) -> HttpResponse:
    """What is registered of the committee of one's post, the last first."""
    code = _committee(request)
    mine = Act.objects.filter(committee_id=code, simulated=person_of(request).simulated)
    found = list(mine.order_by("-registered_at", "-date", "id")[: MOST + 1])
    return page(
        request,
        "actos.html",
        where=scope_name(code),
        acts=listed(found[:MOST]),
        more=len(found) > MOST,
        may_register=can(REGISTER, worn_of(request).hat, code),
        kinds=_kinds(code),
    )


@reads("clase", "corrige")
def new(request: HttpRequest) -> HttpResponse:
    """The form of a kind of act, or of the correction of one.

    On POST, what it says is checked and shown as it would be registered; then it is registered, or
    changed again.
    """
    code = _committee(request)
    said = request.POST if request.method == "POST" else request.GET
    corrected = _corrected(request, code, said.get(filing.CORRECTS, ""))
    check(CORRECT if corrected else REGISTER, worn_of(request).hat, code)
    kind = library().act_kinds.get(corrected.kind if corrected else said.get(filing.KIND, ""))
    if kind is None or by_code()[code].level not in kind.levels:
        return HttpResponseRedirect(reverse("desk-acts"))
    asked = Asked(code, kind, corrected)
    if request.method != "POST":
        return _form(request, asked, said_before(corrected))
    if "cambiar" in said:
        return _form(request, asked, said)
    told = filing.told(
        {key: said.get(key, "").strip() for key in asked.names()}
        | {filing.COMMITTEE: code, filing.KIND: kind.kind}
        | ({filing.CORRECTS: corrected.pk} if corrected else {}),
        day_of(timezone.now()),
        simulated=person_of(request).simulated,
    )
    if told.entry is None:
        return _form(request, asked, said, told.faults)
    if "confirmar" not in said:
        return _checked(request, asked, said, told)
    try:
        registered = register_acts(entries=[told.entry], by=signature(request))
    except (FactError, ClockBehind) as error:
        return _form(request, asked, said, {"": [str(error)]})
    (act,) = registered.ids
    again = "" if registered.new else "?ya=1"
    return HttpResponseRedirect(reverse("desk-act", args=[act]) + again)


@reads("ya")
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """What was registered, when, by whom and its code: to be kept, and checked by anybody."""
    act = Act.objects.filter(pk=code, simulated=person_of(request).simulated).first()
    if act is None:
        raise Http404(_("No hay un acto con ese código."))
    check("ver-mesa", worn_of(request).hat, act.committee_id)
    return shown(request, act, again="ya" in request.GET)


def shown(
    request: HttpRequest, act: Act, *, again: bool = False, fault: str = "", status: int = 200
) -> HttpResponse:
    """The page of an act. `fault`: what was wrong with the review that was sent."""
    kind = library().act_kinds.get(act.kind)
    labels = {each.name: each.label for each in kind.attributes} if kind else {}
    return page(
        request,
        "acto_recibo.html",
        status=status,
        fault=fault,
        act=act,
        kind=kind.name if kind else act.kind,
        where=scope_name(act.committee_id),
        said=[(labels.get(name, name), value) for name, value in act.attributes.items()],
        reviews=_reviews_of(act),
        observed=is_observed(last_reviews([act]).get(act.pk)),
        correction=Act.objects.filter(supersedes_id=act.pk).first(),
        may_correct=act.committee_id == worn_of(request).hat.scope
        and can(CORRECT, worn_of(request).hat, act.committee_id),
        may_review=can(REVIEW, worn_of(request).hat, act.committee_id) and not is_own(request, act),
        of_mine=act.committee_id == worn_of(request).hat.scope,
        of_reviews=bool(reached(REVIEW, worn_of(request).hat)),
        serves=filing.served(act.kind, by_code()[act.committee_id], act.date),
        again=again,
    )


def signature(request: HttpRequest) -> str:
    """Who registers, as the row says it: name and post."""
    return f"{person_of(request).name}, {worn_of(request).name}"[:LONGEST_NAME]


def is_own(request: HttpRequest, act: Act) -> bool:
    """Whether who is in registered it, from whatever post: by the audit, or by the name on it."""
    me = person_of(request)
    noted = Event.objects.filter(
        action__in=("compliance.register_acts", "compliance.correct_act"), kind=ACT, code=act.pk
    )
    by_name = act.registered_by == me.name or act.registered_by.startswith(f"{me.name},")
    return by_name or noted.filter(person=me.pk).exists()


def is_observed(review: Review | None) -> bool:
    return review is not None and review.outcome == Review.Outcome.OBSERVED


def observed_among(acts: QuerySet[Act]) -> list[tuple[Act, Review]]:
    """Those whose last review is an observation that nobody attended to, and that review."""
    found = list(
        acts.filter(reviews__outcome=Review.Outcome.OBSERVED, superseded_by=None)
        .distinct()
        .order_by("registered_at", "id")[:MOST]
    )
    last = last_reviews(found)
    return [(act, last[act.pk]) for act in found if is_observed(last.get(act.pk))]


def _reviews_of(act: Act) -> list[Review]:
    return list(Review.objects.filter(act_id=act.pk).order_by("registered_at", "id"))


def said_before(act: Act | None) -> dict[str, str]:
    """What the fields of the form of a correction have at first: what the act says."""
    if act is None:
        return {}
    attributes = {
        filing.ABOUT + name: {True: "sí", False: "no"}[value]
        if isinstance(value, bool)
        else str(value)
        for name, value in act.attributes.items()
    }
    return attributes | {filing.DAY: act.date.isoformat(), filing.LINK: act.evidence_url}


def _corrected(request: HttpRequest, committee: str, code: str) -> Act | None:
    """The act that is corrected; None where none is. Raises Http404."""
    if not code:
        return None
    mine = Act.objects.filter(committee_id=committee, simulated=person_of(request).simulated)
    found = mine.filter(pk=code).first()
    if found is None:
        raise Http404(_("No hay un acto de su comité con ese código."))
    return found


def _committee(request: HttpRequest) -> str:
    """The committee of one's post. Raises Http404 for a post that is of none."""
    hat = worn_of(request).hat
    if not hat.scope:
        raise Http404(_("Su designación no es de un comité: no tiene actos propios."))
    check("ver-mesa", hat, hat.scope)
    return hat.scope


def _kinds(code: str) -> list[ActKind]:
    level = by_code()[code].level
    return [kind for kind in library().act_kinds.values() if level in kind.levels]


def listed(found: list[Act]) -> list[Listed]:
    """Acts as rows of a list, in their order."""
    kinds, reviews = library().act_kinds, last_reviews(found)
    codes = [act.pk for act in found]
    corrected = set(
        Act.objects.filter(supersedes_id__in=codes).values_list("supersedes_id", flat=True)
    )
    return [
        Listed(
            act=act,
            kind=kinds[act.kind].name if act.kind in kinds else act.kind,
            document=str(act.attributes.get(DOCUMENT, "")),
            reviewed=_reviewed(reviews.get(act.pk)),
            corrected=act.pk in corrected,
        )
        for act in found
    ]


def last_reviews(found: list[Act]) -> dict[str, Review]:
    """Code of an act -> what the last review said."""
    every = Review.objects.filter(act_id__in=[act.pk for act in found])
    return {each.act_id: each for each in every.order_by("registered_at", "id")}


def _reviewed(review: Review | None) -> str:
    if review is None:
        return ""
    return _("aceptado") if review.outcome == Review.Outcome.ACCEPTED else _("observado")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form is of: a kind of act of a committee, and the act it corrects, if any."""

    committee: str
    kind: ActKind
    corrected: Act | None

    def names(self) -> list[str]:
        """Its fields. What only a correction says is not among those of another."""
        own = [
            filing.ABOUT + each.name
            for each in self.kind.attributes
            if self.corrected or each.name != WRONG_DATE
        ]
        return [filing.DAY, *own, filing.LINK]


def _form(
    request: HttpRequest,
    asked: Asked,
    said: Mapping[str, str],
    faults: Mapping[str, list[str]] | None = None,
) -> HttpResponse:
    """With its faults, each beside its field and all together above."""
    found = faults or {}
    fields = _fields(asked, said, found)
    shown = {field.key for field in fields}
    return page(
        request,
        "acto_formulario.html",
        status=422 if found else 200,
        asked=asked,
        where=scope_name(asked.committee),
        fields=fields,
        others=[each for key, group in found.items() if key not in shown for each in group],
        count=sum(len(group) for group in found.values()),
    )


def _checked(
    request: HttpRequest, asked: Asked, said: Mapping[str, str], told: filing.Told
) -> HttpResponse:
    """What would be registered, as text: nothing of it can be changed on the way."""
    if told.entry is None:
        raise ValueError("what has faults is not shown as checked")
    return page(
        request,
        "acto_confirmar.html",
        asked=asked,
        where=scope_name(asked.committee),
        fields=_fields(asked, said, {}),
        entry=told.entry,
        notes=told.notes,
        serves=filing.served(asked.kind.kind, by_code()[asked.committee], told.entry.date),
    )


def _fields(asked: Asked, said: Mapping[str, str], faults: Mapping[str, list[str]]) -> list[Field]:
    def field(key: str, label: str, widget: str, **more: Any) -> Field:
        given = {"help": "", "required": False, "choices": ()} | more
        value, wrong = said.get(key, "").strip(), faults.get(key, [])
        return Field(key=key, label=label, widget=widget, value=value, faults=wrong, **given)

    by_name = {filing.ABOUT + each.name: each for each in asked.kind.attributes}
    found: list[Field] = []
    for key in asked.names():
        if key == filing.DAY:
            found.append(field(key, _("Fecha en que ocurrió"), "date", required=True))
        elif key == filing.LINK:
            hint = _("Dirección web del acta u ordenanza, entera.")
            found.append(field(key, _("Enlace a la evidencia"), "link", help=hint))
        else:
            each = by_name[key]
            choices = _choices(each)
            widget = "choice" if choices else WIDGETS.get(each.type, "text")
            found.append(
                field(
                    key,
                    each.label,
                    widget,
                    help=each.help,
                    required=each.required,
                    choices=choices,
                )
            )
    return found


def _choices(attribute: Attribute) -> tuple[tuple[str, str], ...]:
    if attribute.type == "yes_no":
        return ANSWERS
    return tuple((str(each), str(each)) for each in attribute.enum)
