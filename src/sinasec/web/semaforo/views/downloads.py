"""What a reader takes away from a committee's page: the sheet in PDF, the intervals, the traces."""

from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.probable import PROBABLE
from sinasec.methods.compliance.explanation.finding import Finding
from sinasec.methods.compliance.lights import STATE_WORDS
from sinasec.publications import catalogue
from sinasec.publications.afterwards.reading import answered
from sinasec.publications.models import ADVANCE
from sinasec.time_zone import LIMA, day_of
from sinasec.translation import gettext as _
from sinasec.translation import ngettext
from sinasec.web import words
from sinasec.web.csv_answer import csv_answer
from sinasec.web.origin import whole_addresses
from sinasec.web.published.chosen import today
from sinasec.web.published.page_cache import published
from sinasec.web.regions import REGION_NAMES
from sinasec.web.semaforo.api.lights import committee_findings
from sinasec.web.semaforo.articles import behind
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES, ChosenDay
from sinasec.web.semaforo.committee import Note, note, unverified
from sinasec.web.semaforo.errata import said_wrongly
from sinasec.web.semaforo.ficha import (
    Ficha,
    FichaFinding,
    FichaLight,
    FichaNote,
    FichaPublication,
    FichaReply,
    ficha_pdf,
)
from sinasec.web.semaforo.finding_words import (
    advice,
    consequence,
    declared,
    reason,
    told_of_consequences,
    unbroken_since,
)
from sinasec.web.semaforo.lights import MARKS, SHOWN_WORDS, duties_told, shown_state
from sinasec.web.semaforo.views.committee import light_name, replied_before, unit_or_404

MOST_DECLARED: Final = 6  # the trace has them all


@published(SEMAFORO_PAGES, dear=True)
def stretches_csv(request: HttpRequest, chosen: ChosenDay, code: str) -> HttpResponse:
    """INTERVALS of one committee, each explained, with the publication in every row."""
    unit_or_404(chosen, code)
    rows = reading.intervals_explained(chosen.publication, code)
    return csv_answer(rows.columns, rows.iter_rows(), chosen.publication)


@published(SEMAFORO_PAGES, dear=True)
def traces_json(request: HttpRequest, chosen: ChosenDay, code: str) -> HttpResponse:
    """The same findings as the API's, to keep beside the CSV."""
    unit_or_404(chosen, code)
    body = committee_findings(chosen.publication, code, chosen.day).model_dump_json(indent=1)
    return HttpResponse(body, content_type="application/json; charset=utf-8")


@published(SEMAFORO_PAGES, dear=True)
@whole_addresses
def ficha(request: HttpRequest, chosen: ChosenDay, code: str) -> HttpResponse:
    row = unit_or_404(chosen, code)
    link = request.build_absolute_uri(chosen.permalink(reverse("committee", args=[code])))
    made = ficha_pdf(_content(chosen, row, link), made_at=chosen.publication.created_at)
    return HttpResponse(made, content_type="application/pdf")


def _content(chosen: ChosenDay, row: dict[str, Any], link: str) -> Ficha:
    code = row["committee"]
    publication = chosen.publication
    found = reading.committee(publication, code, chosen.day)
    findings = reading.findings(publication, code, chosen.day)
    return Ficha(
        title=f"{found.name}: semáforo de cumplimiento al {words.day_words(chosen.day)}",
        committee=found.name,
        place=" · ".join(
            (words.LEVEL_WORDS[found.level], REGION_NAMES.get(found.region, "Perú"), code)
        ),
        as_of=words.day_words(chosen.day),
        known_at=f"{publication.known_at.astimezone(LIMA):%d/%m/%Y %H:%M} (hora de Lima)",
        simulated=publication.simulated,
        publication=FichaPublication(publication.id, chosen.stage, link),
        lights=tuple(
            _light(breach, light, code in reading.probable(publication, chosen.day, breach))
            for breach, light in (("legal", found.legal), ("gestion", found.gestion))
        ),
        findings=tuple(
            _finding(
                one,
                reading.kind_names(publication),
                unverified(publication, code),
                is_read=behind(one, row["level"], chosen.day).reading.is_read,
                to_do=advice(one, today(), is_last=chosen.at_as_of),
            )
            for one in findings
        ),
        reply_by=_reply_by(chosen, row["committee"]),
        replies=tuple(
            FichaReply(
                words.day_words(day_of(reply.received_at)),
                reply.text,
                f"{said.by}, {words.day_words(day_of(said.registered_at))}" if said else "",
                said.text if said else "",
            )
            for reply, said in answered(catalogue.replies(publication, code))
        ),
        told_of_consequences=told_of_consequences(
            (one.name, each) for one in findings for each in one.consequences
        ),
        note=_note(note(publication, row, chosen.day)),
        withheld=chosen.notice,
        withdrawn=chosen.withdrawn,
        errata=tuple(one.whole for one in said_wrongly(chosen, code)),
    )


def _note(said: Note | None) -> FichaNote | None:
    return FichaNote(said.title, said.text) if said else None


def _light(breach: str, light, rests: bool) -> FichaLight:
    name = light_name(light)
    counts = (
        f"Deberes: {duties_told(light)}."
        if light and light.duties
        else "Ese día no había deberes de esta clase."
    )
    since = unbroken_since(light.since, light.since_at_least) if light else ""
    return FichaLight(
        words.BREACH_WORDS[breach],
        MARKS[name],
        SHOWN_WORDS[name],
        counts,
        since,
        PROBABLE if rests else "",
    )


def _reply_by(chosen: ChosenDay, code: str) -> str:
    if chosen.publication.stage == ADVANCE:
        said = _("Esta publicación es el avance de una noche: no abre plazo para responder.")
        return " ".join([said, *_replied_before(chosen, code)])
    last = catalogue.reply_by(chosen.publication)
    if last is None:
        return "Esta publicación ya no recibe respuestas."
    return (
        "El comité puede enviar su respuesta a la Secretaría Técnica de su instancia superior "
        f"hasta el {words.day_words(last)}, y se publica con ella. El plazo es de ejemplo: ninguna "
        "norma lo fija."
    )


def _replied_before(chosen: ChosenDay, code: str) -> Iterator[str]:
    """That the committee replied to the last preliminary one, and where it is read."""
    replied = replied_before(chosen, code)
    if replied and chosen.advance and (last := chosen.advance.last):
        yield ngettext(
            "Este comité envió una respuesta a la última preliminar, {id}, y se lee en ella.",
            "Este comité envió {n} respuestas a la última preliminar, {id}, y se leen en ella.",
            len(replied),
        ).format(n=len(replied), id=last.pk)


def _finding(
    one: Finding, kinds: dict[str, str], why_unverified: str, *, is_read: bool, to_do: str
) -> FichaFinding:
    shown = shown_state(one.light, one.state)
    return FichaFinding(
        name=one.name,
        kind=words.BREACH_WORDS[one.breach].lower(),
        norm=one.norm,
        article=one.where,
        url=one.url,
        is_read=is_read,
        period=one.period_words,
        due=one.due.strftime("%d/%m/%Y") if one.due else "permanente",
        light=MARKS[shown],
        word=STATE_WORDS[one.state],
        since=unbroken_since(one.since, one.since_at_least),
        sentence=reason(one, why_unverified),
        turns_green=to_do,
        declared=tuple(declared(each, kinds) for each in one.constancias[:MOST_DECLARED]),
        otherwise=one.otherwise,
        confidence="" if one.confidence == "confirmado" else one.confidence,
        consequences=tuple(consequence(each) for each in one.consequences),
    )
