"""What pages, API, PDF and open data read: published rows only, cached per process.

Nothing is read of a publication whose files are not those that were signed (`standing`): then it
is withheld, and what stood before it is shown. What is read is kept in memory while its files
stay the same. No page computes a light: everything here comes from the bytes that were signed.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from sinasec import definitions
from sinasec.compliance.semaforo.evidence import Evidence
from sinasec.compliance.semaforo.inputs import Inputs, read_inputs
from sinasec.compliance.semaforo.probable import of_committees, with_confidence
from sinasec.compliance.semaforo.snapshot import (
    BREACHES,
    LEVELS,
    SHOWN,
    DayOutside,
    Shown,
    Snapshot,
    Tally,
)
from sinasec.methods.compliance import rollup
from sinasec.methods.compliance.explanation.explain import days_late, explained, law_behind
from sinasec.methods.compliance.explanation.finding import Finding
from sinasec.methods.compliance.explanation.judged import Judged
from sinasec.methods.compliance.explanation.windows import Windows
from sinasec.methods.compliance.facts import Facts
from sinasec.methods.compliance.lights import Light
from sinasec.methods.compliance.rollup import region_light
from sinasec.methods.compliance.since import OF_DUTY, with_light_from
from sinasec.methods.law import Edition, Level, RollUp
from sinasec.publications.catalogue import NotInIt
from sinasec.publications.models import Publication
from sinasec.publications.trust.code_version import code_version
from sinasec.publications.trust.remembered import remembered
from sinasec.publications.trust.standing import folder

__all__ = [
    "CommitteeOnDay",
    "DayOutside",
    "DutyOnDay",
    "NotInIt",
    "RegionOnDay",
    "Shown",
    "Tally",
]


@dataclass(frozen=True, slots=True)
class RegionOnDay:
    """A region on a day: its committees by light, and the light of its own CORESEC."""

    region: str
    coresec: str
    name: str
    tally: Tally
    by_level: Mapping[str, Tally]
    light: Light  # of the region as a whole, by the bands of `rollup.yaml`
    coresec_shown: str  # one of SHOWN


@dataclass(frozen=True, slots=True)
class DutyOnDay:
    """One duty of a committee on a day: the period judged and its state.

    `day_from`, `day_to`: of that state of that period. `since`: first day of the unbroken light,
    whatever periods decided it; `since_at_least`: it is the first day judged.
    """

    duty: str
    breach: str
    period: str
    state: str
    light: str
    day_from: datetime.date
    day_to: datetime.date
    since: datetime.date
    since_at_least: bool


@dataclass(frozen=True, slots=True)
class CommitteeOnDay:
    """A committee on a day. `legal` and `gestion` are None when it did not exist that day."""

    code: str
    level: Level
    name: str
    region: str
    parent: str
    legal: Shown | None
    gestion: Shown | None
    duties: tuple[DutyOnDay, ...]


# -- what it says


@remembered(6)
def snapshot(publication: Publication) -> Snapshot:
    """The publication's tables, kept in memory. Raises `Withheld`."""
    return Snapshot(folder(publication))


def days(publication: Publication) -> tuple[datetime.date, datetime.date]:
    """First and last day that can be asked for."""
    return publication.horizon_from, publication.horizon_to


def has_duties(publication: Publication) -> bool:
    """Whether it was published with the light of each duty, the constancias and the evidence."""
    return snapshot(publication).has_duties


def units(publication: Publication) -> pl.DataFrame:
    """COMMITTEES of the publication, sorted by code."""
    return snapshot(publication).units


def intervals(publication: Publication) -> pl.LazyFrame:
    """INTERVALS, lazily; filter by committee before collecting."""
    return snapshot(publication).intervals()


def respondents(publication: Publication) -> Mapping[str, int]:
    """The committees that a semáforo judges, and so may answer it."""
    return snapshot(publication).position


