"""The same published facts judged under a draft of one duty: who changes colour, since when.

Only the duty of the draft is judged again, over the year before the day asked; only the
committees whose duty changes are rolled up again. Everything else is taken from the publication.
"""

import re
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import Any, Final

import polars as pl

from sinasec.compliance.semaforo import reading
from sinasec.definitions import DefinitionFault, DefinitionFaults, library, library_with
from sinasec.definitions.apart import check_apart
from sinasec.definitions.documents import read_document
from sinasec.definitions.loading import text_of
from sinasec.methods.compliance.demands import demands_of
from sinasec.methods.compliance.lights import STATE_WORDS
from sinasec.methods.compliance.rollup import committee_lights, duty_lights
from sinasec.methods.compliance.timelines import timelines
from sinasec.methods.compliance.whatif import changed_lights, changed_on
from sinasec.methods.compliance.wordings import LEVELS
from sinasec.methods.law import Duty
from sinasec.publications.models import Publication
from sinasec.publications.trust.remembered import remembered
from sinasec.sandbox import PAGES
from sinasec.web.published.chosen import BadAsking
from sinasec.web.semaforo.lights import SHOWN

MOST_STEPS: Final = 400_000  # acts asked of committees in the days compared
YEAR: Final = timedelta(days=365)
UNKNOWN, NOT_DUE = SHOWN[3:]
CODES: Final = re.compile(rf" \((?:{'|'.join(STATE_WORDS)})\)")
CODE: Final = re.compile(r"^code: *([a-z0-9-]{1,60}) *$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Move:
    """How many committees of a level go from one light to another, gris said in full."""

    level: str
    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a draft would change on a day. `rows`: every light that changes, by level and name."""

    duty: Duty
    day: date
    since: date  # the first day compared, a year before at most
    committees: int
    duties: int
    moves: tuple[Move, ...]
    rows: tuple[dict[str, Any], ...]
    cases: tuple[str, ...]  # worked cases of today that would come out otherwise


def drafted(text: str) -> tuple[Duty, tuple[DefinitionFault, ...]]:
    """The duty a draft writes, and the worked cases of the law in force that it would change.

    Raises `DefinitionFaults` with every fault of the draft and its line. A worked case that comes
    out otherwise is no fault here: a reform is meant to change some.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{_code(text)}.yaml"
        path.write_text(text, encoding="utf-8")
        faults = check_apart(path, PAGES).faults
        changed = tuple(fault for fault in faults if fault.where.endswith(".expect"))
        if len(changed) < len(faults):
            raise DefinitionFaults([fault for fault in faults if fault not in changed])
        code = read_document(text_of(path), path.name).value["code"]  # as YAML reads it
        return library_with(path).edition.duty(code), changed


def _code(text: str) -> str:
    """The code the draft says, as the file name that its faults show; «borrador» where it is not
    plainly written."""
    found = CODE.search(text)
    return found[1] if found else "borrador"


def has_code(text: str) -> bool:
    """Whether the text says plainly of which duty it is."""
    return CODE.search(text) is not None


def is_in_force(text: str) -> bool:
    """Whether the draft is the definition in force, word for word."""
    known = library().edition.files.get(f"obligations/{_code(text)}.yaml", "")
    return known.strip() == text.strip()


@remembered(16)
def outcome(publication: Publication, text: str, day: date) -> Outcome:
    """Judge the draft with the facts of a publication and compare on a day."""
    duty, cases = drafted(text)
    rollup = reading.edition(publication).rollup
    since = max(reading.days(publication)[0], day - YEAR)
    _check_size(publication, duty, since, day)
    new = _judged(publication, duty, since, day)
    mine = pl.col("duty") == duty.code
    old = _cut(reading.intervals(publication).filter(mine), since, day)
    duties = changed_on(
        changed_lights(
            _by_state(duty_lights(old, rollup)),
            _by_state(duty_lights(new, rollup)),
            ("committee", "duty"),
        ),
        day,
    )
    touched = pl.col("committee").is_in(duties["committee"].to_list())
    rest = _cut(reading.intervals(publication).filter(touched & ~mine), since, day)
    lights = changed_lights(
        shown_lights(
            _cut(reading.committee_lights(publication).lazy().filter(touched), since, day)
        ),
        shown_lights(
            committee_lights(pl.concat([rest, new.filter(touched).select(rest.columns)]), rollup)
        ),
    ).with_columns(pl.col("before", "after").fill_null(NOT_DUE))
    units = reading.units(publication).select("committee", "level", "name", "region")
    moved = changed_on(lights, day).filter(pl.col("before") != pl.col("after"))
    moved = moved.join(units, on="committee").sort("level", "name", "committee", "breach")
    return Outcome(
        duty=duty,
        day=day,
        since=since,
        committees=moved.height,
        duties=duties.height,
        moves=_moves(moved),
        rows=tuple(moved.iter_rows(named=True)),
        cases=tuple(CODES.sub("", fault.message) for fault in cases),
    )


def shown_lights(lights: pl.DataFrame) -> pl.DataFrame:
    """COMMITTEE_LIGHTS with gris said in full, as every page shows it."""
    return _said_in_full(lights, pl.col("n_gris") > 0)


def _by_state(lights: pl.DataFrame) -> pl.DataFrame:
    return _said_in_full(lights, pl.col("state") == UNKNOWN)


def _said_in_full(lights: pl.DataFrame, unknown: pl.Expr) -> pl.DataFrame:
    gris = pl.when(unknown).then(pl.lit(UNKNOWN)).otherwise(pl.lit(NOT_DUE))
    return lights.with_columns(
        light=pl.when(pl.col("light") == "gris").then(gris).otherwise("light")
    )


def _cut(rows: pl.LazyFrame, first: date, last: date) -> pl.DataFrame:
    """The rows of those days, and of each only those days."""
    overlap = (pl.col("day_from") <= last) & (pl.col("day_to") >= first)
    return (
        rows.filter(overlap)
        .with_columns(
            day_from=pl.max_horizontal("day_from", pl.lit(first)),
            day_to=pl.min_horizontal("day_to", pl.lit(last)),
        )
        .collect()
    )


def _check_size(publication: Publication, duty: Duty, first: date, last: date) -> None:
    """Refuse a draft that asks for so much that judging it would stop the other readers."""
    edition, inputs = reading.edition(publication), reading.inputs(publication)
    steps = max(
        count
        for version in duty.versions
        for count in (version.count, *(one.count or 1 for one in version.conditions))
    )
    periods = inputs.acts.filter(
        pl.col("kind").is_in([version.trigger for version in duty.versions if version.trigger])
    ).height
    for level, committees in inputs.committees["level"].value_counts().iter_rows():
        periods += committees * len(demands_of(edition, duty, level, first, last))
    if periods * steps > MOST_STEPS:
        raise BadAsking(
            "El borrador exige tantos actos o plazos que no se puede juzgar aquí. Pida menos actos "
            "en cada periodo, o periodos más largos."
        )


def _judged(publication: Publication, duty: Duty, first: date, last: date) -> pl.DataFrame:
    """INTERVALS of the draft alone, between two days."""
    inputs = reading.inputs(publication)
    bearers = {level for version in duty.versions for level in version.bearers}
    return timelines(
        replace(reading.edition(publication), duties=(duty,)),
        inputs.committees.filter(pl.col("level").is_in(list(bearers))),
        inputs.acts,
        inputs.reviews,
        inputs.waivers,
        inputs.completeness,
        known_at=publication.known_at.astimezone(UTC).replace(tzinfo=None),
        horizon_from=first,
        horizon_to=last,
    )


def _moves(moved: pl.DataFrame) -> tuple[Move, ...]:
    counts = moved.group_by("level", "before", "after").len().iter_rows()
    rows = [Move(level, before, after, n) for level, before, after, n in counts]
    return tuple(sorted(rows, key=lambda move: (LEVELS.index(move.level), -move.count, move.after)))
