"""Both lights of a committee on a day, from the facts of the database, with every finding."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import polars as pl

from sinasec.compliance.semaforo.inputs import Inputs
from sinasec.compliance.semaforo.probable import PROBABLE, of_committees
from sinasec.compliance.semaforo.snapshot import BREACHES
from sinasec.methods.compliance.explanation.explain import Finding, explain
from sinasec.methods.compliance.frames import DUTY_LIGHTS
from sinasec.methods.compliance.lights import Light
from sinasec.methods.compliance.rollup import committee_lights_of
from sinasec.methods.law import Edition


@dataclass(frozen=True, slots=True)
class Status:
    """`lights`: breach -> light, or "" when no duty of that kind binds the committee.

    `probable`: the breaches whose light rests on a reading.
    """

    committee: dict[str, Any]
    as_of: date
    known_at: datetime
    simulated: bool
    lights: dict[str, Light | Literal[""]]
    gris_because: dict[str, str]
    findings: tuple[Finding, ...]
    probable: frozenset[str] = frozenset()

    def as_dict(self) -> dict[str, Any]:
        return {
            "committee": self.committee["committee"],
            "name": self.committee["name"],
            "level": self.committee["level"],
            "as_of": self.as_of.isoformat(),
            "known_at": self.known_at.isoformat() + "Z",
            "simulated": self.simulated,
            "lights": {
                breach: {
                    "light": light,
                    "gris_because": self.gris_because[breach],
                    "confidence": (PROBABLE if breach in self.probable else "confirmado")
                    if light
                    else "",
                }
                for breach, light in self.lights.items()
            },
            "findings": [finding.as_dict() for finding in self.findings],
        }


def status(
    edition: Edition,
    inputs: Inputs,
    committee: str,
    *,
    as_of: date,
    known_at: datetime,
    duty: str | None = None,
) -> Status:
    """Judge one committee on one day. `committee` is a code that `inputs` has."""
    own = inputs.of(committee)
    row = own.committees.row(0, named=True)
    findings = explain(
        edition,
        row,
        own.acts,
        own.reviews,
        own.waivers,
        own.completeness,
        as_of=as_of,
        known_at=known_at,
        duty=duty,
    )
    lights, because = _lights(edition, findings, as_of)
    told = tuple(findings)
    rests = _probable(edition, findings)
    return Status(row, as_of, known_at, own.simulated, lights, because, told, rests)


def _probable(edition: Edition, findings: list[Finding]) -> frozenset[str]:
    said = pl.DataFrame(
        [
            (one.committee, one.breach, one.state, one.light, one.confidence == PROBABLE)
            for one in findings
        ],
        schema=["committee", "breach", "state", "light", "probable"],
        orient="row",
        schema_overrides={"probable": pl.Boolean, "state": pl.String, "light": pl.String},
    )
    return frozenset(of_committees(said, edition.rollup).filter("probable")["breach"].to_list())


def _lights(
    edition: Edition, findings: list[Finding], day: date
) -> tuple[dict[str, Light | Literal[""]], dict[str, str]]:
    """The committee's lights by the same roll-up that is published."""
    shown = pl.DataFrame(
        [
            {
                "committee": finding.committee,
                "duty": finding.duty,
                "breach": finding.breach,
                "day_from": day,
                "day_to": day,
                "state": finding.state,
                "light": finding.light,
                "version": finding.version,
                "period_from": finding.period_from,
                "period": finding.period,
            }
            for finding in findings
        ],
        schema=DUTY_LIGHTS,
    )
    rows = committee_lights_of(shown, edition.rollup).rows(named=True)
    lights: dict[str, Light | Literal[""]] = dict.fromkeys(BREACHES, "")
    lights |= {row["breach"]: row["light"] for row in rows}
    because: dict[str, str] = dict.fromkeys(BREACHES, "")
    because |= {
        row["breach"]: "sin_informacion" if row["n_gris"] else "no_exigible"
        for row in rows
        if row["light"] == "gris"
    }
    return lights, because
