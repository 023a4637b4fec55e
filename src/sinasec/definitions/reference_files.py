"""The small tables beside the duties: calendar, terms, roll-up, kinds of act and norms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final

from sinasec.definitions.documents import Document
from sinasec.definitions.faults import DefinitionFaults
from sinasec.methods.law import Calendar, Halt, RollUp, Scalar, Term


@dataclass(frozen=True, slots=True)
class Attribute:
    """What an act of a kind may say of itself; `type` is text, date, number, whole or yes_no.

    `not_after_act`: a date that is never later than that of the act.
    """

    name: str
    label: str
    type: str
    required: bool = False
    enum: tuple[Scalar, ...] = ()
    help: str = ""
    not_after_act: bool = False


@dataclass(frozen=True, slots=True)
class ActKind:
    """A kind of act: its code, its Spanish name and its attributes, in the order of a form."""

    kind: str
    name: str
    levels: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    help: str = ""


IN_DOUBT: Final = {
    "confirmados": "",
    "parcial": "de los días no laborables que se decretaron en {year} solo se conocen algunos: el "
    "vencimiento puede ser posterior",
    "sin información": "de los días no laborables por decreto de {year} no hay información: el "
    "vencimiento puede ser posterior",
}


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The closed days of a year and whether its decreed days are known.

    `decreed`: confirmados | parcial | sin información. `local`: (place, day, why) of those closed
    only in a part of the country; a place is the beginning of INEI's code. `halted`: stretches in
    which terms may not have run.
    """

    year: int
    decreed: str
    closed: tuple[tuple[date, str], ...]
    local: tuple[tuple[str, date, str], ...] = ()
    halted: tuple[Halt, ...] = ()


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """A duty of the system that is known and not judged: what it is, its norm, and why not.

    `facts`: rows of the list of obligations that it stands for.
    """

    what: str
    norm: str
    why: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PendingNorm:
    """A newer norm that might change a duty. `read`: whether its text could be read; `effect`: what
    it does, or what stays in doubt until it is; `known`: how it is known of, when it was not read.
    """

    norm: str
    about: str
    effect: str
    read: bool
    known: str
    published: date | None


def calendar(years: Sequence[CalendarYear]) -> Calendar:
    """All the years together; a day that norms close twice keeps both reasons."""
    closed: dict[date, str] = {}
    known: dict[int, str] = {}
    for year in years:
        known[year.year] = IN_DOUBT[year.decreed].format(year=year.year)
        for day, why in year.closed:
            closed[day] = f"{closed[day]}; {why}" if day in closed else why
    in_doubt = {year: doubt for year, doubt in known.items() if doubt}
    halted = tuple(chain.from_iterable(year.halted for year in years))
    return Calendar(closed, frozenset(known), in_doubt, _by_place(years), halted)


def _by_place(years: Sequence[CalendarYear]) -> dict[str, dict[date, str]]:
    found: dict[str, dict[date, str]] = {}
    for place, day, why in chain.from_iterable(year.local for year in years):
        found.setdefault(place, {})[day] = why
    return found


def calendar_year(document: Document) -> CalendarYear:
    spec: Mapping[str, Any] = document.value
    return CalendarYear(
        spec["year"],
        spec["decretados"],
        tuple(_closed_days(document)),
        tuple(_local_days(spec)),
        tuple(_halted(spec)),
    )


def _halted(spec: Mapping[str, Any]) -> Iterator[Halt]:
    for item in spec.get("plazos_en_duda") or ():
        yield Halt(item["from"], item["to"], " ".join(item["says"].split()))


def _local_days(spec: Mapping[str, Any]) -> Iterator[tuple[str, date, str]]:
    """Those of definitions made before places were written are only told, as they were then."""
    for item in spec.get("territoriales") or ():
        why = f"no laborable del sector público en {item['where']} ({item['norm']})"
        for place in item.get("units", ()):
            yield from ((place, day, why) for day in item["days"])


def _closed_days(document: Document) -> Iterable[tuple[date, str]]:
    year = document.value["year"]
    for key, words in (
        ("holidays", "feriado: {name} ({norm})"),
        ("decreed", "no laborable del sector público ({norm})"),
    ):
        for index, item in enumerate(document.value.get(key) or ()):
            if item["day"].year != year:
                message = f"el día {item['day']} no es del año {year}."
                raise DefinitionFaults([document.fault((key, index, "day"), message)])
            yield item["day"], words.format(name=item.get("name", ""), norm=item["norm"])


def out_of_scope(document: Document) -> tuple[OutOfScope, ...]:
    return tuple(
        OutOfScope(item["what"], item["norm"], " ".join(item["why"].split()), tuple(item["facts"]))
        for item in document.value["out_of_scope"]
    )


def pending_norms(document: Document) -> tuple[PendingNorm, ...]:
    return tuple(
        PendingNorm(
            item["norm"],
            item["about"],
            " ".join(item["effect"].split()),
            item["leida"],
            item.get("known", ""),
            item.get("published"),
        )
        for item in document.value["norms"]
    )


def unverified(document: Document) -> dict[str, str]:
    """Code of a committee -> why nobody knows whether there must be one."""
    return {
        item["committee"]: " ".join(item["why"].split()) for item in document.value["committees"]
    }


def terms(document: Document) -> tuple[Term, ...]:
    return tuple(
        Term(item["label"], item["start"], item["end"], frozenset(item["levels"]))
        for item in document.value["terms"]
    )


def roll_up(document: Document) -> RollUp:
    spec: Mapping[str, Any] = document.value
    green, amber = spec["region_bands"]
    return RollUp(
        state_light=dict(spec["state_light"]),
        worst_first=tuple(spec["worst_first"]),
        region_bands=(float(green), float(amber)),
        region_min_informed=float(spec["region_min_informed"]),
        late_memory_days=spec["late_memory_days"],
        example=spec["ejemplo"],
        source=" ".join(spec["source"].split()),
    )


def act_kinds(document: Document) -> dict[str, ActKind]:
    kinds: dict[str, ActKind] = {}
    shared = document.value.get("common", [])
    for item in document.value["kinds"]:
        attributes = tuple(_attribute(spec) for spec in [*item.get("attributes", []), *shared])
        kinds[item["kind"]] = ActKind(
            item["kind"],
            item["name"],
            tuple(item["levels"]),
            attributes,
            " ".join(item.get("help", "").split()),
        )
    return kinds


def _attribute(spec: Mapping[str, Any]) -> Attribute:
    return Attribute(
        spec["name"],
        spec["label"],
        spec["type"],
        spec.get("required", False),
        tuple(spec.get("enum", ())),
        " ".join(spec.get("help", "").split()),
        spec.get("not_after_act", False),
    )


def norms(document: Document) -> dict[str, Mapping[str, Any]]:
    return {item["id"]: item for item in document.value["norms"]}
