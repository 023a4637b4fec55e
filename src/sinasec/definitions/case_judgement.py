"""Judge one worked case of a duty with the same methods that judge the country."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, Final

import polars as pl

from sinasec.definitions.duty_files import Case
from sinasec.methods.compliance.frames import ACTS, COMMITTEES, COMPLETENESS, REVIEWS, WAIVERS
from sinasec.methods.compliance.lights import LIGHT_WORDS, STATE_WORDS
from sinasec.methods.compliance.timelines import timelines
from sinasec.methods.law import METROPOLITAN_LIMA, CalendarGap, Duty, Edition, Level
from sinasec.methods.words import day_words

START: Final = date(2014, 12, 5)
YEARS_BACK: Final = 4
UNNAMED: Final = "acto-"  # and its place among those of the case, from 1
_NAMES: Final = {
    "state": "estado",
    "light": "luz",
    "due": "último día en plazo",
    "required": "actos exigidos",
    "counted": "actos contados",
}
EXAMPLES: Final[dict[Level, tuple[str, str, str]]] = {  # code, region, parent
    "CONASEC": ("CONASEC", "", ""),
    "CORESEC": ("CORESEC-21", "21", "CONASEC"),
    "COPROSEC": ("COPROSEC-2101", "21", "CORESEC-21"),
    "CODISEC": ("CODISEC-210102", "21", "COPROSEC-2101"),
}

_LEVELS: Final[dict[str, Level]] = {level: level for level in EXAMPLES}  # by their word


@dataclass(frozen=True, slots=True)
class CaseVerdict:
    """What a case expected and what came out; `got` is None when the period is not judged."""

    case: Case
    expected: Mapping[str, Any]
    got: Mapping[str, Any] | None

    @property
    def differences(self) -> tuple[str, ...]:
        """One sentence for each thing that came out otherwise; empty when the case holds."""
        period = self.expected["period"]
        if self.expected.get("absent"):
            seen = f"el período {period} se juzga, y el caso espera que no"
            return (seen,) if self.got is not None else ()
        if self.got is None:
            return (f"el período {period} no se juzga ese día, y el caso espera que sí",)
        return tuple(
            f"{_NAMES.get(key, key)}: se esperaba {_said(key, self.expected[key])} y resultó "
            f"{_said(key, self.got[key])}"
            for key in self.expected
            if key != "period" and str(self.expected[key]) != str(self.got[key])
        )


def _said(key: str, value: Any) -> str:
    """A value as people say it; a state also as it is written in the file."""
    if key == "state":
        return f"«{STATE_WORDS.get(value, value)}» ({value})"
    if key == "light":
        return str(LIGHT_WORDS.get(value, value)).lower()
    if isinstance(value, date):
        return day_words(value)
    return "ninguno" if value is None else str(value)


def level_of(case: Case, duty: Duty) -> Level | None:
    """The level a case is about: of the committee it names, or its own, or the only one bound."""
    if "committee" in case.spec:
        return _LEVELS[case.spec["committee"].partition("-")[0]]
    if "committee_level" in case.spec:
        return case.spec["committee_level"]
    levels: set[Level] = {level for version in duty.versions for level in version.bearers}
    return levels.pop() if len(levels) == 1 else None


def judge(case: Case, edition: Edition) -> CaseVerdict:
    """Judge the case under `edition`. Raises ValueError when the case names no level, CalendarGap
    when it needs a day of which the calendar is not known."""
    [verdict] = _verdicts([case], edition)
    return verdict


def judge_each(cases: Sequence[Case], edition: Edition) -> list[CaseVerdict | CalendarGap]:
    """What `judge` says of each case of one duty, or its gap, in their order. Raises ValueError.

    Those that cannot meet are judged at once, each in a committee of its own: what judging one
    takes hardly grows with the committees.
    """
    found: dict[int, CaseVerdict | CalendarGap] = {}
    for group in _groups(cases, edition):
        try:
            told = _verdicts(group, edition)
        except CalendarGap:
            told = [_verdict_or_gap(case, edition) for case in group]
        found |= {id(case): verdict for case, verdict in zip(group, told, strict=True)}
    return [found[id(case)] for case in cases]


def _verdict_or_gap(case: Case, edition: Edition) -> CaseVerdict | CalendarGap:
    try:
        return judge(case, edition)
    except CalendarGap as gap:
        return gap


def _groups(cases: Sequence[Case], edition: Edition) -> list[list[Case]]:
    """In each, cases that name no act alike; alone, those to which a later day, or of which
    committee they are, may matter."""
    alone: list[list[Case]] = []
    groups: list[tuple[set[str], list[Case]]] = []
    for case in cases:
        if _is_of_its_own(case, edition):
            alone.append([case])
            continue
        names = {act["id"] for act in case.spec["acts"] if "id" in act}
        room = next((group for group in groups if not group[0] & names), None)
        if room is None:
            groups.append((names, [case]))
        else:
            room[0].update(names)
            room[1].append(case)
    return [*alone, *(group for _, group in groups)]


def _is_of_its_own(case: Case, edition: Edition) -> bool:
    spec = case.spec
    level = level_of(case, edition.duty(case.duty))
    if level is None or "committee" in spec or EXAMPLES[level][0] in edition.unverified:
        return True
    if UNNAMED in json.dumps(spec, default=str):  # it refers to one by the name that it is given
        return True
    told = [day for act in spec["acts"] for day in (act["on"], act.get("registered", act["on"]))]
    told += [waiver["from"] for waiver in spec.get("waivers", ())]
    return "known_at" in spec or any(day > spec["as_of"] for day in told)


def _verdicts(cases: Sequence[Case], edition: Edition) -> list[CaseVerdict]:
    """Of cases of one duty that cannot meet, all at once, on the days of them all."""
    duty = edition.duty(cases[0].duty)
    asked = [_asked(case, duty, place, len(cases)) for place, case in enumerate(cases)]
    days = [case.spec["as_of"] for case in cases]
    known = max(case.spec.get("known_at", case.spec["as_of"]) for case in cases)
    rows = timelines(
        replace(edition, duties=(duty,)),
        pl.concat([one.committee for one in asked]),
        pl.concat([one.acts for one in asked]),
        pl.concat([one.reviews for one in asked]),
        pl.concat([one.waivers for one in asked]),
        pl.concat([one.completeness for one in asked]),
        known_at=datetime.combine(known, time.max),
        horizon_from=max(START, min(days).replace(year=min(days).year - YEARS_BACK, day=1)),
        horizon_to=max(days),
    )
    return [
        CaseVerdict(
            case,
            case.spec["expect"],
            _on(
                rows.filter(pl.col("committee") == one.committee.item(0, "committee")),
                str(case.spec["expect"]["period"]),
                case.spec["as_of"],
            ),
        )
        for case, one in zip(cases, asked, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a case tells, in the shapes of `methods/frames.py`."""

    committee: pl.DataFrame
    acts: pl.DataFrame
    reviews: pl.DataFrame
    waivers: pl.DataFrame
    completeness: pl.DataFrame


