"""Between the semáforo and the index: one leads to the other, and neither counts in the other."""

from typing import Any

import polars as pl

from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.publications import catalogue
from sinasec.publications.models import Publication
from sinasec.risk import answering
from sinasec.risk.answering import district_of
from sinasec.risk.published import reading
from sinasec.territories.reference import is_capital
from sinasec.web.risk.chosen import INDEX_PAGES
from sinasec.web.semaforo.committee import unit as committee_row


def _semaforo() -> Publication | None:
    try:
        return catalogue.latest(SEMAFORO)
    except catalogue.Withheld:
        return None


def risk_districts() -> frozenset[str]:
    """Districts with a page of their own in the index shown; none while there is no index."""
    found = INDEX_PAGES.standing()
    if found is None:
        return frozenset()
    return frozenset(reading.table(found.publication, "distritos")["unit"])


def risk_of(committee: str) -> dict[str, Any] | None:
    """The district of the index that a committee answers for; None when there is none."""
    found, unit = INDEX_PAGES.standing(), district_of(committee)
    if found is None or not unit:
        return None
    rows = reading.table(found.publication, "distritos").filter(pl.col("unit") == unit)
    return rows.row(0, named=True) if rows.height else None


def committee_code(unit: str) -> str:
    """The committee that answers for a district."""
    return answering.committee_of(unit, capital=is_capital(unit))


def committee_of(unit: str) -> dict[str, Any] | None:
    """Its row in the last semáforo; None when none stands or it has no such committee."""
    found = _semaforo()
    return committee_row(found, committee_code(unit)) if found else None
