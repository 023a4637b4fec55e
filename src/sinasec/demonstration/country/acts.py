"""The acts of one committee: what its agenda asks, as diligent as the committee is."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sinasec.compliance.entries import ActEntry
from sinasec.definitions.reference_files import ActKind
from sinasec.demonstration.country.diligence import Diligence
from sinasec.demonstration.country.draws import Draws
from sinasec.demonstration.country.needs import Agenda, Answer, Kept, Need
from sinasec.methods.compliance.facts import WRONG_DATE
from sinasec.methods.law import Condition

ONE_DAY: Final = timedelta(days=1)
TO_THE_END: Final = 0.6  # acts gather towards the last days of a period
LATE: Final = 0.55  # of what is not done in time, the share done late
KEPT_FOR: Final = timedelta(days=365)
NO_END: Final = 0.35  # documents published once and kept up to date; plans that say no last day
OF_CYCLE: Final = 0.7  # plans of several years, as the regional plan that they follow
CYCLE: Final = range(2024, 2028)  # of that one; those before and after are as long


@dataclass(slots=True)
class Done:
    """An act while it is being made up; `attributes` may still be completed."""

    kind: str
    day: date
    label: str
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Committee:
    """Everything about a committee that making up its acts needs."""

    code: str
    diligence: Diligence
    draws: Draws
    first: date
    last: date
    kinds: dict[str, ActKind]

    def moment(self, day: date) -> float:
        return min(max((day - self.first) / max(self.last - self.first, ONE_DAY), 0.0), 1.0)

    def does(self, duty: str, day: date) -> bool:
        return self.draws.chance(self.diligence.on_time(duty, self.moment(day)))


def acts_of(committee: Committee, agenda: Agenda, since: date) -> list[Done]:
    """In order of day, none before `since` (its creation), nor for a period that began before."""
    done: dict[str, list[Done]] = {}
    for need in agenda.needs:
        if need.start >= since:
            _meet(committee, need, done.setdefault(need.kind, []))
    for kept in agenda.kept:
        made = _plans if kept.of_years else _keep
        done.setdefault(kept.kind, []).extend(made(committee, kept, since))
    found = [act for acts in done.values() for act in acts if since <= act.day <= committee.last]
    found.sort(key=lambda act: (act.day, act.kind))
    for number, act in enumerate(found, start=1):
        _say(committee, act, number)
    return found


def _meet(committee: Committee, need: Need, done: list[Done]) -> None:
    """Do what is missing for a need, counting what was already done for another of its kind."""
    every = [c for c in need.conditions if c.count is None]
    inside = [act for act in done if need.opens <= act.day <= need.due]
    missing = need.count - sum(_says(act, every, need) for act in inside)
    for _ in range(missing):
        day = _day_for(committee, need)
        if day is None:
            continue
        near = [act for act in inside if not _says(act, every, need)]
        act = committee.draws.one_of(near) if near else Done(need.kind, day, need.label)
        if not near:
            done.append(act)
            inside.append(act)
        for condition in every:
            act.attributes[condition.attribute] = _value(condition, need)
        if need.rule == "by_date" and "valid_from" in _names(committee, need.kind):
            act.attributes |= {"valid_from": max(act.day, need.start), "valid_to": need.end}
    for condition in need.conditions:
        if condition.count is not None and committee.does(need.duty, need.due):
            for act in inside[: condition.count]:
                act.attributes[condition.attribute] = _value(condition, need)


def _day_for(committee: Committee, need: Need) -> date | None:
    """A day in time, a late one, or never."""
    draws = committee.draws
    if committee.does(need.duty, need.due):
        return draws.one_of(need.days, TO_THE_END)
    if not draws.chance(LATE):
        return None
    weeks = 2 if need.rule == "at_least" else 9
    return need.due + ONE_DAY * (1 + int(draws.waiting(7 * weeks) / 2))


def _says(act: Done, conditions: list[Condition], need: Need) -> bool:
    return all(act.attributes.get(c.attribute) == _value(c, need) for c in conditions)


def _value(condition: Condition, need: Need) -> Any:
    return need.label if condition.equals == "{period}" else condition.equals


def _keep(committee: Committee, kept: Kept, since: date) -> list[Done]:
    """Documents one after another from `since` on, each renewed in time, late or never."""
    draws = committee.draws
    found: list[Done] = []
    first = max(committee.first, since)
    day = max(committee.first - ONE_DAY * int(120 * draws.uniform()), since)
    if not committee.does(kept.duty, first):
        if not draws.chance(LATE):
            return []
        day = first + ONE_DAY * int(draws.waiting(90))
    while day <= committee.last:
        ends = None if draws.chance(NO_END) else day + KEPT_FOR
        attributes = {"valid_from": day} if ends is None else {"valid_from": day, "valid_to": ends}
        found.append(Done(kept.kind, day, str(day.year), attributes))
        if ends is None:
            break
        if committee.does(kept.duty, ends):
            day = ends - ONE_DAY * int(20 * draws.uniform())
        elif draws.chance(LATE):
            day = ends + ONE_DAY * (1 + int(draws.waiting(45)))
        else:
            break
    return found


def _plans(committee: Committee, kept: Kept, since: date) -> list[Done]:
    """Plans named by the years in which they rule, each approved before them, late or never.

    Some do not say until when: whoever registers one may think that its years say it.
    """
    draws = committee.draws.apart(kept.duty)
    first = max(committee.first, since)
    cycle = draws.chance(OF_CYCLE)
    found: list[Done] = []
    begins, ends = _span(first.year, cycle)
    while begins <= committee.last.year:
        starts, over = date(begins, 1, 1), date(ends, 12, 31)
        asked = max(starts, first)
        if draws.chance(committee.diligence.on_time(kept.duty, committee.moment(asked))):
            day = max(starts - ONE_DAY * (1 + int(75 * draws.uniform())), since)
        elif draws.chance(LATE):
            day = asked + ONE_DAY * (1 + int(draws.waiting(60)))
        else:
            day = None
        silent = draws.chance(NO_END)
        if day is not None and day <= over:
            says = {"valid_from": max(day, starts)} | ({} if silent else {"valid_to": over})
            label = f"{begins}-{ends}" if begins < ends else f"{begins}"
            found.append(Done(kept.kind, day, label, says))
        begins, ends = _span(ends + 1, cycle)
    return found


def _span(year: int, cycle: bool) -> tuple[int, int]:
    """The first and the last year of the plan of a year."""
    if not cycle:
        return year, year
    begins = year - (year - CYCLE.start) % len(CYCLE)
    return begins, begins + len(CYCLE) - 1


def answers_of(
    committee: Committee, answer: Answer, triggers: list[tuple[str, date]]
) -> list[Done]:
    """The answers to acts (code, day) that open a period of days."""
    found: list[Done] = []
    for code, day in triggers:
        if committee.does(answer.duty, day):
            wait = 1 + int(answer.days * committee.draws.uniform())
        elif committee.draws.chance(LATE):
            wait = answer.days * 2 + int(committee.draws.waiting(20))
        else:
            continue
        attributes = {c.attribute: code for c in answer.conditions if c.equals == "{period}"}
        found.append(Done(answer.kind, day + ONE_DAY * wait, code, attributes))
    return [act for act in found if act.day <= committee.last]


def _names(committee: Committee, kind: str) -> set[str]:
    return {attribute.name for attribute in committee.kinds[kind].attributes}


def _say(committee: Committee, act: Done, number: int) -> None:
    """Fill in what a register usually says of an act of its kind."""
    draws = committee.draws
    act.attributes["documento"] = f"Documento {number:03d}-{act.day.year} (SIMULADO)"
    for attribute in committee.kinds[act.kind].attributes:
        if attribute.name in act.attributes or attribute.name == WRONG_DATE:
            continue
        if attribute.enum:
            act.attributes[attribute.name] = draws.one_of(attribute.enum)
        elif attribute.type == "yes_no":
            act.attributes[attribute.name] = False
        elif attribute.type == "whole":
            act.attributes[attribute.name] = 6 + int(draws.waiting(12))
        elif attribute.name in ("trimestre", "semestre"):
            act.attributes[attribute.name] = act.label
        elif attribute.required:
            act.attributes[attribute.name] = act.day if attribute.type == "date" else act.label


def entry(committee: Committee, act: Done) -> ActEntry:
    """As it would be registered, some days later."""
    attributes = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in act.attributes.items()
    }
    return ActEntry(
        committee=committee.code,
        kind=act.kind,
        date=act.day,
        attributes=attributes,
        simulated=True,
        registered_at=registered_after(committee.draws, act.day),
    )


def registered_after(draws: Draws, day: date, mean_days: float = 3.0) -> datetime:
    """In office hours of Lima, one day or more after `day`, at most nineteen."""
    seconds = int(9 * 3600 * draws.uniform())
    later = day + ONE_DAY * (1 + int(draws.waiting(mean_days)))
    return datetime(later.year, later.month, later.day, 13, tzinfo=UTC) + timedelta(seconds=seconds)
