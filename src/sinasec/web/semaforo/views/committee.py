"""A committee: its two lights with their reasons, its year, the trace of every duty."""

from typing import Any, TypedDict

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.doubted import in_doubt
from sinasec.publications import catalogue
from sinasec.publications.afterwards.reading import answered
from sinasec.publications.models import Publication, Reply
from sinasec.web.canonical import Elsewhere, answering_instead, canonical
from sinasec.web.origin import whole_addresses
from sinasec.web.published.page_cache import published
from sinasec.web.regions import REGION_NAMES
from sinasec.web.risk.bridge import risk_of
from sinasec.web.semaforo.articles import behind
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES, ChosenDay
from sinasec.web.semaforo.committee import exists, note, territory_then, unit, unverified, year_rows
from sinasec.web.semaforo.due import due_next
from sinasec.web.semaforo.errata import said_wrongly
from sinasec.web.semaforo.evidence import published_evidence
from sinasec.web.semaforo.lights import shown_name
from sinasec.web.semaforo.year_figure import year_of
from sinasec.web.views.page import page

PRIORITY_LIST = "distritos-priorizados"  # the duty whose lists are kept with the index
NOT_ASKED = ("pendiente", "no_exigible")


def unit_or_404(chosen: ChosenDay, code: str) -> dict[str, Any]:
    """The row of the committee. Raises Http404, or Elsewhere where another is meant or answers."""
    row = unit(chosen.publication, code)
    if row is None:
        raise _elsewhere_or_404(chosen, code)
    return row


def _elsewhere_or_404(chosen: ChosenDay, code: str) -> Elsewhere | Http404:
    meant = canonical(code)
    instead = answering_instead(meant, chosen.day)
    if meant != code and unit(chosen.publication, meant):
        return Elsewhere(meant)
    if instead and unit(chosen.publication, instead):
        return Elsewhere(instead, instead=True)
    return Http404(
        f"No hay un comité con el código «{code}» en esta publicación. Los códigos llevan el "
        "ubigeo del INEI: CORESEC-21, COPROSEC-2101, CODISEC-210102. Búsquelo por su nombre."
    )


def light_name(light: Any) -> str:
    """verde | ambar | rojo | sin_informacion | no_exigible; no light means nothing binds it."""
    return shown_name(light.light, light.why_gris) if light else "no_exigible"


def worst_first(chosen: ChosenDay, findings: list[Any], breach: str) -> list[Any]:
    """The findings of one light, those that decide it first; the rest in the order of the law."""
    order = reading.edition(chosen.publication).rollup.worst_first
    mine = (finding for finding in findings if finding.breach == breach)
    return sorted(
        mine,
        key=lambda f: order.index(f.light) if f.state not in NOT_ASKED else len(order),
    )


class Place(TypedDict):
    """Where the breadcrumbs of a committee lead; "" where there is no such step."""

    province_name: str
    region_code: str
    region_name: str
    province_code: str


def place(publication: Publication, row: dict[str, Any]) -> Place:
    """Where the breadcrumbs lead: region, and province for a district committee."""
    province = row["parent"].removeprefix("COPROSEC-") if row["level"] == "CODISEC" else ""
    above = unit(publication, row["parent"]) if province else None
    return {
        "province_name": above["name"] if above else province,
        "region_code": row["region"],
        "region_name": REGION_NAMES.get(row["region"], str(row["region"])),
        "province_code": province,
    }


def replied_before(chosen: ChosenDay, code: str) -> list[Reply]:
    """What the committee replied to the last preliminary one, where an advance is shown."""
    last = chosen.advance.last if chosen.advance else None
    return catalogue.replies(last, code) if last else []


@published(SEMAFORO_PAGES, dear=True)
@whole_addresses
def committee(request: HttpRequest, chosen: ChosenDay, code: str) -> HttpResponse:
    row = unit_or_404(chosen, code)
    found = reading.committee(chosen.publication, code, chosen.day)
    findings = reading.findings(chosen.publication, code, chosen.day)
    path = reverse("committee", args=[code])
    embed = reverse("embed", args=[code])
    rows = year_rows(chosen.publication, code, chosen.day)
    return page(
        request,
        "committee.html",
        chosen,
        row=row,
        exists=exists(row, chosen.day),
        then=territory_then(row, chosen.day),
        note=note(chosen.publication, row, chosen.day),
        unverified=unverified(chosen.publication, code),
        due=due_next(chosen.publication, code, chosen.day),
        code=code,
        lights=[
            (
                breach,
                light_name(light),
                light,
                worst_first(chosen, findings, breach),
                code in reading.probable(chosen.publication, chosen.day, breach),
            )
            for breach, light in (("legal", found.legal), ("gestion", found.gestion))
        ],
        doubt=in_doubt(reading.edition(chosen.publication), chosen.day),
        replies=answered(catalogue.replies(chosen.publication, code)),
        errata=said_wrongly(chosen, code),
        reply_by=catalogue.reply_by(chosen.publication),
        replied=replied_before(chosen, code),
        risk_district=risk_of(code),
        year=chosen.day.year,
        months="EFMAMJJASOND",
        year_rows=rows,
        year_figure=year_of(chosen, row["name"], rows) if rows else None,
        permalink=request.build_absolute_uri(chosen.permalink(path)),
        embed=request.build_absolute_uri(embed + chosen.query()),
        **place(chosen.publication, row),
    )


@published(SEMAFORO_PAGES, dear=True)
@whole_addresses
def duty(request: HttpRequest, chosen: ChosenDay, code: str, duty: str) -> HttpResponse:
    row = unit_or_404(chosen, code)
    findings = reading.findings(chosen.publication, code, chosen.day, duty)
    if not findings:
        raise Http404(
            f"El deber «{duty}» no obligaba a este comité ese día. "
            "Vea sus deberes en la página del comité."
        )
    return page(
        request,
        "finding.html",
        chosen,
        row=row,
        code=code,
        duty=duty,
        has_list=duty == PRIORITY_LIST,
        findings=findings,
        errata=said_wrongly(chosen, code, duty),
        judged=[(finding, behind(finding, row["level"], chosen.day)) for finding in findings],
        proofs=published_evidence(chosen.publication, _acts_named(findings)),
        kinds=reading.kind_names(chosen.publication),
        permalink=request.build_absolute_uri(
            chosen.permalink(reverse("finding", args=[code, duty]))
        ),
        **place(chosen.publication, row),
    )


def _acts_named(findings: list[Any]) -> list[str]:
    """Ids of the acts that the findings count or leave out."""
    return [act.act_id for one in findings for act in (*one.counted_acts, *one.not_counted)]


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@published(SEMAFORO_PAGES, dear=True)
def embed(request: HttpRequest, chosen: ChosenDay, code: str) -> HttpResponse:
    row = unit_or_404(chosen, code)
    found = reading.committee(chosen.publication, code, chosen.day)
    return page(
        request,
        "embed.html",
        chosen,
        row=row,
        code=code,
        lights=[
            (
                breach,
                light_name(light),
                code in reading.probable(chosen.publication, chosen.day, breach),
            )
            for breach, light in (("legal", found.legal), ("gestion", found.gestion))
        ],
        doubt=in_doubt(reading.edition(chosen.publication), chosen.day),
        errata=said_wrongly(chosen, code),
    )
