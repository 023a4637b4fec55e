"""A demonstration like the one that `setup` makes, with facts of fewer committees.

The whole country is judged over two years; only some committees, drawn by a seed, have SIMULADO
facts. The semáforo of real acts judges other days.
"""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from random import Random

import polars as pl
from django.conf import settings

from sinasec import definitions
from sinasec.committees.frames import committees_frame
from sinasec.compliance.semaforo.judge import judge
from sinasec.compliance.semaforo.packaging import package
from sinasec.demonstration.country.simulate import FIRST, LAST
from sinasec.publications.models import Publication
from sinasec.publications.packages.package import Package
from sinasec.publications.record import record
from sinasec.publications.replies import REPLIES
from sinasec.publications.trust.keys import signing_key
from sinasec.publications.trust.seal import sealed
from sinasec.warehouse.place import place
from tests.simulated import simulated_facts, simulated_statement
from tests.web import sample

SEED = 7
KNOWN = datetime(2026, 11, 15, 21)
PUBLISHED = datetime(2026, 11, 16, 15, tzinfo=UTC)
REAL_AS_OF = date(2026, 4, 30)
ALWAYS = ("CONASEC", sample.PUNO, "COPROSEC-2101", "CODISEC-150108")
DRAWN = 50


@cache
def committees() -> tuple[str, ...]:
    """Those with facts, drawn among all that exist on the last day, and one of each level."""
    alive = committees_frame().filter(pl.col("valid_to").is_null())["committee"].sort().to_list()
    return (*ALWAYS, *Random(SEED).sample([code for code in alive if code not in ALWAYS], DRAWN))


@cache
def made() -> Package:
    edition, units = definitions.load(), committees_frame()
    inputs = simulated_facts(SEED, units.filter(pl.col("committee").is_in(committees())), of=units)
    statement = simulated_statement(KNOWN, "pruebas")
    result = judge(edition, inputs, known_at=KNOWN, horizon_from=FIRST, horizon_to=LAST)
    return package(statement, edition, inputs, result, pl.DataFrame([], schema=REPLIES))


def publish() -> Publication:
    """The row of the demonstration in the database of the test, its folder in its place."""
    whole, home = made(), Path(settings.PUBLICATIONS)
    if not (home / whole.id).exists():
        place(sealed(whole, signing_key(Path(settings.KEYS))), home, whole.id)
    return record(whole.descriptor, PUBLISHED)
