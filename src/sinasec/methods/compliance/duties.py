"""Which duties bind a level on a day, and for how long without a gap."""

from dataclasses import dataclass
from datetime import date

from sinasec.methods.law import Duty, Edition, Level, Version
from sinasec.methods.working_days import ONE_DAY


@dataclass(frozen=True, slots=True)
class Run:
    """Wordings of a duty that follow each other without a gap for one level, oldest first."""

    versions: tuple[Version, ...]

    @property
    def start(self) -> date:
        return self.versions[0].start

    @property
    def end(self) -> date | None:
        return self.versions[-1].end

    def holds(self, day_from: date, day_to: date) -> bool:
        return self.start <= day_from and (self.end is None or day_to <= self.end)

    def on(self, day: date) -> Version | None:
        return next((version for version in self.versions if version.in_force(day)), None)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Of whom duties are asked: `committee` and `region` as in COMMITTEES."""

    level: Level
    committee: str
    region: str


def duties_in_force(edition: Edition, bearer: Bearer, as_of: date) -> list[tuple[Duty, Version]]:
    """The duties that bind a committee on a day with the wording in force, in reading order."""
    found = [
        (duty, version)
        for duty in edition.duties
        if duty.binds(bearer.committee, bearer.region)
        for version in duty.versions
        if bearer.level in version.bearers and version.in_force(as_of)
    ]
    return sorted(found, key=lambda pair: (pair[0].order, pair[0].code))


def runs_of(duty: Duty, level: Level) -> list[Run]:
    """The wordings that bind a level, cut where for some days none of them was in force."""
    runs: list[Run] = []
    binding = (version for version in duty.versions if level in version.bearers)
    for version in sorted(binding, key=lambda version: version.start):
        end = runs[-1].end if runs else None
        if end is not None and version.start <= end + ONE_DAY:
            runs[-1] = Run((*runs[-1].versions, version))
        else:
            runs.append(Run((version,)))
    return runs
