"""A duty file (`obligations/<code>.yaml`) as a frozen `Duty` and its worked cases.

The shape of the file is `schema/obligation.schema.json`; `checking` says in Spanish what
departs from it. Here a file that keeps the shape becomes objects, once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sinasec.definitions.documents import Document, Path
from sinasec.definitions.faults import DefinitionFaults
from sinasec.methods.law import (
    Breach,
    Condition,
    Consequence,
    DatedBy,
    DayOfYear,
    Due,
    Duty,
    FixedPeriod,
    Norm,
    Version,
    YearsIn,
)

TEXTS: Final = ("plain", "says")  # what a wording may say to each level apart, besides its article


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
        if untold := list(_untold(spec["versions"])):
            raise DefinitionFaults([document.fault(*one) for one in untold])
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
            only_in=tuple(spec.get("only_in", ())),
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
    return tuple(
        _version({**one, "to": spec.get("to") or _end_before_next(spec, specs)}, norms)
        for spec in sorted(specs, key=lambda spec: spec["from"])
        for one in by_level(spec)
    )


def _end_before_next(spec: Mapping[str, Any], specs: Sequence[Mapping[str, Any]]) -> date | None:
    """The day before the next wording, as written, that binds any of the same levels."""
    later = [
        other["from"]
        for other in specs
        if other["from"] > spec["from"] and set(other["bearers"]) & set(spec["bearers"])
    ]
    return min(later) - timedelta(days=1) if later else None


def by_level(spec: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """A wording as it is written, or one for each level when it cites or says one for each.

    Norms often give a duty to each level in an article of its own: `article`, `plain` and `says`
    may then be a text for each of the bearers.
    """
    article = spec["norm"]["article"]
    texts = {"article": article, **{key: spec[key] for key in TEXTS if key in spec}}
    if not any(isinstance(text, Mapping) for text in texts.values()):
        return [spec]
    return [_of_level(spec, texts, level) for level in spec["bearers"]]


def _untold(specs: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Path, str]]:
    """Texts for each level that leave a bearer without one, or are for who is not bound.

    What a reader should be warned of (`says`) may be of one level only.
    """
    for index, spec in enumerate(specs):
        texts = {("norm", "article"): spec["norm"]["article"]}
        texts |= {(key,): spec.get(key) for key in TEXTS}
        for place, text in texts.items():
            if not isinstance(text, Mapping):
                continue
            path: Path = ("versions", index, *place)
            for level in [level for level in text if level not in spec["bearers"]]:
                yield (*path, level), f"la redacción no obliga al {level} («bearers»)."
            lacking = [level for level in spec["bearers"] if level not in text]
            if lacking and place != ("says",):
                yield path, f"falta el texto de {', '.join(lacking)}."


def _of_level(spec: Mapping[str, Any], texts: Mapping[str, Any], level: str) -> Mapping[str, Any]:
    mine = {
        key: text.get(level, "") if isinstance(text, Mapping) else text
        for key, text in texts.items()
    }
    norm = {**spec["norm"], "article": mine.pop("article")}
    return {**spec, **mine, "bearers": [level], "norm": norm}


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
        remedy=_text(spec.get("remedy", "")),
        subject=_text(spec.get("subject", "")),
        says=_text(spec.get("says", "")),
        dated_by=_dated_by(spec.get("dated_by")),
        years_in=_years_in(spec.get("years_in")),
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
        reading=_text(spec.get("reading", "")),
        read_with=tuple(_norm(one, norms) for one in spec.get("read_with", ())),
    )


def _condition(spec: Mapping[str, Any]) -> Condition:
    return Condition(spec["attribute"], spec["equals"], spec.get("count"), spec.get("says", ""))


def _dated_by(spec: Mapping[str, Any] | None) -> DatedBy | None:
    return DatedBy(spec["attribute"], spec["doubt_days"], spec["name"]) if spec else None


def _years_in(spec: Mapping[str, Any] | None) -> YearsIn | None:
    return YearsIn(spec["attribute"], spec["name"]) if spec else None


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
        _text(spec.get("says", "")),
    )
