"""What a reader takes away from a committee's page: the sheet in PDF, the intervals, the traces."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sinasec.methods.lights import STATE_WORDS
from sinasec.publications import reading
from sinasec.web import words
from sinasec.web.api.lights import committee_findings
from sinasec.web.csv_answer import csv_answer
from sinasec.web.ficha import (
    Ficha,
    FichaFinding,
    FichaLight,
    FichaPublication,
    FichaReply,
    ficha_pdf,
)
from sinasec.web.kept import dear
from sinasec.web.lights import MARKS, SHOWN_WORDS, shown_state
from sinasec.web.origin import whole_addresses
from sinasec.web.parameters import SHOWN, reads
from sinasec.web.regions import REGION_NAMES
from sinasec.web.shown import Shown
from sinasec.web.views.committee import light_name, unit_or_404


@reads(*SHOWN)
@dear
def stretches_csv(request: HttpRequest, asked: Shown, code: str) -> HttpResponse:
    """INTERVALS of one committee with the publication in every row, as in the open data."""
    unit_or_404(asked, code)
    rows = reading.duty_intervals(asked.publication, code)
    return csv_answer(rows.columns, rows.iter_rows(), asked.publication)


@reads(*SHOWN)
@dear
def traces_json(request: HttpRequest, asked: Shown, code: str) -> HttpResponse:
    """The same findings as the API's, to keep beside the CSV."""
    unit_or_404(asked, code)
    body = committee_findings(asked.publication, code, asked.day).model_dump_json(indent=1)
    return HttpResponse(body, content_type="application/json; charset=utf-8")


@reads(*SHOWN)
@dear
@whole_addresses
def ficha(request: HttpRequest, asked: Shown, code: str) -> HttpResponse:
    unit_or_404(asked, code)
    link = request.build_absolute_uri(asked.permalink(reverse("committee", args=[code])))
    made = ficha_pdf(_content(asked, code, link), made_at=asked.publication.created_at)
    return HttpResponse(made, content_type="application/pdf")


def _content(asked: Shown, code: str, link: str) -> Ficha:
    found = reading.committee(asked.publication, code, asked.day)
    publication = asked.publication
    return Ficha(
        title=f"{found.name}: semáforo de cumplimiento al {words.day_words(asked.day)}",
        committee=found.name,
        place=" · ".join(
            (words.LEVEL_WORDS[found.level], REGION_NAMES.get(found.region, "Perú"), code)
        ),
        as_of=words.day_words(asked.day),
        known_at=publication.known_at.strftime("%d/%m/%Y %H:%M UTC"),
        simulated=publication.simulated,
        publication=FichaPublication(publication.id, asked.stage, link),
        lights=(_light("legal", found.legal), _light("gestion", found.gestion)),
        findings=tuple(_finding(one) for one in reading.findings(publication, code, asked.day)),
        replies=tuple(
            FichaReply(words.day_words(reply.received_at.date()), reply.text)
            for reply in reading.replies(publication, code)
        ),
        withheld=asked.notice,
    )


def _light(breach: str, light) -> FichaLight:
    name = light_name(light)
    counts = (
        f"{light.n_verde} deberes en verde, {light.n_ambar} en ámbar, {light.n_rojo} en rojo, "
        f"{light.n_gris} sin información, {light.n_no_exigible} no exigibles."
        if light and light.duties
        else "Ese día no había deberes de esta clase."
    )
    return FichaLight(words.BREACH_WORDS[breach], MARKS[name], SHOWN_WORDS[name], counts)


def _finding(one) -> FichaFinding:
    shown = shown_state(one.light, one.state)
    return FichaFinding(
        name=one.name,
        kind=words.BREACH_WORDS[one.breach].lower(),
        norm=one.norm,
        article=one.where,
        url=one.url,
        period=one.period_words,
        due=one.due.strftime("%d/%m/%Y") if one.due else "permanente",
        light=MARKS[shown],
        word=STATE_WORDS[one.state],
        sentence=one.sentence,
        turns_green="" if one.light == "verde" else one.turns_green,
    )
