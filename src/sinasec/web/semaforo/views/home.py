"""The national page: the map, the counts in words, the 26 regions."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from sinasec.compliance.semaforo import reading
from sinasec.methods.compliance.wordings import LEVELS
from sinasec.web import words
from sinasec.web.published.page_cache import published
from sinasec.web.regions import REGION_NAMES
from sinasec.web.semaforo import trend
from sinasec.web.semaforo.bars import stacked
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES, ChosenDay
from sinasec.web.semaforo.doubted import meaning
from sinasec.web.semaforo.hexes import national_map
from sinasec.web.semaforo.levels import levels
from sinasec.web.semaforo.lights import SHOWN as LIGHTS
from sinasec.web.semaforo.source import probable
from sinasec.web.views.page import page


@published(SEMAFORO_PAGES)
def home(request: HttpRequest, chosen: ChosenDay) -> HttpResponse:
    tallies = reading.national(chosen.publication, chosen.day, chosen.breach)
    total = tallies["total"]
    return page(
        request,
        "home.html",
        chosen,
        tally=total,
        figures=[
            (shown, getattr(total, shown), words.share(getattr(total, shown), total.total))
            for shown in LIGHTS
        ],
        levels=[(level, tallies[level]) for level in LEVELS],
        probable=probable(chosen, chosen.day),
        regions=_regions(chosen),
        map=national_map(chosen),
        trend=trend.national(chosen),
        levels_figure=levels(chosen),
        meaning=meaning(reading.edition(chosen.publication), chosen.breach, chosen.day),
    )


def _regions(chosen: ChosenDay) -> list[dict[str, Any]]:
    """One row a region, in alphabetical order: it is not a ranking."""
    rests = reading.probable(chosen.publication, chosen.day, chosen.breach)
    rows = [
        {
            "code": found.region,
            "name": REGION_NAMES.get(found.region, found.name),
            "own": found.coresec_shown,
            "probable": found.coresec in rests,
            "tally": found.tally,
            "bar": stacked(found.tally),
            "year": trend.spark(chosen, found.region),
        }
        for found in reading.regions(chosen.publication, chosen.day, chosen.breach)
    ]
    return sorted(rows, key=lambda row: words.sorting(row["name"]))