def _asked(case: Case, duty: Duty, place: int, among: int) -> _Asked:
    """Raises ValueError when the case names no level."""
    level = level_of(case, duty)
    if level is None:
        raise ValueError("el caso debe decir de qué nivel es (committee_level).")
    spec = case.spec
    code: str = spec.get("committee", EXAMPLES[level][0])
    committee = _committee(level, code)
    unnamed = UNNAMED
    if among > 1:
        code, unnamed = f"{code}/{place}", f"{UNNAMED}{place}/"
        committee = committee.with_columns(committee=pl.lit(code))
    acts = _named(spec["acts"], unnamed)
    return _Asked(
        committee,
        _acts(code, acts),
        _reviews(acts),
        _waivers(code, duty.code, spec.get("waivers", ())),
        _completeness(code, spec.get("complete", ()), spec["as_of"]),
    )


def _on(rows: pl.DataFrame, period: str, day: date) -> dict[str, Any] | None:
    held = rows.filter(
        (pl.col("period") == period) & (pl.col("day_from") <= day) & (pl.col("day_to") >= day)
    )
    if held.height > 1:
        raise AssertionError(f"el período {period} tiene {held.height} estados el mismo día.")
    return held.row(0, named=True) if held.height else None


def _committee(level: Level, code: str) -> pl.DataFrame:
    example, region, parent = EXAMPLES[level]
    if code != example:
        region, parent = _region(code), ""
    row = (code, level, f"{level} del caso", region, parent, START, None)
    return pl.DataFrame([row], schema=COMMITTEES, orient="row")


def _region(code: str) -> str:
    """The region of a committee by its code: Lima Metropolitana is one of its own."""
    unit = code.partition("-")[2]
    return METROPOLITAN_LIMA if unit.startswith(METROPOLITAN_LIMA) else unit[:2]


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))


def _registered(act: Mapping[str, Any]) -> datetime:
    return _noon(act.get("registered", act["on"]))


Named = Sequence[tuple[str, Mapping[str, Any]]]


def _named(acts: Sequence[Mapping[str, Any]], prefix: str) -> Named:
    return [(act.get("id", f"{prefix}{number}"), act) for number, act in enumerate(acts, 1)]


def _acts(code: str, acts: Named) -> pl.DataFrame:
    rows = [
        (
            name,
            code,
            act["kind"],
            act["on"],
            _canonical(act.get("attributes", {})),
            act.get("supersedes"),
            _registered(act),
            False,
        )
        for name, act in acts
    ]
    return pl.DataFrame(rows, schema=ACTS, orient="row")


def _canonical(attributes: Mapping[str, Any]) -> str:
    said = {key: value for key, value in attributes.items() if value is not None}
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def _reviews(acts: Named) -> pl.DataFrame:
    rows = [
        (name, act["reviewed"], "según el caso", _registered(act))
        for name, act in acts
        if "reviewed" in act
    ]
    return pl.DataFrame(rows, schema=REVIEWS, orient="row")


def _waivers(code: str, duty: str, waivers: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    rows = [
        (
            code,
            duty,
            waiver["from"],
            waiver.get("to"),
            waiver.get("kind", "suspension"),
            waiver["norm"],
            waiver.get("reason", ""),
            _noon(waiver["from"]),
        )
        for waiver in waivers
    ]
    return pl.DataFrame(rows, schema=WAIVERS, orient="row")


def _completeness(code: str, complete: Any, as_of: date) -> pl.DataFrame:
    spans = [{"from": START, "to": as_of}] if complete is True else complete
    rows = [
        (code, span.get("kind", "*"), span["from"], span["to"], "según el caso", _noon(as_of))
        for span in spans
    ]
    return pl.DataFrame(rows, schema=COMPLETENESS, orient="row")
