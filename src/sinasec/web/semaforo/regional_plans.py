"""Were the regional plans approved in time? From the publication of real acts alone."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.evidence import Evidence
from sinasec.methods.compliance.explanation.lateness import DATE_IS, PUBLISHED
from sinasec.methods.compliance.explanation.sentences import EARLIER_EFFECT, REPLACES, VALIDATED
from sinasec.methods.compliance.ledger import SEVERAL
from sinasec.methods.law import Norm
from sinasec.publications.models import Publication
from sinasec.web.regions import REGION_NAMES
from sinasec.web.semaforo.evidence import published_evidence
from sinasec.web.words import sorting

DUTY: Final = "plan-aprobacion"
KIND: Final = "plan-aprobado"
UNTIMED: Final = "sin_plazo_conocido"
PLAN: Final = re.compile(r"20\d\d(-20\d\d)?")
KINDS: Final = (KIND, "plan-actualizado", "plan-otro-acto")


Day = date  # the field of that name hides it from the fields below


@dataclass(frozen=True, slots=True)
class PlanAct:
    """An act by which a regional council approved or updated a plan.

    `effect`: the earlier day from which it says that it has effect. `published_only`: `date` is of
    publication, and that of approval is not known. `replaces`: what it leaves without effect.
    `validated`: the day on which it says that the committee had validated the proposal.
    """

    id: str
    committee: str
    kind: str
    date: date
    plan: str
    instrument: str
    effect: Day | None
    evidence: Evidence | None
    published_only: bool = False
    replaces: str = ""
    validated: Day | None = None

    @property
    def plans(self) -> list[str]:
        """An act may approve several plans at once."""
        return self.plan.split(SEVERAL)


@dataclass(frozen=True, slots=True)
class PlanCell:
    """One region and one plan: the state of its approval, and the acts that say so.

    `state` is UNTIMED for a plan that no norm read gives a last day for.
    """

    period: str
    due: date | None
    state: str
    acts: tuple[PlanAct, ...]

    @property
    def in_time(self) -> bool | None:
        """Whether it was approved in time; None when nothing says so."""
        return {"cumplido": True, "tardio": False, "subsanado": False}.get(self.state)

    @property
    def late_days(self) -> int | None:
        """Days between the last day in time and the first act; None if its day is not known."""
        if not self.acts or self.due is None or self.acts[0].published_only:
            return None
        return (self.acts[0].date - self.due).days


@dataclass(frozen=True, slots=True)
class PlanRow:
    region: str
    name: str
    committee: str
    cells: tuple[PlanCell, ...]
    other: tuple[PlanAct, ...]  # acts for plans or kinds that no known deadline judges


UNJUDGED: Final[dict[str, Any]] = {"due": None, "state": "no_exigible"}
NO_DAY: Final[dict[str, Any]] = {"due": None, "state": UNTIMED}


def plan_norm(publication: Publication, day: date) -> Norm | None:
    """Where the last day of the plan in force on a day is written, in the law of a publication."""
    duties = (one for one in reading.edition(publication).duties if one.code == DUTY)
    norms = (
        version.norm
        for duty in duties
        for version in duty.versions
        if "CORESEC" in version.bearers and version.in_force(day)
    )
    return next(norms, None)


def plan_acts(publication: Publication) -> list[PlanAct]:
    """The acts about plans inside the publication, oldest first."""
    acts = reading.inputs(publication).acts.filter(
        pl.col("kind").is_in(KINDS) & pl.col("committee").str.starts_with("CORESEC")
    )
    proofs = published_evidence(publication, acts["act_id"])
    return [_act(row, proofs) for row in acts.sort("date", "act_id").iter_rows(named=True)]


def _act(row: dict[str, Any], proofs: dict[str, Evidence]) -> PlanAct:
    said = json.loads(row["attributes"])
    return PlanAct(
        id=row["act_id"],
        committee=row["committee"],
        kind=row["kind"],
        date=row["date"],
        plan=str(said.get("plan", "")),
        instrument=str(said.get("instrumento") or said.get("documento") or ""),
        effect=date.fromisoformat(effect) if (effect := said.get(EARLIER_EFFECT)) else None,
        evidence=proofs.get(row["act_id"]),
        published_only=said.get(DATE_IS) == PUBLISHED,
        replaces=str(said.get(REPLACES, "")),
        validated=date.fromisoformat(validated) if (validated := said.get(VALIDATED)) else None,
    )


def plan_rows(publication: Publication, day: date) -> tuple[list[str], list[PlanRow]]:
    """Plans judged by `day` or approved by an act, newest first, and a row a region, in order."""
    judged = (
        reading.intervals(publication)
        .filter(
            (pl.col("duty") == DUTY)
            & pl.col("committee").str.starts_with("CORESEC")
            & (pl.col("day_from") <= day)
        )
        .collect()
        .sort("day_from")
        .group_by("committee", "period", maintain_order=True)
        .last()
    )
    acts = plan_acts(publication)
    approved = {
        plan for act in acts if act.kind == KIND for plan in act.plans if PLAN.fullmatch(plan)
    }
    periods = sorted(approved | set(judged["period"]), reverse=True)
    timed = set(judged["period"])
    found = {(row["committee"], row["period"]): row for row in judged.iter_rows(named=True)}
    rows = [
        _row(
            code, periods, timed, found, [act for act in acts if act.committee == f"CORESEC-{code}"]
        )
        for code in sorted(REGION_NAMES, key=lambda code: sorting(REGION_NAMES[code]))
    ]
    return periods, rows


def _row(
    code: str,
    periods: list[str],
    timed: set[str],
    found: dict[tuple[str, str], Any],
    acts: list[PlanAct],
) -> PlanRow:
    committee = f"CORESEC-{code}"
    cells = tuple(
        _cell(period, found.get((committee, period), UNJUDGED if period in timed else NO_DAY), acts)
        for period in periods
    )
    shown = {act.id for cell in cells for act in cell.acts}
    other = tuple(act for act in acts if act.id not in shown)
    return PlanRow(code, REGION_NAMES[code], committee, cells, other)


def _cell(period: str, row: dict[str, Any], acts: list[PlanAct]) -> PlanCell:
    mine = tuple(act for act in acts if period in act.plans and act.kind == KIND)
    return PlanCell(period, row["due"], row["state"], mine)
