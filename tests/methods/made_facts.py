"""A law with every rule and reform in it, and Hypothesis strategies for facts under it."""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from sinasec.methods.law import Condition, DatedBy, DayOfYear, Due, Edition, Transition, YearsIn
from tests.methods.laws import complete, duty, edition, review, version, waiver
from tests.methods.slow_twin import Facts

CODE = "CODISEC-150102"
FIRST, LAST = date(2018, 6, 1), date(2020, 3, 31)
REFORM = date(2019, 5, 10)
EVE = date(2019, 5, 9)
KINDS = ["sesion-ordinaria", "consulta", "plan", "instalacion", "informe", "documento"]


CALLED = DatedBy("convocada", 20, "la fecha de la convocatoria")


def law(transition: Transition) -> Edition:
    """Every rule, each with a reform on 10 May 2019."""
    decentralised = Condition("descentralizada", True, 1)
    return edition(
        duty(
            "a-sesion",
            "at_least",
            version(date(2014, 12, 5), EVE, per="month"),
            version(REFORM, per="two_months", transition=transition, dated_by=CALLED),
        ),
        duty(
            "b-consulta",
            "at_least",
            version(
                date(2014, 12, 5),
                EVE,
                per="quarter",
                count=2,
                acts=("consulta",),
                conditions=(decentralised,),
                breach="gestion",
            ),
            version(
                REFORM,
                per="quarter",
                count=3,
                acts=("consulta", "sesion-ordinaria"),
                conditions=(decentralised, Condition("virtual", False)),
                transition=transition,
                dated_by=CALLED,
                breach="gestion",
            ),
        ),
        duty(
            "c-plan",
            "by_date",
            version(
                date(2014, 12, 5),
                EVE,
                per="year",
                acts=("plan",),
                dues=(Due(on=DayOfYear(1, 15), opens=DayOfYear(7, 1, -1), moves=True),),
            ),
            version(
                REFORM,
                per="half_year",
                acts=("plan",),
                dues=(
                    Due(on=DayOfYear(8, 16), before=True, label="A", opens=DayOfYear(2, 1)),
                    Due(last_day_of_period=True, label="B"),
                ),
            ),
        ),
        duty(
            "d-plan-nombrado",
            "by_date",
            version(
                date(2014, 12, 5),
                date(2019, 12, 20),
                per="year",
                acts=("plan",),
                conditions=(Condition("periodo", "{period}"),),
                dues=(
                    Due(
                        on=DayOfYear(2, 10),
                        new_authorities=DayOfYear(3, 1),
                        opens=DayOfYear(10, 1, -1),
                    ),
                ),
                breach="gestion",
            ),
        ),
        duty(
            "e-instalacion",
            "by_date",
            version(
                date(2014, 12, 5),
                EVE,
                per="year",
                acts=("instalacion",),
                dues=(Due(working_day_of_year=10),),
            ),
            version(
                REFORM,
                per="term",
                acts=("instalacion",),
                dues=(Due(working_day_of_term=10),),
            ),
        ),
        duty(
            "f-informe",
            "within",
            version(date(2014, 12, 5), EVE, acts=("informe",), trigger="consulta", days=7),
            version(
                REFORM,
                acts=("informe",),
                trigger="consulta",
                days=20,
                day_kind="calendar",
                conditions=(Condition("de", "{period}"),),
            ),
        ),
        duty(
            "g-documento",
            "standing",
            version(date(2014, 12, 5), EVE, acts=("documento",), breach="gestion"),
            version(
                REFORM,
                acts=("documento", "plan"),
                conditions=(Condition("virtual", False),),
                years_in=YearsIn("periodo", "el período"),
                breach="gestion",
            ),
        ),
    )


PLACES = [(), (), ("1501",), ("15",), ("21", "150102"), ("150103",)]


