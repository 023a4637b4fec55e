"""The national page: the map, the counts in words, the 26 regions."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from sinasec.compliance.semaforo import reading
from sinasec.methods.compliance.wordings import LEVELS
from sinasec.web import words
from sinasec.web.kept import published
from sinasec.web.parameters import SHOWN, reads
from sinasec.web.regions import REGION_NAMES
from sinasec.web.semaforo.bars import stacked
from sinasec.web.semaforo.doubted import meaning
from sinasec.web.semaforo.hexes import national_map
from sinasec.web.semaforo.lights import SHOWN as LIGHTS
from sinasec.web.shown import Shown
from sinasec.web.views.page import page


@reads(*SHOWN)
@published
def home(request: HttpRequest, asked: Shown) -> HttpResponse:
    tallies = reading.national(asked.publication, asked.day, asked.breach)
    total = tallies["total"]
    return page(
        request,
        "home.html",
        asked,
        tally=total,
        figures=[
            (shown, getattr(total, shown), words.share(getattr(total, shown), total.total))
            for shown in LIGHTS
        ],
        levels=[(level, tallies[level]) for level in LEVELS],
        regions=_regions(asked),
        drawing=national_map(asked),
        meaning=meaning(reading.edition(asked.publication), asked.breach, asked.day),
    )


def _regions(asked: Shown) -> list[dict[str, Any]]:
    """One row a region, in alphabetical order: it is not a ranking."""
    rows = [
        {
            "code": found.region,
            "name": REGION_NAMES.get(found.region, found.name),
            "own": found.coresec_shown,
            "tally": found.tally,
            "bar": stacked(found.tally),
        }
        for found in reading.regions(asked.publication, asked.day, asked.breach)
    ]
    return sorted(rows, key=lambda row: words.sorting(row["name"]))
