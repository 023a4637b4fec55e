"""The rule pages' content, generated from the definitions: nothing about a duty is typed here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sinasec.definitions import Library
from sinasec.methods.compliance.first_judged import first_judged
from sinasec.methods.compliance.lights import STATE_WORDS
from sinasec.methods.compliance.wordings import LEVELS
from sinasec.methods.law import METROPOLITAN_LIMA, Duty, Edition, Level, Version
from sinasec.territories import reference
from sinasec.web.semaforo.articles import CitedText, anchor, is_read, texts
from sinasec.web.semaforo.lights import shown_state
from sinasec.web.words import SPAN_WORDS, day_words

TRUTH: Final = {True: "sí", False: "no"}


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a duty, ready to be read. `first_judged`: label of a period, or ""."""

    version: Version
    bearers: str
    asks: str
    conditions: tuple[str, ...]
    first_judged: str
    anchor: str
    texts: tuple[CitedText, ...]

    @property
    def text_read(self) -> bool:
        """Whether what the link leads to was read: what was not is not called its text."""
        return is_read(self.version)

    @property
    def since(self) -> str:
        end = f" al {day_words(self.version.end)}" if self.version.end else ""
        return (
            f"Del {day_words(self.version.start)}{end}"
            if end
            else (f"Desde el {day_words(self.version.start)}")
        )


@dataclass(frozen=True, slots=True)
class Worked:
    """A worked case that also runs as a test.

    `given`: what else decides it: what was known, declared complete and excused. `absent`: its
    period is not judged.
    """

    says: str
    level: str
    as_of: date
    acts: tuple[str, ...]
    given: tuple[str, ...]
    period: str
    state: str
    shown: str
    absent: bool


def wordings(edition: Edition, duty: Duty) -> list[Wording]:
    """Newest first."""
    return [
        Wording(
            version,
            ", ".join(level for level in LEVELS if level in version.bearers),
            version.plain or _asks(version),
            tuple(c.says for c in version.conditions if c.says and "{period}" not in c.says),
            _first(first_judged(edition, duty, version)),
            anchor(version),
            tuple(texts(version)),
        )
        for version in sorted(duty.versions, key=lambda version: version.start, reverse=True)
    ]


def only_in(duty: Duty) -> str:
    """The places where a duty binds, when it is not the whole country: "región Puno"."""
    return ", ".join(_place(code) for code in duty.only_in)


def _place(code: str) -> str:
    if code not in reference.by_code():
        return code
    if len(code) == len("15") or code == METROPOLITAN_LIMA:
        return f"región {reference.region_name(code)}"
    kind = "provincia" if len(code) == len("2101") else "distrito"
    return f"{kind} {reference.full_name(code)}"


def _first(judged: Mapping[Level, str]) -> str:
    """ "2025-T1", or of which level each: "2025-T1 (COPROSEC), 2025-T2 (CORESEC, CODISEC)"."""
    labels = sorted(set(judged.values()))
    if len(labels) < 2:
        return "".join(labels)
    of = {label: [level for level in judged if judged[level] == label] for label in labels}
    return ", ".join(f"{label} ({', '.join(levels)})" for label, levels in of.items())


def _asks(version: Version) -> str:
    if version.days is not None:
        kind = "hábiles" if version.day_kind == "working" else "calendario"
        return f"En {version.days} días {kind}."
    if version.per:
        return f"{version.count} {SPAN_WORDS[version.per]}."
    return ""


def in_force(duty: Duty, day: date) -> list[Version]:
    return [version for version in duty.versions if version.in_force(day)]


def worked_cases(library: Library, code: str) -> list[Worked]:
    cases = (case for file in library.duty_files if file.duty.code == code for case in file.cases)
    return [_worked(library, case.says, case.spec) for case in cases]


def _worked(library: Library, says: str, spec: Any) -> Worked:
    expect = spec["expect"]
    light, state = expect.get("light", ""), expect.get("state", "")
    return Worked(
        says=says,
        level=spec.get("committee") or spec.get("committee_level", ""),
        as_of=spec["as_of"],
        acts=tuple(_acts(library, spec.get("acts", ()))),
        given=tuple(_given(spec)),
        period=str(expect.get("period", "")),
        state=STATE_WORDS.get(state, ""),
        shown=shown_state(light, state) if light else "",
        absent=bool(expect.get("absent")),
    )


def _given(spec: Any) -> Iterable[str]:
    if known := spec.get("known_at"):
        yield f"Con lo registrado hasta el {day_words(known)}."
    declared = spec.get("complete", False)
    if declared is True:
        yield "Hay constancia de que el registro está completo."
    elif declared:
        yield "Hay constancia de que el registro está completo solo en algunos días."
    else:
        yield "No hay constancia de que el registro esté completo."
    for one in spec.get("waivers", ()):
        last = f" al {day_words(one['to'])}" if one.get("to") else ""
        why = ", ".join(one[name] for name in ("norm", "reason") if one.get(name))
        yield f"No se exige del {day_words(one['from'])}{last}: {why}."


def _acts(library: Library, acts: Iterable[Any]) -> Iterable[str]:
    for act in acts:
        kind = library.act_kinds.get(act["kind"])
        said = ", ".join(
            _answered(_label(kind, name), TRUTH[value] if isinstance(value, bool) else str(value))
            for name, value in act.get("attributes", {}).items()
        )
        reviewed = " (observado)" if act.get("reviewed") == "observed" else ""
        reviewed += " (corrige a otro)" if act.get("supersedes") else ""
        if registered := act.get("registered"):
            reviewed += f" (registrado el {day_words(registered)})"
        name = kind.name if kind else act["kind"]
        yield f"{day_words(act['on'])}: {name}{f' ({said})' if said else ''}{reviewed}"


def _answered(label: str, value: str) -> str:
    """'¿Fue descentralizada? sí', 'Plan: 2024'."""
    return f"{label} {value}" if label.endswith("?") else f"{label}: {value}"


def _label(kind: Any, name: str) -> str:
    for attribute in kind.attributes if kind else ():
        if attribute.name == name:
            return attribute.label
    return name
