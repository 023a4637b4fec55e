"""One act told on a form: read, checked and understood as a row of the book of acts is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from sinasec.committees.registry import CommitteeRow
from sinasec.compliance.entries import ActEntry
from sinasec.compliance.ingest.acts import SIMULATED, acts_layout
from sinasec.definitions import library
from sinasec.intake.deadline import Deadline
from sinasec.intake.rows.reading import Within, read_by
from sinasec.methods.law import Duty
from sinasec.spreadsheets.faults import column_letters
from sinasec.spreadsheets.sheets import Raw, Sheet

COMMITTEE: Final = "comite"
KIND: Final = "clase"
DAY: Final = "fecha"
LINK: Final = "enlace"
ORIGIN: Final = "origen"
CORRECTS: Final = "corrige"
ABOUT: Final = "dato."  # before the name of an attribute of the kind
SECONDS: Final = 5.0  # of processor; a row takes some thousandths
LONGEST: Final = 2_000  # letters of a field


@dataclass(frozen=True, slots=True)
class Told:
    """`entry`: what would be registered; None with faults. `faults`: key of the field ("": of the
    whole act) -> sentences. `notes`: what whoever registers it should know."""

    entry: ActEntry | None
    faults: Mapping[str, list[str]]
    notes: tuple[str, ...]


def told(said: Mapping[str, str], today: date, *, simulated: bool) -> Told:
    """What the fields of a form say, by the keys of the columns of the book. Writes nothing."""
    columns = acts_layout().columns
    given = {key: text[:LONGEST] for key, text in said.items() if key != ORIGIN}
    if simulated:
        given[ORIGIN] = SIMULATED
    rows: list[list[Raw]] = [
        [each.header for each in columns],
        [given.get(each.key, "") for each in columns],
    ]
    within = Within(today, lambda done: None, Deadline(SECONDS))
    reading = read_by([acts_layout()], [Sheet("", rows)], within, notes=(), template="actos")
    keys = {column_letters(place): each.key for place, each in enumerate(columns)}
    faults: dict[str, list[str]] = {}
    for fault in reading.faults:
        faults.setdefault(keys.get(fault.column, ""), []).append(fault.message)
    entry = None if faults else cast("ActEntry", reading.entries[0])
    return Told(entry, faults, tuple(reading.notes))


def served(kind: str, committee: CommitteeRow, day: date) -> list[Duty]:
    """The duties of a committee for which an act of that kind and day may count."""
    return [
        duty
        for duty in library().edition.duties
        if (not duty.only_in or committee.territory.startswith(duty.only_in))
        and any(
            kind in version.acts
            and committee.level in version.bearers
            and version.start <= day
            and (version.end is None or day <= version.end)
            for version in duty.versions
        )
    ]
