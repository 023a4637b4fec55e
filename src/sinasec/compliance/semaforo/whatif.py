"""The same facts under a draft of the law: who changes colour, where and since when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import polars as pl

from sinasec import definitions
from sinasec.compliance.semaforo.inputs import Inputs
from sinasec.compliance.semaforo.judge import judge
from sinasec.definitions.documents import read_document
from sinasec.methods.compliance.rollup import committee_lights
from sinasec.methods.compliance.timelines import timelines
from sinasec.methods.compliance.whatif import changed_lights, changed_on
from sinasec.methods.law import Duty, Edition

DRAFTS: Final = Path(__file__).parent / "drafts"
CHANGES: Final = pl.Schema(
    {
        "committee": pl.String,
        "name": pl.String,
        "level": pl.String,
        "region": pl.String,
        "breach": pl.String,
        "since": pl.Date,
        "before": pl.String,
        "after": pl.String,
    }
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A prepared example: `slug` is its file's name without suffix."""

    slug: str
    path: Path
    duty: Duty


@dataclass(frozen=True, slots=True)
class Before:
    """INTERVALS and COMMITTEE_LIGHTS under the law in force."""

    intervals: pl.DataFrame
    lights: pl.DataFrame


@dataclass(frozen=True, slots=True)
class WhatIf:
    """`changes`: CHANGES, one row for each committee and breach whose light differs on `as_of`.

    `judged`: committees with a light of the draft's kind of breach that day. `same`: the draft is
    what the definitions already say, so that nothing could change.
    """

    duty: Duty
    replaces: bool
    as_of: date
    known_at: datetime
    simulated: bool
    changes: pl.DataFrame
    judged: int
    same: bool

    def totals(self, *by: str) -> list[dict[str, Any]]:
        """How many go from one light to another, by columns such as "level" or "region"."""
        keys = [*by, "breach", "before", "after"]
        counted = self.changes.group_by(keys).len("committees").sort(keys)
        return counted.rows(named=True)

    def as_dict(self) -> dict[str, Any]:
        return {
            "duty": self.duty.code,
            "name": self.duty.name,
            "replaces": self.replaces,
            "same": self.same,
            "as_of": self.as_of.isoformat(),
            "known_at": self.known_at.isoformat() + "Z",
            "simulated": self.simulated,
            "judged": self.judged,
            "changed": self.changes.height,
            "totals": self.totals(),
            "by_level": self.totals("level"),
            "by_region": self.totals("region"),
            "changes": [
                {**row, "since": row["since"].isoformat()}
                for row in self.changes.iter_rows(named=True)
            ],
        }


def drafts() -> tuple[Draft, ...]:
    """The prepared examples, by name of file."""
    return tuple(Draft(path.stem, path, read_draft(path)) for path in sorted(DRAFTS.glob("*.yaml")))


@lru_cache(maxsize=32)
def read_draft(path: Path) -> Duty:
    """The duty in a draft file. Raises `DefinitionFaults`, each with its line."""
    library = definitions.library_with(path)
    code = read_document(path.read_text(encoding="utf-8"), path.name).value["code"]
    return library.edition.duty(code)


def what_if(
    edition: Edition,
    inputs: Inputs,
    before: Before,
    duty: Duty,
    *,
    as_of: date,
    known_at: datetime,
    horizon: tuple[date, date],
) -> WhatIf:
    """Only the draft's duty is judged again; everything else is taken from `before`."""
    alone = replace(edition, duties=(duty,))
    judged = timelines(
        alone,
        inputs.committees,
        inputs.acts,
        inputs.reviews,
        inputs.waivers,
        inputs.completeness,
        known_at=known_at,
        horizon_from=horizon[0],
        horizon_to=horizon[1],
    )
    rest = before.intervals.filter(pl.col("duty") != duty.code)
    lights = committee_lights(pl.concat([rest, judged]), edition.rollup)
    changed = changed_on(changed_lights(before.lights, lights), as_of)
    today = (pl.col("day_from") <= as_of) & (pl.col("day_to") >= as_of)
    breaches = {version.breach for version in duty.versions}
    mine = lights.filter(today & pl.col("breach").is_in(breaches))
    return WhatIf(
        duty=duty,
        replaces=any(known.code == duty.code for known in edition.duties),
        as_of=as_of,
        known_at=known_at,
        simulated=inputs.simulated,
        changes=_named(changed, inputs.committees),
        judged=mine["committee"].n_unique(),
        same=duty in edition.duties,
    )


def what_if_of_facts(
    edition: Edition,
    inputs: Inputs,
    duty: Duty,
    *,
    as_of: date,
    known_at: datetime,
    horizon_from: date,
) -> WhatIf:
    """From the facts of the database: both laws are judged now."""
    horizon = (horizon_from, as_of)
    result = judge(edition, inputs, known_at=known_at, horizon_from=horizon_from, horizon_to=as_of)
    before = Before(result.intervals, result.lights)
    return what_if(edition, inputs, before, duty, as_of=as_of, known_at=known_at, horizon=horizon)


def _named(changed: pl.DataFrame, committees: pl.DataFrame) -> pl.DataFrame:
    names = committees.select("committee", "name", "level", "region")
    return (
        changed.join(names, on="committee", maintain_order="left")
        .rename({"day_from": "since"})
        .select(list(CHANGES))
        .cast(pl.Schema(CHANGES))
        .with_columns(pl.col("before", "after").fill_null("no exigible"))
    )


def summary(changes: Iterable[dict[str, Any]]) -> list[str]:
    """ "12 CODISEC pasan de verde a rojo", one line for each kind of change."""
    return [
        f"{row['committees']} {row['level']} pasan de {row['before']} a {row['after']}"
        for row in changes
    ]
