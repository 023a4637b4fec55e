"""What the law asks of a level over some days, as things to be done: the simulation's agenda."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sinasec.methods.compliance.periods import periods_of
from sinasec.methods.law import Condition, Duty, Edition, Level, Version

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Need:
    """`count` acts of `kind` between `opens` and `due`; `start` to `end` is the period."""

    duty: str
    rule: str
    kind: str
    label: str
    opens: date
    due: date
    start: date
    end: date
    count: int
    conditions: tuple[Condition, ...]
    closed: frozenset[date]

    @cached_property
    def days(self) -> list[date]:
        """The working days in time; every day when there is none."""
        span = [self.opens + i * ONE_DAY for i in range((self.due - self.opens).days + 1)]
        return [day for day in span if day.weekday() < 5 and day not in self.closed] or span


@dataclass(frozen=True)
class Kept:
    """A standing duty: a document of `kind` in force every day. `of_years`: it is named by those in
    which it rules, as a plan, and not published once and kept up to date."""

    duty: str
    kind: str
    of_years: bool


@dataclass(frozen=True)
class Answer:
    """A `within` duty: an act of `kind` some days after each act of kind `trigger`."""

    duty: str
    kind: str
    trigger: str
    days: int
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Agenda:
    """All of it for one level. `since`: kind of act -> first day from which it is simulated."""

    needs: tuple[Need, ...]
    kept: tuple[Kept, ...]
    answers: tuple[Answer, ...]
    since: dict[str, date]


def agenda(edition: Edition, level: Level, first: date, last: date) -> Agenda:
    """What still has effect or falls due between the two days, by the wordings in force then."""
    wordings = [
        (duty, version)
        for duty in edition.duties
        if not duty.only_in  # an agenda is of a level: what one place asks is left to its register
        for version in duty.versions
        if level in version.bearers
    ]
    since = _since(edition, level, wordings, first, last)
    needs = [
        need
        for duty, version in wordings
        for need in _needs(edition, level, duty, version, since.get(version.acts[0], first), last)
    ]
    dated = {need.kind for need in needs}
    current = [(duty, version) for duty, version in wordings if _touches(version, first, last)]
    return Agenda(
        tuple(sorted(needs, key=lambda need: ((need.due - need.opens).days, need.due, need.duty))),
        tuple(
            sorted(
                {
                    Kept(duty.code, version.acts[0], version.years_in is not None)
                    for duty, version in current
                    if duty.rule == "standing" and version.acts[0] not in dated
                },
                key=lambda kept: kept.duty,
            )
        ),
        tuple(
            Answer(duty.code, version.acts[0], version.trigger, version.days, version.conditions)
            for duty, version in current
            if duty.rule == "within" and version.trigger and version.days
        ),
        since,
    )


def _touches(version: Version, first: date, last: date) -> bool:
    return version.start <= last and (version.end is None or version.end >= first)


def _since(
    edition: Edition,
    level: Level,
    wordings: list[tuple[Duty, Version]],
    first: date,
    last: date,
) -> dict[str, date]:
    """The first day of the earliest counting period that touches the days, for each kind."""
    since: dict[str, date] = {}
    for duty, version in wordings:
        if duty.rule != "at_least":
            continue
        for need in _needs(edition, level, duty, version, first, last):
            since[need.kind] = min(since.get(need.kind, first), need.start)
    return since


def _needs(
    edition: Edition, level: Level, duty: Duty, version: Version, first: date, last: date
) -> list[Need]:
    if duty.rule not in ("at_least", "by_date"):
        return []
    terms = [term for term in edition.terms if level in term.levels]
    return [
        Need(
            duty=duty.code,
            rule=duty.rule,
            kind=version.acts[0],
            label=period.label,
            opens=period.opens,
            due=period.due,
            start=period.start,
            end=period.end,
            count=version.count,
            conditions=version.conditions,
            closed=frozenset(edition.calendar.closed),
        )
        for period in periods_of(duty, version, first, last, terms, edition.calendar)
        if period.opens <= last
    ]
