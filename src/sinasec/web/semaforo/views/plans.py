"""Regional plans: whether each was approved in time, by which ordinance."""

from django.http import HttpRequest, HttpResponse

from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.publications import catalogue
from sinasec.web.parameters import reads
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES, ChosenDay
from sinasec.web.semaforo.regional_plans import plan_norm, plan_rows
from sinasec.web.views.page import page, shown_or_none


@reads(*SEMAFORO_PAGES.reads)
def plans(request: HttpRequest) -> HttpResponse:
    found = catalogue.current(SEMAFORO, simulated=False)
    if found is None:
        return page(request, "plans.html", shown_or_none(request), rows=[])
    publication = found.publication
    chosen = ChosenDay(
        publication,
        pinned=False,
        withheld=found.withheld,
        day=publication.as_of,
        breach="gestion",
        real=True,
    )
    periods, rows = plan_rows(publication, publication.as_of)
    acts = sum(len(cell.acts) for row in rows for cell in row.cells) + sum(
        len(row.other) for row in rows
    )
    in_time = {
        period: sum(bool(row.cells[i].in_time) for row in rows)
        for i, period in enumerate(periods)
        if any(row.cells[i].due for row in rows)  # of the others no last day is known
    }
    return page(
        request,
        "plans.html",
        chosen,
        periods=periods,
        rows=rows,
        acts=acts,
        in_time=in_time.items(),
        norm=plan_norm(publication, publication.as_of),
    )
