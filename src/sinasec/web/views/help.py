"""Help: what can be done here, and a page for each task."""

from django.http import Http404, HttpRequest, HttpResponse

from sinasec.help.tasks import tasks
from sinasec.translation import gettext as _
from sinasec.web.parameters import reads
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES
from sinasec.web.views.page import page, shown_or_none


@reads(*SEMAFORO_PAGES.reads)
def index(request: HttpRequest) -> HttpResponse:
    return page(request, "help.html", shown_or_none(request), tasks=tasks())


@reads(*SEMAFORO_PAGES.reads)
def task(request: HttpRequest, slug: str) -> HttpResponse:
    every = tasks()
    place = next((at for at, one in enumerate(every) if one.slug == slug), None)
    if place is None:
        raise Http404(_("No hay ninguna ayuda con ese nombre: vea la lista en /ayuda/."))
    return page(
        request,
        "help_task.html",
        shown_or_none(request),
        task=every[place],
        before=every[place - 1] if place else None,
        after=every[place + 1] if place + 1 < len(every) else None,
    )
