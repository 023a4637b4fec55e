"""People's writes about the index: keyword-only, signed by whoever makes them, all or nothing."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

import polars as pl
from django.db import transaction

from sinasec.definitions.index.priority_rule import priority_rule, rule_text
from sinasec.methods.risk.priority import CannotList, PriorityRule, priority_list
from sinasec.methods.words import day_words
from sinasec.publications.models import Publication
from sinasec.risk import priority_reading, reading
from sinasec.risk.models import PriorityAct, PriorityDistrict

YEARS_APART: Final = 1  # a list is approved in its year, the one before or the one after
LONGEST: Final = {"resolution": 300, "by": 150}

Reasons = Mapping[str, str]


class CannotPrioritise(ValueError):
    """The list cannot be registered. `faults`: every sentence."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(faults))


@transaction.atomic
def prioritise(
    *,
    publication: str,
    year: int,
    resolution: str,
    on: date,
    by: str,
    now: datetime,
    include: Reasons | None = None,
    exclude: Reasons | None = None,
) -> tuple[PriorityAct, bool]:
    """Register the list of priority districts of a year; with True when it was not there.

    `publication`: of the index, whose districts the rule reads. `include`, `exclude`: district ->
    written reason. The same act again adds nothing; another act of the same year replaces the
    last one. Raises CannotPrioritise or reading.UnknownPublication.
    """
    rule = priority_rule()
    published = reading.get(publication)
    said = {"resolution": resolution.strip(), "by": by.strip()}
    if faults := _faults(rule, year, said, on, now):
        raise CannotPrioritise(faults)
    rows = _rows(rule, published, include or {}, exclude or {})
    digest = _digest(published, year, said["resolution"], on, rows)
    before = PriorityAct.objects.filter(sha256=digest).first()
    if before is not None:
        return before, False
    act = PriorityAct.objects.create(
        year=year,
        resolution=said["resolution"],
        approved_on=on,
        publication=published,
        rule=rule_text(),
        top=reading.edition(published).top,
        simulated=published.simulated,
        registered_by=said["by"],
        registered_at=now,
        sha256=digest,
        replaces=priority_reading.in_force(year, simulated=published.simulated),
    )
    PriorityDistrict.objects.bulk_create(
        PriorityDistrict(act=act, **row) for row in rows.iter_rows(named=True)
    )
    return act, True


def _faults(
    rule: PriorityRule, year: int, said: Mapping[str, str], on: date, now: datetime
) -> list[str]:
    faults: list[str] = []
    if not said["resolution"]:
        faults.append("Diga con qué resolución se aprueba la relación.")
    if not said["by"]:
        faults.append("Diga quién la registra, con --by.")
    faults += [
        f"Es demasiado largo (máximo {most} letras): «{said[name][:40]}…»."
        for name, most in LONGEST.items()
        if len(said[name]) > most
    ]
    if on < rule.start:
        faults.append(
            f"El {day_words(on)} la norma no mandaba aprobar esta relación: rige desde el "
            f"{day_words(rule.start)} ({rule.norm})."
        )
    if on > now.date():
        faults.append("La fecha de la resolución no ha llegado.")
    if abs(on.year - year) > YEARS_APART:
        faults.append(f"Una relación de {year} no se aprueba en {on.year}: revise el año.")
    return faults


def _rows(
    rule: PriorityRule, published: Publication, include: Reasons, exclude: Reasons
) -> pl.DataFrame:
    """The districts of the list, those of the border and those with a reason."""
    districts = reading.table(published, "distritos")
    try:
        proposal = priority_list(rule, districts, include, exclude)
    except CannotList as refused:
        raise CannotPrioritise(list(refused.faults)) from refused
    told = (
        pl.col("listed") | pl.col("zone").is_in(["dentro", "frontera"]) | (pl.col("reason") != "")
    )
    return proposal.filter(told)


def _digest(
    published: Publication, year: int, resolution: str, on: date, rows: pl.DataFrame
) -> str:
    """SHA-256 of what the act says, whoever registers it."""
    decided = rows.select("unit", "listed", "reason").sort("unit").rows()
    said = [published.pk, year, resolution, on.isoformat(), decided]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
