"""Which acts of a file will count for no duty, and why: said when it is loaded."""

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Final

from sinasec.committees.registry import by_code
from sinasec.compliance.entries import ActEntry
from sinasec.definitions import library, load
from sinasec.intake.rows.layout import FileRow
from sinasec.methods.compliance.demands import demands_of
from sinasec.methods.compliance.duties import Run, runs_of
from sinasec.methods.compliance.explanation.trace import last_in_force
from sinasec.methods.compliance.ledger import SEVERAL, is_placeholder, text_of
from sinasec.methods.law import Condition, Duty, Level, Version
from sinasec.methods.words import day_words, listed

MOST_ROWS: Final = 20  # named in one note
Counting = tuple[Duty, Run, Version]  # a wording that counts a kind of act


def uncounted_notes(pairs: Sequence[tuple[FileRow, ActEntry]]) -> list[str]:
    """A note for each reason, with the rows of which it holds, in the order of the file."""
    rows: dict[str, list[str]] = {}
    for row, entry in pairs:
        if why := why_uncounted(entry):
            rows.setdefault(why, []).append(str(row.number))
    return [_note(why, numbers) for why, numbers in rows.items()]


def _note(why: str, numbers: list[str]) -> str:
    shown = numbers[:MOST_ROWS]
    more = len(numbers) - len(shown)
    if more:
        shown.append(f"{more} más")
    if len(numbers) == 1:
        return (
            f"Fila {shown[0]}: este acto se registra y no contará para ningún deber, porque {why}."
        )
    told = "estos actos se registran y no contarán para ningún deber"
    return f"Filas {listed(shown)}: {told}, porque {why}."


def why_uncounted(entry: ActEntry) -> str | None:
    """Why no duty will count an act as it is; None when some may, or when it sets days running."""
    starting, counting = _of_committee(entry.kind, entry.committee)
    if any(version.in_force(entry.date) for version in starting):
        return None
    level = by_code()[entry.committee].level
    if not counting:
        return _no_duty(entry.kind, level)
    first: str | None = None
    for duty, run, version in counting:
        timely = _in_time(entry.date, duty, run)
        if timely or _lasts_until(entry, duty, run, version):
            unsaid = _unsaid(entry, duty, version, level)
            if unsaid is None:
                return None
            first = first or (unsaid if timely else None)
    return first or _untimely(entry.date, counting)


@lru_cache(maxsize=8_192)  # as many as committees that there are or were, times some kinds
def _of_committee(kind: str, code: str) -> tuple[tuple[Version, ...], tuple[Counting, ...]]:
    """The wordings that bind a committee: those whose days such an act sets running, and those
    that count it."""
    committee = by_code()[code]
    mine = [
        one
        for one in _asking(kind, committee.level)
        if one[0].binds(committee.code, committee.region)
    ]
    starting = tuple(version for *_, version in mine if version.trigger == kind)
    return starting, tuple(one for one in mine if kind in one[2].acts)


@cache
def _asking(kind: str, level: Level) -> tuple[Counting, ...]:
    """Every wording that binds a level and counts a kind of act, or whose days it sets running."""
    return tuple(
        (duty, run, version)
        for duty in load().duties
        for run in runs_of(duty, level)
        for version in run.versions
        if kind in version.acts or kind == version.trigger
    )


def _no_duty(kind: str, level: Level) -> str:
    known = library().act_kinds[kind]
    said = f" ({known.help[0].lower()}{known.help[1:].rstrip('.')})" if known.help else ""
    return f"ningún deber del {level} cuenta «{known.name}»{said}"


def _in_time(day: date, duty: Duty, run: Run) -> bool:
    """An act of a dated duty may come after the norm ended, of the last that it asked."""
    ended = run.end is not None and run.end < day
    return run.start <= day and not (ended and duty.rule == "at_least")


def _lasts_until(entry: ActEntry, duty: Duty, run: Run, version: Version) -> bool:
    """What must be in force every day may have been done before the norm asked for it."""
    ends = last_in_force(entry.attributes, version)
    lasts = ends is None or ends >= run.start
    return duty.rule == "standing" and entry.date < run.start and lasts


def _untimely(day: date, counting: Sequence[Counting]) -> str:
    starts = min(run.start for _, run, _ in counting)
    if day < starts:
        return f"es anterior al {day_words(starts)}, cuando empezó a regir el deber que lo cuenta"
    ends = max(run.end for _, run, _ in counting if run.end is not None)
    return f"es posterior al {day_words(ends)}, cuando dejó de regir el deber que lo contaba"


def _unsaid(entry: ActEntry, duty: Duty, version: Version, level: Level) -> str | None:
    """What the act would have to say and does not; an answer to another act may come later."""
    if duty.rule == "within":
        return None
    for condition in version.conditions:
        if condition.count is None and isinstance(condition.equals, str):
            wanted = _wanted(condition, duty, level)
            said = entry.attributes.get(condition.attribute)
            if said is None or not wanted & set(text_of(said).split(SEVERAL)):
                return _says_another(entry, condition, wanted)
    return None


def _wanted(condition: Condition, duty: Duty, level: Level) -> set[str]:
    if not is_placeholder(condition):
        return {str(condition.equals)}
    return {str(condition.equals).replace("{period}", label) for label in _labels(duty.code, level)}


@cache
def _labels(code: str, level: Level) -> frozenset[str]:
    """The periods that a duty asks of a level, in all the years of the calendar."""
    edition = load()
    years = edition.calendar.known_years
    span = date(min(years), 1, 1), date(max(years), 12, 31)
    return frozenset(d.period.label for d in demands_of(edition, edition.duty(code), level, *span))


def _says_another(entry: ActEntry, condition: Condition, wanted: set[str]) -> str:
    label = next(
        one.label
        for one in library().act_kinds[entry.kind].attributes
        if one.name == condition.attribute
    )
    said = entry.attributes.get(condition.attribute)
    what = "no dice nada" if said is None else f"dice «{said}»"
    return f"en «{label}» {what} y lo que se juzga es {listed(sorted(wanted))}"
