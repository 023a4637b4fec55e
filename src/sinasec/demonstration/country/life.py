"""A committee's life in the register: acts, corrections, reviews and constancias."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from sinasec.compliance.entries import ActEntry
from sinasec.demonstration.country.acts import (
    Committee,
    acts_of,
    answers_of,
    entry,
    registered_after,
)
from sinasec.demonstration.country.needs import Agenda

ONE_DAY: Final = timedelta(days=1)
OBSERVED: Final = 0.03
MENDED: Final = 0.6  # of the observed, how many are corrected
CORRECTED: Final = 0.02
ACCEPTED: Final = 0.06
REASONS: Final = (
    "Acta sin firmas (SIMULADO)",
    "No consta el quórum (SIMULADO)",
    "El documento no corresponde a la fecha (SIMULADO)",
    "Falta la relación de asistentes (SIMULADO)",
)
MONTHS_OF_CONSTANCIA: Final = 3
REGISTERED_WITHIN: Final = timedelta(days=15)  # of the last day; later, it is not yet in


@dataclass(slots=True)
class Life:
    """`reviews`: act, outcome, reason, registered; `complete`: kind, from, to, registered."""

    acts: list[ActEntry] = field(default_factory=list)
    reviews: list[tuple[str, str, str, datetime]] = field(default_factory=list)
    complete: list[tuple[str, date, date, datetime]] = field(default_factory=list)


def life_of(committee: Committee, agenda: Agenda, since: date) -> Life:
    """What is in the register some days after the last one simulated.

    Nothing at all for a committee that never reports.
    """
    life = Life()
    if not committee.diligence.reports:
        return life
    for act in acts_of(committee, agenda, since):
        _register(committee, entry(committee, act), life)
    for answer in agenda.answers:
        triggers = [(act.id, act.date) for act in life.acts if act.kind == answer.trigger]
        for act in answers_of(committee, answer, triggers):
            _register(committee, entry(committee, act), life)
    if committee.diligence.declares:
        life.complete = _constancias(committee, agenda)
    return _registered_by(committee.last + REGISTERED_WITHIN, life)


def _registered_by(day: date, life: Life) -> Life:
    """Nobody can have registered tomorrow: what would come later is left out.

    What is said of an act always comes after it, so nothing is left without its act.
    """
    return Life(
        [act for act in life.acts if _registered_on(act) <= day],
        [review for review in life.reviews if review[3].date() <= day],
        [one for one in life.complete if one[3].date() <= day],
    )


def _register(committee: Committee, act: ActEntry, life: Life) -> None:
    """The act and what happened to it afterwards."""
    draws = committee.draws
    life.acts.append(act)
    fate = draws.uniform()
    if fate >= OBSERVED + CORRECTED + ACCEPTED:
        return
    code = act.id
    if fate < OBSERVED:
        seen = registered_after(draws, _registered_on(act), 8)
        life.reviews.append((code, "observed", draws.one_of(REASONS), seen))
        if draws.chance(MENDED):
            mended = _correction(committee, act, code, "subsanado", seen.date())
            life.acts.append(mended)
            accepted = registered_after(draws, _registered_on(mended), 4)
            life.reviews.append((mended.id, "accepted", "", accepted))
    elif fate < OBSERVED + CORRECTED:
        life.acts.append(_correction(committee, act, code, "corregido", _registered_on(act)))
    else:
        seen = registered_after(draws, _registered_on(act), 8)
        life.reviews.append((code, "accepted", "", seen))


def _registered_on(act: ActEntry) -> date:
    """The day (UTC) on which a simulated act was registered: each says it."""
    if act.registered_at is None:
        raise ValueError(f"{act.id} does not say when it was registered")
    return act.registered_at.date()


def _correction(committee: Committee, act: ActEntry, code: str, word: str, after: date) -> ActEntry:
    document = f"{act.attributes['documento']}, {word}"
    return replace(
        act,
        attributes={**act.attributes, "documento": document},
        supersedes=code,
        registered_at=registered_after(committee.draws, after, 6),
    )


def _constancias(committee: Committee, agenda: Agenda) -> list[tuple[str, date, date, datetime]]:
    """One a quarter for every kind of act, and one for what came before the first day."""
    found: list[tuple[str, date, date]] = []
    for kind, since in sorted(agenda.since.items()):
        if since < committee.first:
            found.append((kind, since, committee.first - ONE_DAY))
    for need in agenda.needs:
        if need.rule == "by_date" and need.opens < committee.first:
            found.append((need.kind, need.opens, min(need.due, committee.first - ONE_DAY)))
    day = committee.first
    while day <= committee.last:
        end = min(_quarter_end(day), committee.last)
        found.append(("*", day, end))
        day = end + ONE_DAY
    return [
        (kind, start, end, registered_after(committee.draws, max(end, committee.first), 3))
        for kind, start, end in found
    ]


def _quarter_end(day: date) -> date:
    month = (day.month - 1) // MONTHS_OF_CONSTANCIA * MONTHS_OF_CONSTANCIA + MONTHS_OF_CONSTANCIA
    return date(day.year + month // 12, month % 12 + 1, 1) - ONE_DAY
