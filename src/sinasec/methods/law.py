"""The law as values: duties, their versions in time, and the facts they are judged by.

A duty is parsed once from `definitions/obligations/*.yaml` into these frozen objects;
everything that judges, explains or prints the law uses them and nothing else.
Days are `datetime.date`; intervals are closed on both ends; an absent end means "still".
"""

import re
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

Level = Literal["CONASEC", "CORESEC", "COPROSEC", "CODISEC"]
RuleKind = Literal["at_least", "by_date", "within", "standing"]
Breach = Literal["legal", "gestion"]
ConsequenceKind = Literal["suspension", "ministerio_publico", "control"]
Span = Literal["month", "two_months", "quarter", "half_year", "year", "term"]
DayKind = Literal["working", "calendar"]
Transition = Literal["new", "old", "both"]
Scalar = str | int | float | bool

METROPOLITAN_LIMA = "1501"  # INEI's code of the province of Lima, a region of its own here
SEAT_OF_CONASEC = METROPOLITAN_LIMA


@dataclass(frozen=True, slots=True)
class Norm:
    """Where a version of a duty is written: norm, article, official text.

    `read_with`: articles of other norms without which it is not understood, in force in its days.
    `reading`: why it is «probable», as a clause: what is read that the norm does not say; "" where
    nobody wrote it down.
    """

    id: str
    article: str
    url: str
    confidence: Literal["confirmado", "probable"] = "confirmado"
    quoted_by: str | None = None
    read_with: "tuple[Norm, ...]" = ()
    reading: str = ""

    @property
    def where(self) -> str:
        """The place in the norm as people write it: "art. 32.1.a", "arts. 32-A y 82".

        What is not the number of an article ("numeral 7.4.1") is said as it is.
        """
        if not self.article[0].isdigit():
            return self.article
        numbers = re.findall(r"\b\d+(?:[.-]\w+)*", self.article)
        return f"art{'s' if len(numbers) > 1 else ''}. {self.article}"

    @property
    def cited(self) -> str:
        """Norm and place: "DS 010-2019-IN, art. 32.1.a"."""
        return f"{self.id}, {self.where}"


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a norm attaches to the omission of a duty, while it does or may do so.

    `suspension`: of whoever presides; `ministerio_publico`: a denunciation that the delegates in
    the committee make; `control`: the responsibility that the norm names. `en_duda`: whether the
    norm still attaches it is open, and `says` tells why; `ejemplo`: a choice nobody has made yet.
    """

    kind: ConsequenceKind
    norm: Norm
    start: date
    end: date | None
    confidence: Literal["confirmado", "en_duda", "ejemplo"] = "confirmado"
    says: str = ""

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    @property
    def coded(self) -> str:
        """As a cell of a table says it: "suspension:en_duda"."""
        return f"{self.kind}:{self.confidence}"


@dataclass(frozen=True, slots=True)
class Condition:
    """What acts must say of themselves (a key of `Act.attributes`) to be counted.

    `count` None: every counted act must satisfy it. An integer: that many of the counted
    acts must (four sessions, of which two decentralised).
    `equals` may hold the placeholder "{period}", replaced by the label of the period judged.
    """

    attribute: str
    equals: Scalar
    count: int | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class DatedBy:
    """The attribute in which acts say another day on which they count too, besides their own.

    `doubt_days`: while no act counts for a period, one of those in so many days after it that does
    not say its other day leaves in doubt whether it did; so it is not met for certain until the
    register is complete on those days too. `name`: of that day, as sentences name it ("la fecha
    de la convocatoria de la sesión").
    """

    attribute: str
    doubt_days: int
    name: str


@dataclass(frozen=True, slots=True)
class YearsIn:
    """The attribute in which what an act puts in force says of which years it is.

    An act that does not say its last day is known to be in force until the last day of the last of
    those years. Afterwards, and until another takes its place, nobody knows: it is neither counted
    nor absent. `name`: of that attribute, as sentences name it ("el período del plan").
    """

    attribute: str
    name: str


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A calendar day relative to the year of the period (`year_offset` -1: the year before)."""

    month: int
    day: int
    year_offset: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """The due day of one period of a `by_date` duty.

    Exactly one of `on` (a calendar day), `working_day_of_term` (the n-th working day from the
    first day of the term), `working_day_of_year` (the same from the first day of the year,
    every year) and `last_day_of_period` is given. `before`: the day itself is
    already late ("antes del 16 de febrero"). `label` distinguishes several dues a year ("S1").
    `moves`: a day of `on` that is not a working day passes to the next one that is (Ley 27444).
    `opens`: the first day on which an act can count; absent, the first day of the period.
    `says`: what the norm says where it says no day, and how it is read.
    """

    on: DayOfYear | None = None
    working_day_of_term: int | None = None
    last_day_of_period: bool = False
    before: bool = False
    label: str = ""
    opens: DayOfYear | None = None
    new_authorities: DayOfYear | None = None
    working_day_of_year: int | None = None
    moves: bool = False
    says: str = ""


@dataclass(frozen=True, slots=True)
class FixedPeriod:
    """A period written out, such as the plan cycle 2024-2027. `moves`, `says`: as in `Due`."""

    label: str
    start: date
    end: date
    due: date
    opens: date
    moves: bool = False
    says: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a duty, in force from `start` to `end` (both included).

    Which fields are used depends on the rule of the duty:
    at_least: `count`, `per`, `conditions`, `transition`, `dated_by`;
    by_date:  `per` with `dues`, or `periods`; `conditions`;
    within:   `trigger`, `days`, `day_kind`, `conditions`;
    standing: `conditions`, `years_in`; the acts carry `valid_from` and `valid_to`.
    `remedy`, `subject`: what must be done under it and by whom, where that is not the duty's.
    `refused`: kinds of act that are near to it and do not count -> why, as the trace says it.
    """

    start: date
    end: date | None
    bearers: frozenset[Level]
    norm: Norm
    breach: Breach
    acts: tuple[str, ...]
    count: int = 1
    per: Span | None = None
    conditions: tuple[Condition, ...] = ()
    dues: tuple[Due, ...] = ()
    periods: tuple[FixedPeriod, ...] = ()
    trigger: str | None = None
    days: int | None = None
    day_kind: DayKind = "working"
    transition: Transition = "new"
    due_soon_days: int = 15
    plain: str = ""
    says: str = ""
    consequences: tuple[Consequence, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict[str, str])
    dated_by: DatedBy | None = None
    years_in: YearsIn | None = None
    remedy: str = ""
    subject: str = ""

    @property
    def id(self) -> str:
        return self.start.isoformat()

    @property
    def doubt_days(self) -> int:
        """For so many days after its last one a period may still be met by what is not known."""
        return self.dated_by.doubt_days if self.dated_by else 0

    def in_force(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def consequences_on(self, day: date) -> tuple[Consequence, ...]:
        """What its omission brings on a day, whether for certain or in doubt."""
        return tuple(one for one in self.consequences if one.holds(day))


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty through all its wordings, oldest first; no two overlap for one bearer.

    `subject`: who must do it, as sentences name them; `remedy`: what, a verb in the infinitive,
    but where a wording has its own.
    `only_in`: the places where it binds (INEI's codes), as a regional ordinance does; empty, the
    whole country.
    """

    code: str
    name: str
    rule: RuleKind
    plain: str
    versions: tuple[Version, ...]
    remedy: str = ""
    order: int = 100
    facts: tuple[str, ...] = ()
    subject: str = "el comité"
    only_in: tuple[str, ...] = ()

    def bound(self, version: Version) -> str:
        """Who must do it under a wording, as sentences name them."""
        return version.subject or self.subject

    def asks(self, version: Version) -> str:
        """What must be done under a wording: a verb in the infinitive."""
        return version.remedy or self.remedy or f"cumplir con «{self.name}»"

    def binds(self, committee: str, region: str) -> bool:
        """Whether it may bind a committee, by its code and its region, where it is.

        A place of two figures is a region: 15 is that of Lima without Lima Metropolitana, 1501.
        """
        unit = committee.partition("-")[2]
        return not self.only_in or any(
            place == region if len(place) == len("15") else unit.startswith(place)
            for place in self.only_in
        )


@dataclass(frozen=True, slots=True)
class Term:
    """A term of regional or municipal authorities; `start` is a year of new authorities."""

    label: str
    start: date
    end: date
    levels: frozenset[Level]


@dataclass(frozen=True, slots=True)
class Halt:
    """Days, both included, in which a norm halted terms that may or may not be ours, and `why`."""

    start: date
    end: date
    why: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days: Monday to Friday less `closed` (day -> why, with its norm).

    `known_years`: the years whose holidays have been checked against the norms. Counting
    working days in any other year must raise `CalendarGap`, never guess. `in_doubt`: of those,
    the years of whose decreed days not all is known -> what is not, in words. `local`: place (the
    beginning of INEI's code) -> the days closed only there, as `closed`. `halted`: the stretches in
    which nobody knows whether terms ran.
    """

    closed: Mapping[date, str]
    known_years: frozenset[int]
    in_doubt: Mapping[int, str] = field(default_factory=dict[int, str])
    local: Mapping[str, Mapping[date, str]] = field(default_factory=dict[str, Mapping[date, str]])
    halted: tuple[Halt, ...] = ()

    def halts(self, first: date, last: date) -> tuple[str, ...]:
        """Why the terms of a run of days, both included, may have been halted."""
        return tuple(one.why for one in self.halted if one.start <= last and first <= one.end)

    def place(self, committee: str) -> str:
        """The place of `local` in which a committee works; "" for none of them."""
        unit = committee.partition("-")[2] or SEAT_OF_CONASEC
        return max((place for place in self.local if unit.startswith(place)), key=len, default="")

    def at(self, place: str) -> "Calendar":
        """The same for who works in a place of `local`."""
        here = [days for wider, days in self.local.items() if place.startswith(wider)]
        return replace(self, closed=dict(ChainMap(*map(dict, here), dict(self.closed))), local={})


class CalendarGap(LookupError):
    """A working day was asked for in a year whose calendar has not been loaded."""


@dataclass(frozen=True, slots=True)
class RollUp:
    """How states become lights and lights become lights of a committee and of a region.

    `state_light`: state -> verde | ambar | rojo | gris (see `methods/lights.py`).
    `worst_first`: the order in which one light decides for a committee.
    `region_bands`: share of committees in green (0-100) from which a region is verde, ambar.
    `region_min_informed`: share of committees with information under which it is gris.
    `late_memory_days`: for how long after a late act the duty still shows as tardio.
    """

    state_light: Mapping[str, str]
    worst_first: tuple[str, ...]
    region_bands: tuple[float, float]
    region_min_informed: float
    late_memory_days: int
    example: bool
    source: str


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything in `definitions/` that judging needs, parsed once. `id` is a content hash.

    `unverified`: committee of which no norm that was read says that there must be one -> why. No
    omission is affirmed of it.
    """

    id: str
    version: str
    duties: tuple[Duty, ...]
    calendar: Calendar
    terms: tuple[Term, ...]
    rollup: RollUp
    files: Mapping[str, str] = field(default_factory=dict[str, str])
    unverified: Mapping[str, str] = field(default_factory=dict[str, str])

    def duty(self, code: str) -> Duty:
        for duty in self.duties:
            if duty.code == code:
                return duty
        raise KeyError(code)
