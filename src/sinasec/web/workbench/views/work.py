"""What is done behind: what waits, runs and failed, why, and how far one of them is."""

from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sinasec.publications.behind import NOTED
from sinasec.publications.models import Publication
from sinasec.web.parameters import reads
from sinasec.web.published.chosen import BadAsking
from sinasec.web.workbench.views.page import page
from sinasec.work import outbox
from sinasec.work.kinds import title_of
from sinasec.work.listed import is_bad, listed
from sinasec.work.models import CANCELLED, DONE, FAILED, REFUSED, RUNS, UNFINISHED, WAITS, Job
from sinasec.work.told import STATES, where

AGAIN: Final = 2  # seconds until the page of what is not finished is asked for again
SOON: Final = timedelta(minutes=15)  # what is to begin later is not looked at until then
MOST_DIGITS: Final = 12
MAY_RETRY: Final = (REFUSED, FAILED, CANCELLED, WAITS)
MAY_CANCEL: Final = (WAITS, RUNS, FAILED, REFUSED)


@reads("trabajo")
def work(request: HttpRequest) -> HttpResponse:
    try:
        if request.method == "POST":
            return _changed(request)
        asked = request.GET.get("trabajo", "")
        return _answer(request, outbox.find(_number(asked)) if asked else None)
    except outbox.CannotChange as refusal:
        return _answer(request, None, status=422, refusal=str(refusal))


def _changed(request: HttpRequest) -> HttpResponse:
    number = _number(request.POST.get("trabajo", ""))
    now = datetime.now(UTC)
    if "reintentar" in request.POST:
        outbox.retry(number, now=now)
    elif "anular" in request.POST:
        outbox.cancel(number, by=settings.WORKBENCH_BY, now=now)
    return HttpResponseRedirect(f"{reverse('bench-work')}?trabajo={number}")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
        raise BadAsking("Ese trabajo no existe: elija uno de la lista.")
    return int(text)


def _answer(
    request: HttpRequest, chosen: Job | None, status: int = 200, refusal: str = ""
) -> HttpResponse:
    now = datetime.now(UTC)
    unfinished = chosen is not None and chosen.state in UNFINISHED and chosen.due <= now + SOON
    waits = chosen is not None and chosen.state == WAITS and chosen.due <= now
    return page(
        request,
        "work.html",
        status=status,
        refusal=refusal,
        chosen=_told(chosen) if chosen else None,
        refresh=AGAIN if unfinished else 0,
        jobs=[_told(job) for job in listed()],
        alone=waits and not Job.objects.filter(state=RUNS).exists(),
    )


def _told(job: Job) -> dict[str, object]:
    published = job.result.get(NOTED, "") if job.state == DONE else ""
    return {
        "job": job,
        "title": title_of(job.kind),
        "state": STATES[job.state],
        "where": where(job),
        "bad": is_bad(job),
        "publication": Publication.objects.filter(pk=published).first() if published else None,
        "may_retry": job.state in MAY_RETRY,
        "may_cancel": job.state in MAY_CANCEL,
    }
