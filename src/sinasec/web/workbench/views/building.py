"""Build the index of a year to look at it, and ask for it to be published."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

import polars as pl
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.values import RiskResult
from sinasec.risk.data.covered import last_month, months_of
from sinasec.risk.editions import store as editions
from sinasec.risk.published.behind import arguments
from sinasec.risk.published.computed import CannotCompute, computed
from sinasec.risk.published.index_publish import REFUSALS as OF_PUBLISHING
from sinasec.risk.published.index_publish import inputs_of
from sinasec.risk.published.lacking import Lack, Lacks
from sinasec.risk.published.package import Asked, without_data
from sinasec.risk.published.publish import check_publishable
from sinasec.risk.published.work_kind import PUBLISHING
from sinasec.warehouse import current, read
from sinasec.web.parameters import reads
from sinasec.web.published.chosen import BadAsking
from sinasec.web.risk.words import MEASURED, WHY_SHORT
from sinasec.web.workbench.views.page import page, simulated
from sinasec.work import outbox

PREVIEW: Final = 200  # replications; what is published has those of the edition
FIRST: Final = 10
FORM_BYTES: Final = 8
REFUSALS: Final = (BadAsking, CannotCompute, *OF_PUBLISHING)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which index: by which edition, of which year, from real or simulated data."""

    edition: RiskEdition
    year: int
    simulated: bool


@reads("datos")
def building(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _answer(request)
    try:
        wanted = _wanted(request)
    except REFUSALS as refusal:
        return _answer(request, status=422, refusal=str(refusal))
    try:
        if "publicar" in request.POST or "definitiva" in request.POST:
            return _published(request, wanted)
        preview = _preview(wanted)
        return _answer(request, wanted=wanted, preview=preview, lacks=preview["lacks"])
    except Lacks as lacks:
        return _answer(request, status=422, wanted=wanted, lacks=lacks.lacks)
    except REFUSALS as refusal:
        return _answer(request, status=422, refusal=str(refusal))


def _wanted(request: HttpRequest) -> Wanted:
    said = request.POST
    year = said.get("anio", "")
    if not year.isdecimal() or len(year) != 4:
        raise BadAsking("Elija el año del índice de la lista.")
    return Wanted(editions.find(said.get("edicion", "")[:80]), int(year), simulated(request))


def _published(request: HttpRequest, wanted: Wanted) -> HttpResponse:
    """It is asked for, and published behind: what can be refused at once is refused here."""
    inputs = inputs_of(wanted.edition, wanted.year, wanted.simulated)
    accepted = request.POST.get("aunque_falten", "").split()
    partial = "parcial" in request.POST
    now = datetime.now(UTC)
    check_publishable(wanted.edition, inputs, wanted.year, now, accepted=accepted, partial=partial)
    asked = arguments(
        wanted.edition,
        inputs,
        wanted.year,
        final="definitiva" in request.POST,
        accepted=accepted,
        partial=partial,
    )
    key = _key(request.POST.get("pedido", ""), asked)
    job = outbox.ask(PUBLISHING, key, asked, by=settings.WORKBENCH_BY, now=now)
    return HttpResponseRedirect(f"{reverse('bench-work')}?trabajo={job.pk}")


def _key(form: str, asked: Mapping[str, Any]) -> str:
    """Of a form, and of what it asks for: sent twice, it is asked once."""
    told = json.dumps([form, asked], ensure_ascii=False, sort_keys=True)
    return f"{asked['edition'][:40]} {asked['year']} {sha256(told.encode()).hexdigest()[:12]}"


def _preview(wanted: Wanted) -> dict[str, Any]:
    edition = wanted.edition
    inputs = inputs_of(edition, wanted.year, wanted.simulated)
    result = computed(edition, inputs, Asked(wanted.year, PREVIEW, edition.uncertainty.seed))
    month = last_month(inputs.reports, wanted.year)
    return {**_told(edition, result), "months": months_of(month)}


def _told(edition: RiskEdition, result: RiskResult) -> dict[str, Any]:
    doubt = edition.uncertainty
    districts = result.tables["distritos"]
    zones = dict(districts["zone"].value_counts().iter_rows())
    reasons = districts.filter(pl.col("state") != "evaluado")["why"].value_counts(sort=True)
    return {
        "judged": districts.filter(pl.col("state") == "evaluado").height,
        "unknown": [(WHY_SHORT[why], count) for why, count in reasons.iter_rows()],
        "inside": zones.get("dentro", 0),
        "border": zones.get("frontera", 0),
        "top": result.top,
        "first": districts.drop_nulls("rank").sort("rank").head(FIRST).to_dicts(),
        "lacks": [
            Lack(row["element"], row["name"], row["why"]) for row in without_data(edition, result)
        ],
        "replications": PREVIEW,
        "level": round(100 * doubt.interval),
        "sure": round(100 * doubt.contested[1]),
        "measured": MEASURED[edition.reporting_correction],
    }


def _answer(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    made_up = simulated(request)
    return page(
        request,
        "building.html",
        status=status,
        simulated=made_up,
        kept=editions.usable(),
        years=_years(made_up),
        said=request.POST,
        form=secrets.token_hex(FORM_BYTES),
        **context,
    )


def _years(made_up: bool) -> list[int]:
    """Years of the reports in use, the newest first."""
    edition = current("denuncias", simulated=made_up)
    if edition is None:
        return []
    years = read(edition).select(pl.col("year").unique()).collect()["year"]
    return sorted(years.to_list(), reverse=True)