def committee_lights(publication: Publication) -> pl.DataFrame:
    """COMMITTEE_LIGHTS, sorted by committee, breach and day."""
    return snapshot(publication).committee_lights


def national(publication: Publication, day: datetime.date, breach: str) -> dict[str, Tally]:
    """Level -> how many of its committees show each light; "total" is all levels."""
    counts = snapshot(publication).counts(day, breach).sum(axis=0)
    tallies = {level: _tally(counts[i]) for i, level in enumerate(LEVELS)}
    return {**tallies, "total": _tally(counts.sum(axis=0))}


def region_tally(publication: Publication, day: datetime.date, breach: str, region: str) -> Tally:
    """How many committees of a region show each light; none at all of a region it does not have."""
    table = snapshot(publication)
    if region not in table.regions:
        return Tally()
    return _tally(table.counts(day, breach)[table.regions.index(region)].sum(axis=0))


def day_by_day(
    publication: Publication, first: datetime.date, last: datetime.date, breach: str, region: str
) -> list[tuple[datetime.date, Tally]]:
    """How many committees show each light on each day, both ends included; of a region, or with
    "" of all. Raises `DayOutside`."""
    table = snapshot(publication)
    start, stop = table.day_index(first), table.day_index(last) + 1
    if region and region not in table.regions:
        return []
    counts = table.daily(breach, region)[start:stop]
    return [(first + datetime.timedelta(days=at), _tally(one)) for at, one in enumerate(counts)]


def shown(publication: Publication, day: datetime.date, breach: str) -> dict[str, str]:
    """Committee code -> verde | ambar | rojo | sin_informacion | no_exigible: the map's lights."""
    return snapshot(publication).shown_on(day, breach)


def history(publication: Publication, committee: str, breach: str) -> list[Shown]:
    """The light of one committee over the horizon. Raises `NotInIt`."""
    _unit(publication, committee)
    return snapshot(publication).history(committee, breach)


def duty_intervals(publication: Publication, committee: str) -> pl.DataFrame:
    """INTERVALS of one committee: the year as a timeline. Raises `NotInIt`."""
    _unit(publication, committee)
    return _duty_intervals(publication, committee)


@remembered(512)
def intervals_explained(publication: Publication, committee: str) -> pl.DataFrame:
    """The same with what the finding of each says: `late_days`, `late_at_most`, `confidence` and
    `consequences` (kind and confidence of each, parted by semicolons).

    Read from the facts and the definitions of the publication. Raises `NotInIt`.
    """
    rows = duty_intervals(publication, committee)
    each, unit = rows.to_dicts(), _unit(publication, committee)
    late = days_late(
        windows(publication),
        unit,
        _facts(publication, committee),
        each,
        known_at=_known_at(publication),
    )
    law = law_behind(windows(publication), unit, each)
    return rows.with_columns(
        pl.Series("late_days", [one.days for one in late], dtype=pl.Int32),
        pl.Series("late_at_most", [one.at_most for one in late], dtype=pl.Int32),
        pl.Series("confidence", [one for one, _ in law], dtype=pl.String),
        pl.Series(
            "consequences",
            [";".join(one.coded for one in told) for _, told in law],
            dtype=pl.String,
        ),
    )


def probable(publication: Publication, day: datetime.date, breach: str) -> frozenset[str]:
    """The committees whose light of a day rests on a reading of the norm, or on a term or a
    committee in doubt. Raises `DayOutside`."""
    snapshot(publication).day_index(day)
    return _probable(publication, day)[breach]


@remembered(32)
def _probable(publication: Publication, day: datetime.date) -> Mapping[str, frozenset[str]]:
    lit = with_confidence(
        duty_lights_on(publication, day), judging(publication, day), windows(publication)
    )
    found = of_committees(lit, edition(publication).rollup).filter("probable")
    of = {breach: found.filter(pl.col("breach") == breach)["committee"] for breach in BREACHES}
    return {breach: frozenset(codes.to_list()) for breach, codes in of.items()}


