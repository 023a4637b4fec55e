"""What the police reports cover and what to doubt in them, before using them."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from sinasec.methods.risk.reports.late import months_growing
from sinasec.risk.data.quality import how_breaks_are_found, how_shifts_are_found, said_shift
from sinasec.risk.data.quality import quality as quality_of
from sinasec.territories import reference
from sinasec.warehouse import current
from sinasec.web.parameters import reads
from sinasec.web.workbench.views.page import page, simulated

SHOWN = 40


@reads("datos")
def quality(request: HttpRequest) -> HttpResponse:
    made_up = simulated(request)
    edition = current("denuncias", simulated=made_up)
    if edition is None:
        return page(request, "quality.html", simulated=made_up, report=None)
    report = quality_of(edition)
    return page(
        request,
        "quality.html",
        simulated=made_up,
        report=report,
        years=report.tables["anios"].to_dicts(),
        never=[reference.full_name(unit) for unit in report.never],
        breaks=[_break(row) for row in report.tables["quiebres"].head(SHOWN).to_dicts()],
        how=how_breaks_are_found(),
        shifts=[said_shift(row) for row in report.tables["niveles"].head(SHOWN).to_dicts()],
        n_shifts=report.tables["niveles"].height,
        how_shifts=how_shifts_are_found(),
        n_breaks=report.tables["quiebres"].height,
        impossible=[_named(row) for row in report.tables["imposibles"].head(SHOWN).to_dicts()],
        growing=months_growing(report.tables["crecimiento"]),
    )


def _named(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"name": reference.full_name(row["unit"])}


def _break(row: dict[str, Any]) -> dict[str, Any]:
    return _named(row) | {"since": f"{row['year']}-{row['month']:02}"}
