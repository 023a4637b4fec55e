"""The audit of the index as a page: everything a statistician would ask of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from sinasec.risk.published import reading
from sinasec.web.published.chosen import Chosen
from sinasec.web.published.page_cache import published
from sinasec.web.risk import audit as rows
from sinasec.web.risk.chosen import INDEX_PAGES
from sinasec.web.risk.elements import elements
from sinasec.web.risk.page import page, sources
from sinasec.web.risk.sensitivity import factors, ruler


@published(INDEX_PAGES)
def audit(request: HttpRequest, chosen: Chosen) -> HttpResponse:
    found = chosen.publication
    years, coverage = rows.coverage(found)
    weights = rows.weights(found)
    removals = sorted(rows.named(found, "retiros"), key=_by_shift)
    return page(
        request,
        "auditoria.html",
        chosen,
        elements=sorted(elements(found).values(), key=lambda r: (-r["level"], -r["share"])),
        wanting=reading.lacking(found),
        steps=rows.recipe_steps(found),
        weights=weights,
        verdict=rows.verdict(found),
        dropped=rows.out_of_index(weights),
        correlations=rows.correlations(found),
        flagged=rows.flagged(found),
        coherence=rows.named(found, "coherencia"),
        removals=removals,
        treatments=rows.named(found, "tratamiento"),
        variants=reading.table(found, "variantes").to_dicts(),
        global_spatial=rows.named(found, "espacial_global"),
        factors=factors(found),
        regla=ruler(),
        series=rows.series(found),
        years=years,
        coverage=coverage,
        sources=sorted(sources(found).items()),
    )


def _by_shift(row: dict[str, Any]) -> tuple[bool, float]:
    """The largest first; last, what cannot be removed with the recipe of the edition."""
    shift = row["mean_shift"]
    return (True, 0.0) if shift is None else (False, -shift)
