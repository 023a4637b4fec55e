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
from sinasec.methods.law import METROPOLITAN_LIMA, Duty, Edition, Level
from sinasec.methods.words import day_words

START: Final = date(2014, 12, 5)
YEARS_BACK: Final = 4
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
    """Judge the case under `edition`. Raises ValueError when the case names no level."""
    duty = edition.duty(case.duty)
    level = level_of(case, duty)
    if level is None:
        raise ValueError("el caso debe decir de qué nivel es (committee_level).")
    spec = case.spec
    as_of: date = spec["as_of"]
    code: str = spec.get("committee", EXAMPLES[level][0])
    rows = timelines(
        replace(edition, duties=(duty,)),
        _committee(level, code),
        _acts(code, spec["acts"]),
        _reviews(spec["acts"]),
        _waivers(code, duty.code, spec.get("waivers", ())),
        _completeness(code, spec.get("complete", ()), as_of),
        known_at=datetime.combine(spec.get("known_at", as_of), time.max),
        horizon_from=max(START, as_of.replace(year=as_of.year - YEARS_BACK, day=1)),
        horizon_to=as_of,
    )
    return CaseVerdict(case, spec["expect"], _on(rows, str(spec["expect"]["period"]), as_of))


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


def _named(acts: Sequence[Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    return [(act.get("id", f"acto-{number}"), act) for number, act in enumerate(acts, 1)]


def _acts(code: str, acts: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
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
        for name, act in _named(acts)
    ]
    return pl.DataFrame(rows, schema=ACTS, orient="row")


def _canonical(attributes: Mapping[str, Any]) -> str:
    said = {key: value for key, value in attributes.items() if value is not None}
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def _reviews(acts: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    rows = [
        (name, act["reviewed"], "según el caso", _registered(act))
        for name, act in _named(acts)
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
