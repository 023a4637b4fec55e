"""Small laws for the tests: one edition with every kind of rule, and facts in few words."""

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl

from sinasec.methods.compliance.facts import Facts
from sinasec.methods.compliance.frames import ACTS, COMMITTEES, COMPLETENESS, REVIEWS, WAIVERS
from sinasec.methods.compliance.timelines import timelines
from sinasec.methods.law import (
    Calendar,
    Duty,
    Edition,
    Norm,
    RollUp,
    Term,
    Version,
)

LOCAL = frozenset({"CORESEC", "COPROSEC", "CODISEC"})
NORM = Norm("DS 000-0000-XX", "32.1", "https://example.org/norma")
LATER = datetime.fromisoformat("2030-01-01")
NOON = time(12)  # the same day in Greenwich and in Lima

ROLLUP = RollUp(
    state_light={
        "pendiente": "gris",
        "por_vencer": "ambar",
        "cumplido": "verde",
        "tardio": "ambar",
        "subsanado": "verde",
        "vencido": "rojo",
        "en_transicion": "ambar",
        "sin_informacion": "gris",
        "no_exigible": "gris",
    },
    worst_first=("rojo", "gris", "ambar", "verde"),
    region_bands=(75.0, 50.0),
    region_min_informed=50.0,
    late_memory_days=90,
    example=True,
    source="pruebas",
)

CALENDAR = Calendar(
    closed={date(year, 1, 1): "feriado: Año Nuevo" for year in range(2014, 2031)},
    known_years=frozenset(range(2014, 2031)),
    # in the committee's province, in another, and in one of which the first is a part
    local={
        "1501": {date(2018, month, 12): "local" for month in (6, 8, 10, 12)},
        "15": {date(2019, 2, 5): "departamental"},
        "21": {date(2018, month, 13): "ajeno" for month in (6, 8, 10, 12)},
    },
)

TERMS = (
    Term("2019-2022", date(2019, 1, 1), date(2022, 12, 31), LOCAL),
    Term("2023-2026", date(2023, 1, 1), date(2026, 12, 31), LOCAL),
)


def version(start: date, end: date | None = None, **given: Any) -> Version:
    """A wording with the fields a test cares about."""
    fields: dict[str, Any] = {
        "bearers": LOCAL,
        "norm": NORM,
        "breach": "legal",
        "acts": ("sesion-ordinaria",),
    }
    return Version(start, end, **(fields | given))


def duty(code: str, rule: str, *versions: Version, **given: Any) -> Duty:
    return Duty(code, code.replace("-", " ").capitalize(), rule, "", versions, **given)


def edition(*duties: Duty, **given: Any) -> Edition:
    fields = {"calendar": CALENDAR, "terms": TERMS, "rollup": ROLLUP}
    return Edition("prueba", "0", duties, **(fields | given))


SESSIONS = duty(
    "sesion",
    "at_least",
    version(date(2014, 12, 5), date(2019, 5, 9), per="month"),
    version(date(2019, 5, 10), per="two_months"),
    remedy="celebrar una sesión ordinaria",
)


def committees(*codes: str, **valid: Any) -> pl.DataFrame:
    rows = [
        (
            code,
            code.split("-")[0],
            code,
            "",
            "",
            valid.get("valid_from", date(2014, 12, 5)),
            valid.get("valid_to"),
        )
        for code in codes
    ]
    return pl.DataFrame(rows, schema=COMMITTEES, orient="row")


def act(
    act_id: str,
    on: date,
    kind: str = "sesion-ordinaria",
    committee: str = "CODISEC-150102",
    **more: Any,
) -> dict[str, Any]:
    return {
        "act_id": act_id,
        "committee": committee,
        "kind": kind,
        "date": on,
        "attributes": json.dumps(
            more.get("attributes", {}), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        ),
        "supersedes": more.get("supersedes"),
        "registered_at": more.get("registered", datetime.combine(on, NOON)),
        "simulated": True,
    }


def complete(
    day_from: date, day_to: date, kind: str = "*", committee: str = "CODISEC-150102"
) -> dict[str, Any]:
    return {
        "committee": committee,
        "kind": kind,
        "day_from": day_from,
        "day_to": day_to,
        "source": "prueba",
        "registered_at": datetime.fromisoformat("2014-01-01T12:00"),
    }


def waiver(
    day_from: date, day_to: date | None, duty_code: str = "*", committee: str = "CODISEC-150102"
) -> dict[str, Any]:
    return {
        "committee": committee,
        "duty": duty_code,
        "day_from": day_from,
        "day_to": day_to,
        "kind": "suspension",
        "norm": "DS 001",
        "reason": "emergencia",
        "registered_at": datetime.fromisoformat("2014-01-01"),
    }


def review(act_id: str, outcome: str, at: datetime, reason: str = "") -> dict[str, Any]:
    return {"act_id": act_id, "outcome": outcome, "reason": reason, "registered_at": at}


def intervals_of(
    law: Edition,
    units: pl.DataFrame,
    given: Facts,
    horizon: tuple[date, date],
    *,
    known_at: datetime = LATER,
    by: Callable[..., pl.DataFrame] = timelines,
) -> pl.DataFrame:
    """INTERVALS of `units` from the first to the last day of `horizon`."""
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    first, last = horizon
    return by(law, units, *frames, known_at=known_at, horizon_from=first, horizon_to=last)


def facts(
    acts: Iterable[dict[str, Any]] = (),
    reviews: Iterable[dict[str, Any]] = (),
    waivers: Iterable[dict[str, Any]] = (),
    completeness: Iterable[dict[str, Any]] = (),
) -> Facts:
    return Facts(
        pl.DataFrame(list(acts), schema=ACTS),
        pl.DataFrame(list(reviews), schema=REVIEWS),
        pl.DataFrame(list(waivers), schema=WAIVERS),
        pl.DataFrame(list(completeness), schema=COMPLETENESS),
    )


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
