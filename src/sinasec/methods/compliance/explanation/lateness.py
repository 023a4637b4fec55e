"""By how many days what was met late was late, and what is not known of it.

A norm dates the act, not its publication: where only the publication is known, the act may be
earlier, and no number of days is affirmed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sinasec.methods.compliance.explanation.read_again import Found
from sinasec.methods.compliance.lights import LATE_STATES

DATE_IS: Final = "fecha_es"  # what acts say of their date (definitions/act_kinds.yaml)
PUBLISHED: Final = "publicación"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lateness:
    """`since`: the day of the act that met a period late. `days`: calendar days to it from the due
    day. `at_most`: the same where that day is of publication and the act may be earlier, so that
    `days` is not known."""

    since: date | None = None
    days: int | None = None
    at_most: int | None = None


NOT_LATE: Final = Lateness()


def lateness_of(row: Row, found: Found) -> Lateness:
    """Of a row of INTERVALS: of its acts, not of the days on which it shows so, for a waiver may
    hide the first of these, and so may the first day judged."""
    met, _ = found.met
    due: date | None = row["due"]
    if row["state"] not in LATE_STATES or due is None or met is None or met <= due:
        return NOT_LATE
    days = (met - due).days
    if _is_of_publication(found, met):
        return Lateness(met, at_most=days)
    return Lateness(met, days=days)


def _is_of_publication(found: Found, day: date) -> bool:
    return any(
        act.date == day and act.attributes.get(DATE_IS) == PUBLISHED
        for _, trace in found.readings
        for act in trace.counted
    )
