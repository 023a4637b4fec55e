"""The one page of a region, in PDF and DOCX."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sinasec.letters.paper.paper import WORD, Paper, pdf
from sinasec.web.origin import whole_addresses
from sinasec.web.published.page_cache import published
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES, ChosenDay
from sinasec.web.semaforo.region_sheet import region_sheet
from sinasec.web.semaforo.views.region import own_or_404


@published(SEMAFORO_PAGES, dear=True)
@whole_addresses
def sheet(request: HttpRequest, chosen: ChosenDay, code: str) -> HttpResponse:
    paper = _paper(chosen, code, _link(request, chosen, code))
    made = pdf(paper, made_at=chosen.publication.created_at, registered=True)
    return HttpResponse(made, content_type="application/pdf")


@published(SEMAFORO_PAGES, dear=True)
@whole_addresses
def sheet_docx(request: HttpRequest, chosen: ChosenDay, code: str) -> HttpResponse:
    from sinasec.letters.paper.docx import docx

    made = docx(
        _paper(chosen, code, _link(request, chosen, code)), made_at=chosen.publication.created_at
    )
    return HttpResponse(made, content_type=WORD)


def _link(request: HttpRequest, chosen: ChosenDay, code: str) -> str:
    return request.build_absolute_uri(chosen.permalink(reverse("region", args=[code])))


def _paper(chosen: ChosenDay, code: str, link: str) -> Paper:
    return region_sheet(chosen, code, own_or_404(chosen, code), link)
