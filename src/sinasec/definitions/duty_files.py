"""A duty file (`obligations/<code>.yaml`) as a frozen `Duty` and its worked cases.

The shape of the file is `schema/obligation.schema.json`; `checking` says in Spanish what
departs from it. Here a file that keeps the shape becomes objects, once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sinasec.definitions.documents import Document
from sinasec.definitions.faults import DefinitionFaults
from sinasec.methods.law import (
    Breach,
    Condition,
    Consequence,
    DayOfYear,
    Due,
    Duty,
    FixedPeriod,
    Norm,
    Version,
)


@dataclass(frozen=True, slots=True)
class Case:
    """A worked case of a duty: what happened, on which day it is judged, what must result.

    `spec` keeps the keys of the file; `case_judgement` reads them. `line` is its first line.
    """

    duty: str
    number: int
    line: int
    says: str
    spec: Mapping[str, Any]

    @property
    def id(self) -> str:
        return f"{self.duty}-{self.number}"


@dataclass(frozen=True, slots=True)
class DutyFile:
    """One file: the duty and its worked cases."""

    duty: Duty
    cases: tuple[Case, ...]
    document: Document


def read_duty(document: Document, norms: Mapping[str, Mapping[str, Any]]) -> DutyFile:
    """The duty of a file that keeps the schema. Raises `DefinitionFaults` when it does not."""
    spec = document.value
    try:
        duty = Duty(
            code=spec["code"],
            name=spec["name"],
            rule=spec["rule"],
            plain=_text(spec["plain"]),
            versions=_versions(spec["versions"], norms),
            remedy=_text(spec.get("remedy", "")),
            order=spec.get("order", 100),
            facts=tuple(spec.get("facts", ())),
            subject=_text(spec.get("subject", "el comité")),
        )
        cases = tuple(_cases(document, duty.code, spec.get("cases", ())))
    except (KeyError, TypeError, AttributeError) as error:
        message = (
            f"el archivo no tiene la forma de un deber ({error}). "
            "Ejecute «sinasec check» sobre él para ver cada falta."
        )
        raise DefinitionFaults([document.fault((), message)]) from error
    return DutyFile(duty, cases, document)


def _text(value: str) -> str:
    """Folded and block text without its line ends."""
    return " ".join(value.split())


def _cases(document: Document, code: str, specs: Sequence[Mapping[str, Any]]) -> list[Case]:
    return [
        Case(code, index + 1, document.line(("cases", index)), _text(spec["says"]), spec)
        for index, spec in enumerate(specs)
    ]


def _versions(
    specs: Sequence[Mapping[str, Any]], norms: Mapping[str, Mapping[str, Any]]
) -> tuple[Version, ...]:
    drafts = sorted((_version(spec, norms) for spec in specs), key=lambda version: version.start)
    return tuple(
        version if version.end else replace(version, end=_end_before_next(version, drafts))
        for version in drafts
    )


def _end_before_next(version: Version, drafts: Sequence[Version]) -> date | None:
    """The day before the next wording that binds any of the same committees."""
    later = (
        other.start
        for other in drafts
        if other.start > version.start and other.bearers & version.bearers
    )
    following = next(later, None)
    return following - timedelta(days=1) if following else None


def _version(spec: Mapping[str, Any], norms: Mapping[str, Mapping[str, Any]]) -> Version:
    return Version(
        start=spec["from"],
        end=spec.get("to"),
        bearers=frozenset(spec["bearers"]),
        norm=_norm(spec["norm"], norms),
        breach=_breach(spec),
        acts=tuple(spec["acts"]),
        count=spec.get("count", 1),
        per=spec.get("per"),
        conditions=tuple(_condition(item) for item in spec.get("conditions", ())),
        dues=tuple(_due(item) for item in spec.get("dues", ())),
        periods=tuple(_period(item) for item in spec.get("periods", ())),
        trigger=spec.get("trigger"),
        days=spec.get("days"),
        day_kind=spec.get("day_kind", "working"),
        transition=spec.get("transition", "new"),
        due_soon_days=spec.get("due_soon_days", 15),
        plain=_text(spec.get("plain", "")),
        says=_text(spec.get("says", "")),
        refused={one["kind"]: _text(one["says"]) for one in spec.get("refused", ())},
        consequences=tuple(
            _consequence(item, spec, norms) for item in spec.get("consequences", ())
        ),
    )


def _breach(spec: Mapping[str, Any]) -> Breach:
    """The light in which a duty counts: legal if its norm answers its omission (decision 0136).

    Drafts, and the definitions inside publications made before, say it themselves.
    """
    if "breach" in spec:
        return spec["breach"]
    answered = any(one["kind"] in ("suspension", "control") for one in spec["consequences"])
    return "legal" if answered else "gestion"


def _consequence(
    spec: Mapping[str, Any], wording: Mapping[str, Any], norms: Mapping[str, Mapping[str, Any]]
) -> Consequence:
    return Consequence(
        kind=spec["kind"],
        norm=_norm(spec["norm"], norms),
        start=spec.get("from", wording["from"]),
        end=spec.get("to"),
        confidence=spec.get("confidence", "confirmado"),
        says=_text(spec.get("says", "")),
    )


def _norm(spec: Mapping[str, Any], norms: Mapping[str, Mapping[str, Any]]) -> Norm:
    return Norm(
        id=spec["id"],
        article=spec["article"],
        url=spec.get("url") or norms.get(spec["id"], {}).get("url", ""),
        confidence=spec.get("confidence", "confirmado"),
        quoted_by=spec.get("quoted_by"),
    )


def _condition(spec: Mapping[str, Any]) -> Condition:
    return Condition(spec["attribute"], spec["equals"], spec.get("count"), spec.get("says", ""))


def _day(spec: Mapping[str, int] | None) -> DayOfYear | None:
    return DayOfYear(spec["month"], spec["day"], spec.get("year_offset", 0)) if spec else None


def _due(spec: Mapping[str, Any]) -> Due:
    return Due(
        on=_day(spec.get("on")),
        working_day_of_term=spec.get("working_day_of_term"),
        last_day_of_period=spec.get("last_day_of_period", False),
        before=spec.get("before", False),
        label=spec.get("label", ""),
        opens=_day(spec.get("opens")),
        new_authorities=_day(spec.get("new_authorities")),
        working_day_of_year=spec.get("working_day_of_year"),
        moves=spec.get("moves_to_working_day", False),
        says=_text(spec.get("says", "")),
    )


def _period(spec: Mapping[str, Any]) -> FixedPeriod:
    return FixedPeriod(
        spec["label"],
        spec["start"],
        spec["end"],
        spec["due"],
        spec["opens"],
        spec.get("moves_to_working_day", False),
    )
