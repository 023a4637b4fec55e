"""The hand-made index as a publication: the product's own package, sealed, placed and recorded."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

import polars as pl
from django.conf import settings

from sinasec import definitions
from sinasec.definitions.index import load
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.publications.models import PRELIMINARY, Publication
from sinasec.publications.packages.package import Package
from sinasec.publications.packages.statement import Statement
from sinasec.publications.packages.table import Table
from sinasec.publications.record import record
from sinasec.publications.replies import REPLIES
from sinasec.publications.reply_period import FILE as TERMS
from sinasec.publications.trust.keys import signing_key
from sinasec.publications.trust.seal import sealed
from sinasec.risk.published.former_words import CAME_LATER
from sinasec.risk.published.kind import INDEX
from sinasec.risk.published.package import Asked, edition_id, horizon, known_at, package, used
from sinasec.risk.published.result_tables import RESULTS
from sinasec.warehouse.place import place
from tests.risk.made_result import REPLICATIONS, SEED, TOP, YEAR, made_inputs, made_result

PUBLISHED: Final = datetime(2026, 11, 20, 15, tzinfo=UTC)


@cache
def made_edition() -> RiskEdition:
    """The example edition with the k of the made result (its elements are others)."""
    return replace(load(), top=TOP, window=3, files={})


@cache
def made_package(
    *, simulated: bool = True, count: int = 62, until: int = 12, older: bool = False
) -> Package:
    """The package of the made result, without a database.

    `older`: as those made before the columns of CAME_LATER.
    """
    edition = made_edition()
    first, last = horizon(edition, YEAR, until)
    inputs = used(made_inputs(simulated=simulated, count=count, until=until), first.year, YEAR)
    statement = Statement(
        as_of=last,
        known_at=known_at(last),
        horizon_from=first,
        stage=PRELIMINARY,
        simulated=simulated,
        edition_id=edition_id(edition),
        edition_version=edition.version,
        code_version="pruebas",
        kind=INDEX,
    )
    result = made_result(simulated=simulated, count=count, until=until)
    replies = pl.DataFrame([], schema=REPLIES)
    asked = Asked(YEAR, REPLICATIONS, SEED)
    terms = definitions.load().files[TERMS]
    shape = tuple(map(_as_then, RESULTS)) if older else RESULTS
    return package(statement, edition, asked, inputs, result, replies, terms, shape=shape)


def _as_then(table: Table) -> Table:
    lacked = CAME_LATER.get(table.name, frozenset())
    schema = {name: kind for name, kind in table.schema.items() if name not in lacked}
    return replace(table, schema=pl.Schema(schema))


def publish_made(
    *, simulated: bool = True, count: int = 62, until: int = 12, older: bool = False
) -> Publication:
    """Its row in the database of the test, its folder put in place when it is not there."""
    made = made_package(simulated=simulated, count=count, until=until, older=older)
    home = Path(settings.PUBLICATIONS)
    if not (home / made.id).exists():
        place(sealed(made, signing_key(Path(settings.KEYS))), home, made.id)
    found = Publication.objects.filter(pk=made.id).first()
    return found or record(made.descriptor, PUBLISHED)