def judging(publication: Publication, day: datetime.date) -> pl.DataFrame:
    """INTERVALS of every committee on a day."""
    that_day = (pl.col("day_from") <= day) & (pl.col("day_to") >= day)
    return intervals(publication).filter(that_day).collect()


def duty_lights_on(publication: Publication, day: datetime.date) -> pl.DataFrame:
    """DUTY_LIGHTS of every committee on a day: the published rows."""
    if has_duties(publication):
        return snapshot(publication).duty_lights_on(day)
    that_day = (pl.col("day_from") <= day) & (pl.col("day_to") >= day)
    every = rollup.duty_lights(intervals(publication).collect(), edition(publication).rollup)
    return with_light_from(every, OF_DUTY).filter(that_day)


@remembered(512)
def duty_lights_with_confidence(publication: Publication, code: str) -> pl.DataFrame:
    """DUTY_LIGHTS of one committee with `probable`: whether each rests on a reading."""
    rows = _duty_intervals(publication, code)
    return with_confidence(duty_lights(publication, code), rows, windows(publication))


@remembered(512)
def _duty_intervals(publication: Publication, committee: str) -> pl.DataFrame:
    return intervals(publication).filter(pl.col("committee") == committee).collect()


def _tally(counts: Any) -> Tally:
    return Tally(*(int(counts[i]) for i in range(len(SHOWN))))


def _unit(publication: Publication, committee: str) -> dict[str, Any]:
    table = snapshot(publication)
    if committee not in table.position:
        raise NotInIt(f"Esta publicación no tiene ningún comité «{committee}».")
    return table.units.row(table.position[committee], named=True)


@remembered(4)
def library(publication: Publication) -> definitions.Library:
    """The definitions the publication was made with, from its own copy."""
    return definitions.library_from(folder(publication) / "definiciones")


def edition(publication: Publication) -> Edition:
    """The law it was judged by."""
    return library(publication).edition


def regions(
    publication: Publication, day: datetime.date, breach: str, *, level: str | None = None
) -> list[RegionOnDay]:
    """The 26 regions in order of code; `level` keeps the tally to committees of that level."""
    table = snapshot(publication)
    counts = table.counts(day, breach)
    own = table.shown_on(day, breach)
    names = dict(table.units.select("committee", "name").iter_rows())
    bands = edition(publication).rollup
    found: list[RegionOnDay] = []
    for i, region in enumerate(table.regions):
        if not region:
            continue
        by_level = {name: _tally(counts[i, j]) for j, name in enumerate(LEVELS)}
        tally = by_level[level] if level else _tally(counts[i].sum(axis=0))
        code = f"CORESEC-{region}"
        found.append(
            RegionOnDay(
                region=region,
                coresec=code,
                name=names.get(code, code),
                tally=tally,
                by_level=by_level,
                light=light_of(tally, bands),
                coresec_shown=own.get(code, "no_exigible"),
            )
        )
    return found


def light_of(tally: Tally, rollup: RollUp) -> Light:
    """The light of the committees of a tally together: those to whom nothing applies left out."""
    counts = {
        "verde": tally.verde,
        "ambar": tally.ambar,
        "rojo": tally.rojo,
        "gris": tally.sin_informacion,
    }
    return region_light(counts, rollup)


def committee(publication: Publication, code: str, day: datetime.date) -> CommitteeOnDay:
    """Both lights of a committee on a day and its duties. Raises `NotInIt`, `DayOutside`."""
    unit = _unit(publication, code)
    snapshot(publication).day_index(day)
    first, _ = days(publication)
    rows = duty_lights(publication, code).filter(
        (pl.col("day_from") <= day) & (pl.col("day_to") >= day)
    )
    return CommitteeOnDay(
        code=code,
        level=unit["level"],
        name=unit["name"],
        region=unit["region"],
        parent=unit["parent"],
        legal=_on(snapshot(publication).history(code, "legal"), day),
        gestion=_on(snapshot(publication).history(code, "gestion"), day),
        duties=tuple(
            DutyOnDay(
                row["duty"],
                row["breach"],
                row["period"],
                row["state"],
                row["light"],
                row["day_from"],
                row["day_to"],
                row["light_from"],
                row["light_from"] == first,
            )
            for row in rows.iter_rows(named=True)
        ),
    )


