"""What a publication was judged from: the facts and committees inside its own folder."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

import polars as pl

from sinasec.compliance.semaforo import resources
from sinasec.methods.compliance.frames import EVIDENCE
from sinasec.publications.packages.canonical import read_csv
from sinasec.publications.packages.table import Table
from sinasec.time_zone import LIMA


def no_evidence() -> pl.DataFrame:
    return pl.DataFrame(schema=EVIDENCE)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The frames that judging needs (see `methods/frames.py`), and where each act can be seen."""

    acts: pl.DataFrame
    reviews: pl.DataFrame
    waivers: pl.DataFrame
    completeness: pl.DataFrame
    committees: pl.DataFrame
    evidence: pl.DataFrame = field(default_factory=no_evidence)

    def of(self, committee: str) -> "Inputs":
        """Only what concerns one committee."""
        acts = self.acts.filter(pl.col("committee") == committee)
        return Inputs(
            acts,
            self.reviews.filter(pl.col("act_id").is_in(acts["act_id"].implode())),
            self.waivers.filter(pl.col("committee") == committee),
            self.completeness.filter(pl.col("committee") == committee),
            self.committees.filter(pl.col("committee") == committee),
            self.evidence.filter(pl.col("act_id").is_in(acts["act_id"].implode())),
        )

    @property
    def simulated(self) -> bool:
        """True when any act is SIMULADO."""
        return bool(self.acts["simulated"].any())


def read_inputs(folder: Path) -> Inputs:
    """The inputs of the package in `folder`. Raises `UnreadableTable`, `OSError`.

    A package made before evidence was published has none.
    """
    judged = [_read(folder, table) for table in resources.INPUTS]
    has_evidence = (folder / f"{resources.EVIDENCE.path}.csv").exists()
    evidence = _read(folder, resources.EVIDENCE) if has_evidence else no_evidence()
    return Inputs(*judged, evidence=evidence)


def _read(folder: Path, table: Table) -> pl.DataFrame:
    return read_csv(table, (folder / f"{table.path}.csv").read_bytes())


def last_registration(inputs: Inputs, as_of: date) -> datetime:
    """The instant (UTC without zone) by which all of it was known; with no facts, that night."""
    facts = (inputs.acts, inputs.reviews, inputs.waivers, inputs.completeness)
    instants: list[datetime] = [
        frame.select(pl.col("registered_at").max()).item()
        for frame in facts
        if not frame.is_empty()
    ]
    if instants:
        return max(instants)
    return datetime.combine(as_of, time.max, LIMA).astimezone(UTC).replace(tzinfo=None)
