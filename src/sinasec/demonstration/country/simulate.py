"""Make up the facts of every committee and register them, all marked SIMULADO, once per seed."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl
from django.db import transaction
from django.utils import timezone

from sinasec import definitions
from sinasec.audit.events import Thing, record
from sinasec.committees.frames import committees_frame
from sinasec.compliance import actions
from sinasec.compliance.made_up import LAYOUT
from sinasec.compliance.models import Batch, Completeness, Review, Waiver
from sinasec.demonstration.country.acts import Committee
from sinasec.demonstration.country.diligence import diligence
from sinasec.demonstration.country.draws import Draws
from sinasec.demonstration.country.emergencies import waivers
from sinasec.demonstration.country.life import Life, life_of
from sinasec.demonstration.country.needs import Agenda, agenda

FIRST: Final = date(2024, 11, 1)
LAST: Final = date(2026, 10, 31)
BY: Final = "SIMULADO"


class CannotSimulate(ValueError):
    """A sentence: why not, and what to do."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """How much was registered; `fresh` False: it was there already and nothing changed."""

    committees: int
    acts: int
    reviews: int
    waivers: int
    completeness: int
    fresh: bool

    def as_dict(self) -> dict[str, Any]:
        return {
            "committees": self.committees,
            "acts": self.acts,
            "reviews": self.reviews,
            "waivers": self.waivers,
            "completeness": self.completeness,
            "new": self.fresh,
            "simulated": True,
        }


def simulate(
    *,
    seed: int,
    first: date = FIRST,
    last: date = LAST,
    codes: list[str] | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Simulated:
    """Register the made-up facts in one transaction. The same arguments again change nothing.

    `codes`: only these committees. Raises `CannotSimulate` when other simulated facts are there.
    """
    if first > last:
        raise CannotSimulate("El primer día es posterior al último: revise --from y --to.")
    units = _units(first, last, codes)
    said = json.dumps([seed, first.isoformat(), last.isoformat(), units["committee"].to_list()])
    digest = hashlib.sha256(said.encode()).hexdigest()
    with transaction.atomic():
        before = Batch.objects.filter(layout=LAYOUT)
        known = before.filter(sha256=digest).first()
        if known is not None:
            return _counted(units.height, known, fresh=False)
        if before.exists():
            raise CannotSimulate(
                "Ya hay otra simulación en esta base, y dos no se mezclan. Use otra carpeta de "
                "datos: SINASEC_HOME=… sinasec simulate …"
            )
        lives = list(_lives(seed, units, first, last, progress))
        batch = Batch.objects.create(
            file=f"SIMULADO, semilla {seed}",
            sha256=digest,
            layout=LAYOUT,
            rows=sum(len(life.acts) for life in lives),
            loaded_at=timezone.now(),
            by=BY,
            simulated=True,
        )
        _register(seed, units, lives, first, last, batch)
        record(
            "demonstration.simulate",
            Thing("carga", str(batch.pk)),
            by=BY,
            after={"semilla": seed, "actos": batch.rows, "desde": first, "hasta": last},
            simulated=True,
        )
        return _counted(units.height, batch, fresh=True)


def made_up(seed: int, units: pl.DataFrame, first: date, last: date) -> list[Life]:
    """The lives of the committees in `units` (COMMITTEES), in its order; nothing is stored."""
    return list(_lives(seed, units, first, last, lambda done, total: None))


def _lives(
    seed: int,
    units: pl.DataFrame,
    first: date,
    last: date,
    progress: Callable[[int, int], None],
):
    library = definitions.library()
    edition = library.edition
    duties = [duty.code for duty in edition.duties]
    agendas: dict[str, Agenda] = {}
    for done, unit in enumerate(units.iter_rows(named=True), start=1):
        level = unit["level"]
        if level not in agendas:
            agendas[level] = agenda(edition, level, first, last)
        draws = Draws(seed, unit["committee"])
        committee = Committee(
            code=unit["committee"],
            diligence=diligence(seed, unit, duties, draws),
            draws=draws,
            first=first,
            last=last,
            kinds=dict(library.act_kinds),
        )
        yield life_of(committee, agendas[level], unit["valid_from"])
        progress(done, units.height)


def _units(first: date, last: date, codes: list[str] | None) -> pl.DataFrame:
    ended = (pl.col("valid_to") < first).fill_null(False)
    units = committees_frame().filter((pl.col("valid_from") <= last) & ~ended)
    return units if codes is None else units.filter(pl.col("committee").is_in(codes))


def _register(
    seed: int, units: pl.DataFrame, lives: list[Life], first: date, last: date, batch: Batch
) -> None:
    actions.register_acts(entries=[act for life in lives for act in life.acts], by=BY, source=batch)
    actions.register_reviews(
        rows=[
            Review(act_id=act, outcome=outcome, reason=reason, registered_at=at, simulated=True)
            for life in lives
            for act, outcome, reason, at in life.reviews
        ],
        by=BY,
        source=batch,
    )
    codes = units["committee"].to_list()
    actions.register_completeness(
        rows=[
            Completeness(
                committee_id=code,
                kind=kind,
                day_from=start,
                day_to=end,
                said_by="Constancia SIMULADA de la secretaría técnica",
                registered_at=at,
                simulated=True,
            )
            for code, life in zip(codes, lives, strict=True)
            for kind, start, end, at in life.complete
        ],
        by=BY,
        source=batch,
    )
    standing = [duty.code for duty in definitions.load().duties if duty.rule == "standing"]
    actions.register_waivers(
        rows=[
            Waiver(
                committee_id=made.committee,
                duty=made.duty,
                day_from=made.day_from,
                day_to=made.day_to,
                kind=made.kind,
                norm=made.norm,
                reason=made.reason,
                registered_at=made.registered_at,
                simulated=True,
            )
            for made in waivers(seed, codes, standing, first, last)
        ],
        by=BY,
        source=batch,
    )


def _counted(committees: int, batch: Batch, *, fresh: bool) -> Simulated:
    return Simulated(
        committees=committees,
        acts=batch.rows,
        reviews=Review.objects.filter(source=batch).count(),
        waivers=Waiver.objects.filter(source=batch).count(),
        completeness=Completeness.objects.filter(source=batch).count(),
        fresh=fresh,
    )