@remembered(512)
def duty_lights(publication: Publication, code: str) -> pl.DataFrame:
    """DUTY_LIGHTS of one committee with `light_from`: the published rows.

    Of a publication made before they were published, what its intervals give today.
    """
    if has_duties(publication):
        return snapshot(publication).duty_lights_of(code)
    rows = _duty_intervals(publication, code)
    return with_light_from(rollup.duty_lights(rows, edition(publication).rollup), OF_DUTY)


def _on(lights: list[Shown], day: datetime.date) -> Shown | None:
    return next((light for light in lights if light.day_from <= day <= light.day_to), None)


def findings(
    publication: Publication, code: str, day: datetime.date, duty: str | None = None
) -> list[Finding]:
    """Why each light is what it is, from the rows and the facts inside the publication itself.

    `otherwise` of a finding: a sentence, where this program does not read the facts as the one
    that published did.
    """
    _unit(publication, code)
    snapshot(publication).day_index(day)
    return list(_findings(publication, code, day, duty))


@remembered(512)
def _findings(
    publication: Publication, code: str, day: datetime.date, duty: str | None
) -> tuple[Finding, ...]:
    found = explained(
        windows(publication),
        _unit(publication, code),
        _facts(publication, code),
        _judged(publication, code),
        as_of=day,
        known_at=_known_at(publication),
        duty=duty,
    )
    return tuple(_said_by(one, publication) for one in found)


@remembered(512)
def _judged(publication: Publication, code: str) -> Judged:
    table = snapshot(publication)
    return Judged(
        _duty_intervals(publication, code).to_dicts(),
        duty_lights(publication, code).to_dicts(),
        table.constancias_of(code).to_dicts() if table.has_duties else None,
        days(publication)[0],
    )


@remembered(512)
def _facts(publication: Publication, code: str) -> Facts:
    mine = inputs(publication).of(code)
    return Facts(mine.acts, mine.reviews, mine.waivers, mine.completeness)


@remembered(4)
def windows(publication: Publication) -> Windows:
    """What the edition of the publication asks of each period."""
    return Windows(edition(publication))


def _known_at(publication: Publication) -> datetime.datetime:
    return publication.known_at.astimezone(datetime.UTC).replace(tzinfo=None)


def _said_by(finding: Finding, publication: Publication) -> Finding:
    if not finding.otherwise:
        return finding
    said = (
        f"Explicado por el programa {code_version(publication.kind)}, publicado por el programa "
        f"{publication.code_version}: con los mismos hechos, el que explica {finding.otherwise}. "
        "Vale lo publicado."
    )
    return replace(finding, otherwise=said)


@remembered(2)
def inputs(publication: Publication) -> Inputs:
    """Every fact the publication was judged from."""
    return read_inputs(folder(publication))


def evidence(publication: Publication, acts: Iterable[str]) -> dict[str, Evidence] | None:
    """Act id -> where its document is, as published; None in one that was published without it."""
    if not has_duties(publication):
        return None
    asked = pl.col("act_id").is_in(list(acts))
    given = inputs(publication)
    places = {row[0]: row[1:] for row in given.evidence.filter(asked).iter_rows()}
    rows = given.acts.filter(asked).select("act_id", "simulated").iter_rows()
    return {
        act: Evidence(*places.get(act, ("", "")), simulated=simulated) for act, simulated in rows
    }


def kind_names(publication: Publication) -> dict[str, str]:
    """Kind of act -> its name, as the definitions of the publication have it."""
    return {kind: known.name for kind, known in library(publication).act_kinds.items()}
