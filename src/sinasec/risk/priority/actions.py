"""People's writes about the index: keyword-only, signed by whoever makes them, all or nothing."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

import polars as pl
from django.db import transaction

from sinasec.audit.events import Thing, record
from sinasec.definitions.index.priority_rule import priority_rule, rule_text
from sinasec.methods.risk.priority import CannotList, PriorityRule, priority_list
from sinasec.publications.models import Publication
from sinasec.records.clock import registering
from sinasec.records.clock_checked import ClockBehind
from sinasec.risk.models import PriorityAct, PriorityDistrict
from sinasec.risk.priority import reading as priority_reading
from sinasec.risk.priority.faults import Said, faults_of
from sinasec.risk.published import reading

OPTIONAL: Final = ("example_because", "evidence_url", "evidence_sha256")

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
    example_because: str = "",
    evidence_url: str = "",
    evidence_sha256: str = "",
) -> tuple[PriorityAct, bool]:
    """Register the list of priority districts of a year; with True when it was not there.

    `publication`: of the index, whose districts the rule reads; final unless simulated.
    `include`, `exclude`: district -> written reason. `example_because`: why an example edition is
    used, which a list that is not simulated has to say. `evidence_url`, `evidence_sha256`: where
    the resolution is (https), and the hash of its file. The same act again adds nothing; another
    act of the same year replaces the last one. Raises CannotPrioritise or
    reading.UnknownPublication.
    """
    rule, published = priority_rule(), _standing(publication)
    edition = reading.edition(published)
    said = Said(
        year,
        resolution.strip(),
        on,
        by.strip(),
        example_because.strip(),
        evidence_url.strip(),
        evidence_sha256.strip().lower(),
    )
    if faults := faults_of(rule, published, edition, said, now):
        raise CannotPrioritise(faults)
    rows = _rows(rule, published, include or {}, exclude or {})
    digest = _digest(published, said, rows)
    before = PriorityAct.objects.filter(sha256=digest).first()
    if before is not None:
        return before, False
    try:
        with registering("risk", made_up=published.simulated, now=now) as moment:
            said = replace(said, by=moment.signed(said.by))
            act = _recorded(published, said, (edition.top, rows.height), moment.at, digest)
            PriorityDistrict.objects.bulk_create(
                PriorityDistrict(act=act, **row) for row in rows.iter_rows(named=True)
            )
            record(
                "risk.prioritise",
                Thing("relación-de-distritos", str(act.year)),
                by=act.registered_by,
                before={"acto": act.replaces.sha256} if act.replaces else None,
                after={
                    "acto": digest,
                    "resolución": act.resolution,
                    "publicación": published.pk,
                    "distritos": int(rows["listed"].sum()),
                },
                why=said.example_because,
                simulated=published.simulated,
                at=moment.at,
            )
    except ClockBehind as error:
        raise CannotPrioritise([str(error)]) from error
    return act, True


def _standing(publication: str) -> Publication:
    """The index to be read, which nobody may have altered."""
    try:
        return reading.get(publication)
    except reading.Withheld as withheld:
        raise CannotPrioritise([str(withheld)]) from withheld


def _recorded(
    published: Publication, said: Said, counts: tuple[int, int], now: datetime, digest: str
) -> PriorityAct:
    """`counts`: the first k of the edition, and the districts the act comes with."""
    top, size = counts
    return PriorityAct.objects.create(
        year=said.year,
        resolution=said.resolution,
        approved_on=said.on,
        publication=published,
        rule=rule_text(),
        top=top,
        size=size,
        simulated=published.simulated,
        registered_by=said.by,
        registered_at=now,
        sha256=digest,
        replaces=priority_reading.in_force(said.year, simulated=published.simulated),
        **_given(said),
    )


def _given(said: Said) -> dict[str, str]:
    """What may be left unsaid, when it is said."""
    told = {name: getattr(said, name) for name in OPTIONAL}
    return {name: text for name, text in told.items() if text}


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


def _digest(published: Publication, said: Said, rows: pl.DataFrame) -> str:
    """SHA-256 of what the act says, whoever registers it."""
    decided = rows.select("unit", "listed", "reason").sort("unit").rows()
    told = [published.pk, said.year, said.resolution, said.on.isoformat(), decided]
    whole = [*told, given] if (given := _given(said)) else told
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()
