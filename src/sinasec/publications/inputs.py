"""What a publication was judged from: the facts and committees inside its own folder."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import polars as pl

from sinasec.publications import resources
from sinasec.publications.canonical import read_csv
from sinasec.time_zone import LIMA


@dataclass(frozen=True, slots=True)
class Inputs:
    """The frames that judging needs (see `methods/frames.py`), and nothing else."""

    acts: pl.DataFrame
    reviews: pl.DataFrame
    waivers: pl.DataFrame
    completeness: pl.DataFrame
    committees: pl.DataFrame

    def of(self, committee: str) -> "Inputs":
        """Only what concerns one committee."""
        acts = self.acts.filter(pl.col("committee") == committee)
        return Inputs(
            acts,
            self.reviews.filter(pl.col("act_id").is_in(acts["act_id"].implode())),
            self.waivers.filter(pl.col("committee") == committee),
            self.completeness.filter(pl.col("committee") == committee),
            self.committees.filter(pl.col("committee") == committee),
        )

    @property
    def simulated(self) -> bool:
        """True when any act is SIMULADO."""
        return bool(self.acts["simulated"].any())


def read_inputs(folder: Path) -> Inputs:
    """The inputs of the package in `folder`. Raises `UnreadableTable`, `OSError`."""
    return Inputs(
        *(
            read_csv(table, (folder / f"{table.path}.csv").read_bytes())
            for table in resources.INPUTS
        )
    )


def last_registration(inputs: Inputs, as_of: date) -> datetime:
    """The instant (UTC without zone) by which all of it was known; with no facts, that night."""
    facts = (inputs.acts, inputs.reviews, inputs.waivers, inputs.completeness)
    instants = [frame["registered_at"].max() for frame in facts if not frame.is_empty()]
    if instants:
        return max(instants)
    return datetime.combine(as_of, time.max, LIMA).astimezone(UTC).replace(tzinfo=None)
