"""The wordings of an edition numbered in reading order, with what each counts."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from sinasec.methods.compliance.ledger import Tally, tallies_of
from sinasec.methods.law import Duty, Edition, Level, Version

LEVELS: tuple[Level, ...] = ("CONASEC", "CORESEC", "COPROSEC", "CODISEC")


@dataclass(frozen=True, slots=True)
class Wording:
    """A version of a duty. `number` orders by duty code, then by first day in force."""

    number: int
    duty: Duty
    version: Version
    tallies: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wordings:
    """All wordings, all tallies, and the tallies' places by wording."""

    rows: tuple[Wording, ...]
    tallies: tuple[Tally, ...]

    def of_rule(self, rule: str) -> Iterator[Wording]:
        return (row for row in self.rows if row.duty.rule == rule)

    def levels_of_tallies(self) -> dict[int, frozenset[Level]]:
        """Of each tally of which days are asked, whose acts: the levels that those duties bind."""
        found: dict[int, frozenset[Level]] = {}
        for row in self.rows:
            for place in row.tallies if row.duty.rule != "standing" else ():
                found[place] = found.get(place, frozenset()) | row.version.bearers
        return found

    def place(self, duty: Duty, version: Version) -> Wording:
        return next(
            row for row in self.rows if row.duty.code == duty.code and row.version is version
        )


def wordings_of(edition: Edition) -> Wordings:
    """Number the wordings and give each what it counts, what is the same counted once."""
    rows: list[Wording] = []
    tallies: dict[Tally, int] = {}
    for duty in sorted(edition.duties, key=lambda duty: duty.code):
        for version in sorted(duty.versions, key=lambda version: version.start):
            places = tuple(tallies.setdefault(one, len(tallies)) for one in tallies_of(version))
            rows.append(Wording(len(rows), duty, version, places))
    return Wordings(tuple(rows), tuple(tallies))


def wording_frame(wordings: Wordings) -> pl.DataFrame:
    """w, duty, rule, version, breach, required, soon_days, one row per wording."""
    return pl.DataFrame(
        [
            (
                row.number,
                row.duty.code,
                row.duty.rule,
                row.version.id,
                row.version.breach,
                row.version.count,
                row.version.due_soon_days,
            )
            for row in wordings.rows
        ],
        schema={
            "w": pl.UInt32,
            "duty": pl.String,
            "rule": pl.String,
            "version": pl.String,
            "breach": pl.String,
            "required": pl.Int32,
            "soon_days": pl.Int32,
        },
        orient="row",
    )


def kind_frame(wordings: Wordings) -> pl.DataFrame:
    """kind_set (the number of the wording), kind: the kinds of act each wording counts."""
    return pl.DataFrame(
        [(row.number, kind) for row in wordings.rows for kind in sorted(set(row.version.acts))],
        schema={"kind_set": pl.UInt32, "kind": pl.String},
        orient="row",
    )