@st.composite
def places(draw: st.DrawFn, law: Edition) -> Edition:
    """The same law, of which some duties bind in some places only, and whose committees may be
    of those that no norm is known to order."""
    duties = [replace(one, only_in=draw(st.sampled_from(PLACES))) for one in law.duties]
    unverified = draw(st.sampled_from([{}, {}, {CODE: "nadie sabe"}, {"CODISEC-150103": "otro"}]))
    return replace(law, duties=tuple(duties), unverified=unverified)


def dates(first: date = FIRST, last: date = LAST) -> st.SearchStrategy[date]:
    return st.dates(first, last)


def moments() -> st.SearchStrategy[datetime]:
    return st.builds(datetime.combine, dates(FIRST, date(2020, 12, 31)), st.just(time(12)))


@st.composite
def attributes(draw: st.DrawFn) -> str:
    """What an act says of itself: often what some condition asks."""
    given: dict[str, Any] = {}
    for name in ("descentralizada", "virtual"):
        value = draw(st.sampled_from([None, True, False]))
        if value is not None:
            given[name] = value
    if period := draw(st.sampled_from([None, "2019", "2020", "2019;2020", "2020;2020", "2018;"])):
        given["periodo"] = period
    if number := draw(st.integers(0, 6)):
        given["de"] = f"a{number:02d}"
    if draw(st.integers(0, 3)) == 3:
        given["fecha_errada"] = draw(st.booleans())
    for name in ("valid_from", "valid_to", "convocada"):
        if day := draw(st.none() | dates()):
            given[name] = day.isoformat()
    return json.dumps(given, sort_keys=True, separators=(",", ":"))


@st.composite
def one_act(draw: st.DrawFn, number: int, before: list[str]) -> dict[str, Any]:
    return {
        "act_id": f"a{number:02d}",
        "committee": CODE,
        "kind": draw(st.sampled_from(KINDS)),
        "date": draw(dates()),
        "attributes": draw(attributes()),
        "supersedes": draw(st.sampled_from([None, None, None, *before])),
        "registered_at": draw(moments()),
        "simulated": True,
    }


@st.composite
def facts(draw: st.DrawFn, most: int = 14) -> Facts:
    """Acts with corrections (each act corrected at most once), reviews, waivers, completeness."""
    acts: list[dict[str, Any]] = []
    free: list[str] = []
    for number in range(draw(st.integers(0, most))):
        act = draw(one_act(number, free))
        free = [one for one in free if one != act["supersedes"]] + [act["act_id"]]
        acts.append(act)
    ids = [act["act_id"] for act in acts]
    outcomes = st.sampled_from(["observed", "accepted"])
    reviews = (
        draw(st.lists(st.builds(review, st.sampled_from(ids), outcomes, moments()), max_size=4))
        if ids
        else []
    )
    return Facts(acts, reviews, draw(st.lists(waivers(), max_size=2)), draw(completeness()))


@st.composite
def waivers(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(dates())
    length = draw(st.none() | st.integers(0, 120))
    end = None if length is None else start + timedelta(days=length)
    return waiver(start, end, draw(st.sampled_from(["*", "a-sesion", "c-plan", "f-informe"])), CODE)


@st.composite
def completeness(draw: st.DrawFn) -> list[dict[str, Any]]:
    if draw(st.booleans()):
        return [complete(date(2014, 1, 1), date(2021, 1, 1), "*", CODE)]
    found = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(dates())
        end = start + timedelta(days=draw(st.integers(0, 500)))
        found.append(complete(start, end, draw(st.sampled_from(["*", *KINDS])), CODE))
    return found


@st.composite
def committee(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "committee": CODE,
        "level": "CODISEC",
        "name": "Chorrillos",
        "region": "1501",
        "parent": "COPROSEC-1501",
        "valid_from": draw(
            st.sampled_from([date(2014, 12, 5), date(2019, 1, 1), date(2019, 3, 7)])
        ),
        "valid_to": draw(st.sampled_from([None, None, date(2019, 5, 9), date(2019, 10, 31)])),
    }
