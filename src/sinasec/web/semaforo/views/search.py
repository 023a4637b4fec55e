"""«Mi distrito»: committees whose name matches, whatever the accents, case or order of words."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sinasec.committees.naming import UnresolvedCommittee, resolve
from sinasec.compliance.semaforo import reading
from sinasec.methods.compliance.wordings import LEVELS
from sinasec.publications.models import Publication
from sinasec.publications.trust.remembered import remembered
from sinasec.risk.answering import district_of
from sinasec.territories import reference
from sinasec.territories.names import distance
from sinasec.web.parameters import reads
from sinasec.web.regions import REGION_NAMES
from sinasec.web.risk.bridge import risk_districts
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES
from sinasec.web.semaforo.committee import capital
from sinasec.web.views.page import page
from sinasec.web.words import sorting

LIMIT = 60
MOST_NEAR = 6


@reads(*SEMAFORO_PAGES.reads, "q")
def search(request: HttpRequest) -> HttpResponse:
    chosen = SEMAFORO_PAGES.choose(request.GET)
    text = request.GET.get("q", "").strip()[:80]
    rows = matches(chosen.publication, text)
    if len(rows) == 1:
        return redirect(f"/comite/{rows[0]['committee']}/{chosen.query()}")
    near = [] if rows or not text else nearest(chosen.publication, text)
    with_risk = risk_districts()
    lights = reading.shown(chosen.publication, chosen.day, chosen.breach)
    probable = reading.probable(chosen.publication, chosen.day, chosen.breach)
    return page(
        request,
        "search.html",
        chosen,
        text=text,
        total=len(rows),
        rows=[
            row
            | {
                "shown": lights.get(row["committee"], "no_exigible"),
                "probable": row["committee"] in probable,
            }
            | _with_risk(row["committee"], with_risk)
            for row in rows[:LIMIT]
        ],
        near=near,
        with_risk=bool(with_risk),
    )


def _with_risk(committee: str, units: frozenset[str]) -> dict[str, str]:
    """The district of the index that the committee answers for, by its own name; or no unit."""
    unit = district_of(committee)
    if unit not in units:
        return {"risk_unit": ""}
    return {"risk_unit": unit, "risk_name": reference.by_code()[unit].name}


def matches(publication: Publication, text: str) -> list[dict[str, Any]]:
    """Units whose code or name holds every word asked, whole names first."""
    words = sorting(text).split()
    if not words:
        return []
    found = [row for row in _index(publication) if all(w in row["_text"] for w in words)]
    wanted = " ".join(words)
    return sorted(found, key=lambda row: (not row["_text"].endswith(wanted), row["_order"]))


def nearest(publication: Publication, text: str) -> list[dict[str, Any]]:
    """Those that a misspelt name may mean: the one meant for sure, or the most like it."""
    codes: tuple[str, ...] = ()
    for said in (text, _but_for_level(text)):
        try:
            codes = (resolve(said).code,)
        except UnresolvedCommittee as unsure:
            codes = unsure.candidates[:MOST_NEAR]
        if codes:
            break
    known = {row["committee"]: row for row in _index(publication)}
    return [known[code] for code in codes if code in known]


def _but_for_level(text: str) -> str:
    """What follows a first word that is nearly the name of a level («codisek balsas»)."""
    first, _, rest = text.strip().partition(" ")
    levels = (level.casefold() for level in LEVELS)
    near = any(distance(first.casefold(), level, 2) <= 2 for level in levels)
    return rest if near else ""


def _capital(row: dict[str, Any]) -> str:
    """Code and name of the district where a provincial committee acts too, as if its own."""
    found = capital(row, date.max)
    return f"CODISEC-{found.code} {found.name}" if found else ""


@remembered(4)
def _index(publication: Publication) -> list[dict[str, Any]]:
    rows = reading.units(publication).iter_rows(named=True)
    return [
        row
        | {
            "_text": sorting(f"{row['committee']} {row['level']} {_capital(row)} {row['name']}"),
            "_order": (LEVELS.index(row["level"]), sorting(row["name"])),
            "region_name": REGION_NAMES.get(row["region"], ""),
        }
        for row in rows
    ]
