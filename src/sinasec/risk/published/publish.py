"""Edition and inputs → index → package → folder and row. The only writer of its results."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from sinasec import definitions
from sinasec.database_state import check_right
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.values import RiskInputs, RiskResult
from sinasec.publications.heal import heal, heal_locked
from sinasec.publications.keep import (
    CannotPublish,
    Published,
    check_not_ahead,
    keep,
    preliminary_of,
    replies_to,
)
from sinasec.publications.kept import check_facts
from sinasec.publications.models import FINAL, PRELIMINARY, Publication
from sinasec.publications.packages.canonical import UnwritableTable
from sinasec.publications.packages.package import Package
from sinasec.publications.packages.statement import Statement
from sinasec.publications.reply_period import FILE as TERMS
from sinasec.publications.trust.code_version import code_version
from sinasec.risk.data.covered import WHOLE, last_month, said_partial
from sinasec.risk.published import reading
from sinasec.risk.published.computed import CannotCompute, computed
from sinasec.risk.published.kind import INDEX
from sinasec.risk.published.lacking import check_accepted
from sinasec.risk.published.package import (
    KEY,
    SOURCES,
    Asked,
    edition_id,
    first_year,
    horizon,
    known_at,
    package,
    used,
)
from sinasec.risk.published.reproduce import asked_of
from sinasec.warehouse.one_writer import one_writer

__all__ = ["CannotPublish", "Published", "publish_index"]


def publish_index(
    *,
    edition: RiskEdition,
    inputs: RiskInputs,
    year: int,
    now: datetime,
    final: bool = False,
    replications: int | None = None,
    seed: int | None = None,
    accepted: Collection[str] = (),
    partial: bool = False,
    invented: datetime | None = None,
    announced: Callable[[str], None] | None = None,
) -> Published:
    """Publish the index of a year. The same again changes nothing; `now` is only when.

    Without `replications` and `seed`, those of the edition; of a final one, always those of its
    preliminary. `accepted`: codes of the indicators that may lack data. `partial`: also of a year
    of which not all the months have come. `invented`: of `check_not_ahead`; `announced`: of `keep`.
    Raises `CannotPublish`, and `Lacks`, which is one, when an indicator that is not accepted lacks
    data.
    """
    check_publishable(
        edition, inputs, year, now, accepted=accepted, partial=partial, invented=invented
    )
    first, last = horizon(edition, year, last_month(inputs.reports, year))
    identity = edition_id(edition)
    check_right(Publication._meta.db_table)  # before the work
    heal()  # what a killed publisher left is compared too
    uncompared = check_facts()
    # before the work, and again when nobody else writes
    expected = _replaced(last, inputs.simulated, now, identity) if final else None
    asked = _asked(edition, year, replications, seed, expected)
    inside = used(inputs, first_year(edition, year), year)
    result = _computed(edition, inside, asked)
    home = Path(settings.PUBLICATIONS)
    with one_writer(home):
        heal_locked()
        replaced = _replaced(last, inputs.simulated, now, identity) if final else None
        if replaced != expected:
            raise CannotPublish("Otra persona publicó mientras se calculaba: publique de nuevo.")
        statement = Statement(
            as_of=last,
            known_at=known_at(last),
            horizon_from=first,
            stage=FINAL if final else PRELIMINARY,
            simulated=inputs.simulated,
            edition_id=identity,
            edition_version=edition.version,
            code_version=code_version(INDEX),
            replaces=replaced.pk if replaced else None,
            kind=INDEX,
        )
        terms = definitions.load().files[TERMS]
        replies = replies_to(replaced)
        before = reading.descriptor(replaced)[KEY][SOURCES] if replaced else None
        made = _bound(statement, edition, asked, inside, result, replies, terms, before)
        return keep(made, home, now, uncompared, invented=invented, announced=announced)


def check_publishable(
    edition: RiskEdition,
    inputs: RiskInputs,
    year: int,
    now: datetime,
    *,
    accepted: Collection[str] = (),
    partial: bool = False,
    invented: datetime | None = None,
) -> None:
    """What can be refused before the work. Raises `CannotPublish` and `Lacks`, as
    `publish_index`."""
    month = last_month(inputs.reports, year)
    if month < WHOLE and not partial:
        raise CannotPublish(said_partial(year, month))
    _, last = horizon(edition, year, month)
    check_not_ahead(last, now, invented=invented)
    inside = used(inputs, first_year(edition, year), year)
    _check_accepted(edition, inside, year, accepted)


def _replaced(last: date, simulated: bool, now: datetime, identity: str) -> Publication:
    """The preliminary one by the very same edition: another edition is another index."""
    return preliminary_of(INDEX, last, simulated, now, edition_id=identity)


def _asked(
    edition: RiskEdition,
    year: int,
    replications: int | None,
    seed: int | None,
    preliminary: Publication | None,
) -> Asked:
    if preliminary is None:
        doubt = edition.uncertainty
        return Asked(year, replications or doubt.replications, doubt.seed if seed is None else seed)
    same = asked_of(dict(reading.descriptor(preliminary)))
    if replications not in (None, same.replications) or seed not in (None, same.seed):
        raise CannotPublish(
            f"La definitiva se calcula como su preliminar, {preliminary.pk}: con "
            f"{same.replications} réplicas y la semilla {same.seed}. Quite --replications y --seed."
        )
    return same


def _check_accepted(
    edition: RiskEdition, inputs: RiskInputs, year: int, accepted: Collection[str]
) -> None:
    _check_loaded(inputs, year)
    try:
        check_accepted(edition, inputs, year, accepted)
    except CannotCompute as error:
        raise CannotPublish(str(error)) from error


def _check_loaded(inputs: RiskInputs, year: int) -> None:
    if inputs.reports.is_empty() or inputs.population.is_empty():
        raise CannotPublish(
            f"No hay denuncias o población cargadas para el índice de {year}: cárguelas, o "
            "elija otro año con --year."
        )


def _computed(edition: RiskEdition, inputs: RiskInputs, asked: Asked) -> RiskResult:
    try:
        return computed(edition, inputs, asked)
    except CannotCompute as error:
        raise CannotPublish(str(error)) from error


def _bound(*parts: Any) -> Package:
    try:
        return package(*parts)
    except UnwritableTable as error:
        raise CannotPublish(str(error)) from error
