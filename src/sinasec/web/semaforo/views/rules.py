"""The duties and each of them through time, generated from the definitions."""

from django.http import Http404, HttpRequest, HttpResponse

from sinasec.definitions import library
from sinasec.methods.compliance.wordings import LEVELS
from sinasec.web.parameters import reads
from sinasec.web.semaforo import rules as law
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES
from sinasec.web.semaforo.quorums import quorums
from sinasec.web.views.page import page, shown_or_none
from sinasec.web.words import RULE_WORDS


@reads(*SEMAFORO_PAGES.reads)
def rules(request: HttpRequest) -> HttpResponse:
    chosen = shown_or_none(request)
    known = library()
    day = chosen.day if chosen else max(v.start for d in known.edition.duties for v in d.versions)
    rows = [(duty, law.in_force(duty, day)) for duty in known.edition.duties]
    groups = [
        (
            level,
            [
                (duty, v, law.only_in(duty))
                for duty, versions in rows
                for v in versions
                if level in v.bearers
            ],
        )
        for level in LEVELS
    ]
    return page(
        request,
        "rules.html",
        chosen,
        day=day,
        groups=groups,
        past=[duty for duty, versions in rows if not versions],
        edition=known.edition,
        out_of_scope=known.out_of_scope,
        pending=known.pending,
        quorums=quorums(day),
    )


@reads(*SEMAFORO_PAGES.reads)
def rule(request: HttpRequest, duty: str) -> HttpResponse:
    known = library()
    try:
        found = known.edition.duty(duty)
    except KeyError:
        raise Http404(f"No hay un deber con el código «{duty}». Vea la lista de normas.") from None
    return page(
        request,
        "rule.html",
        shown_or_none(request),
        duty=found,
        kind=RULE_WORDS[found.rule],
        only_in=law.only_in(found),
        wordings=law.wordings(known.edition, found),
        cases=law.worked_cases(known, duty),
        norms=known.norms,
        source=known.edition.files.get(f"obligations/{duty}.yaml", ""),
    )
