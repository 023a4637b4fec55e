"""The reference tables: departments, provinces and districts, usable without a database.

`units()` gives every unit of the edition, parents before children. Codes are INEI's, as text
with their leading zeros; RENIEC's are kept apart and empty where unknown. Days of validity are
closed on both ends; an absent one means unknown (from) or still in being (to).
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

import yaml

Kind = Literal["dept", "prov", "dist"]

DATA: Final = files("sinasec.territories") / "data"
TABLES: Final[dict[str, Kind]] = {
    "departments.csv": "dept",
    "provinces.csv": "prov",
    "districts.csv": "dist",
}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of the territory as the reference tables have it."""

    code: str  # INEI: 2, 4 or 6 digits
    kind: Kind
    name: str
    reniec: str  # "" where unknown
    parent: str  # INEI code of the unit above; "" for a department
    valid_from: date | None  # None: unknown
    valid_to: date | None  # None: still in being
    former_names: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a unit: `created`, `named` anew, first `counted` by a census, or
    `merged` into others.

    `others`: those from whose territory it was created, or those into which it went; empty where
    that is not known.
    """

    code: str
    event: str
    published: date | None
    former_name: str
    others: tuple[str, ...]
    norm: str
    source: str


@cache
def units() -> tuple[UnitRow, ...]:
    """Every unit of the edition: 25 departments, then the provinces, then the districts."""
    happened: dict[str, list[Event]] = {}
    for event in history():
        happened.setdefault(event.code, []).append(event)
    return tuple(
        UnitRow(
            code=row["code"],
            kind=kind,
            name=row["name"],
            reniec=row["reniec"],
            parent=row["code"][:-2],
            valid_from=_valid_from(happened.get(row["code"], [])),
            valid_to=_valid_to(happened.get(row["code"], [])),
            former_names=tuple(
                e.former_name for e in happened.get(row["code"], []) if e.former_name
            ),
            source=row["source"],
        )
        for table, kind in TABLES.items()
        for row in rows_of(table)
    )


@cache
def by_code() -> dict[str, UnitRow]:
    """Every unit by its INEI code."""
    return {unit.code: unit for unit in units()}


@cache
def history() -> tuple[Event, ...]:
    """What is known of the life of units, each with the norm or source that says it."""
    return tuple(
        Event(
            code=row["code"],
            event=row["event"],
            published=date.fromisoformat(row["published"]) if row["published"] else None,
            former_name=row["former_name"],
            others=tuple(row["others"].split()),
            norm=row["norm"],
            source=row["source"],
        )
        for row in rows_of("history.csv")
    )


@cache
def edition() -> dict[str, Any]:
    """What the tables are and what they lack, in Spanish, for whoever reads the site."""
    return yaml.safe_load((DATA / "edition.yaml").read_text(encoding="utf-8"))


def capital_of(province: str) -> str:
    """The code of the district that is the capital of a province."""
    return edition()["capital_exceptions"].get(province, f"{province}01")


def is_capital(district: str) -> bool:
    """Whether a district is the capital of its province."""
    return capital_of(district[:4]) == district


def region_of(code: str) -> str:
    """The region of the system a unit lies in: its department, or 1501 (Lima Metropolitana)."""
    return "1501" if code.startswith("1501") else code[:2]


def region_name(region: str) -> str:
    """The name of a region of the system: Lima is two of them."""
    if region == "1501":
        return "Lima Metropolitana"
    if region == "15":
        return "Lima Provincias"
    return by_code()[region].name


def full_name(code: str) -> str:
    """A unit with what it lies in: "Santa Rosa (Chiclayo, Lambayeque)"."""
    above = place_of(code)
    return f"{by_code()[code].name} ({above})" if above else by_code()[code].name


def place_of(code: str) -> str:
    """The province and the region of the system that a district lies in, "Cañete, Lima Provincias";
    of a province, its region; "" of a department. The same in every page, label and command."""
    if len(code) == len("15"):
        return ""
    region = region_name(region_of(code))
    return region if len(code) == len("1501") else f"{by_code()[code[:4]].name}, {region}"


def _valid_from(events: list[Event]) -> date | None:
    """The day after the norm was published (Constitution, art. 109), where it is known."""
    for event in events:
        if event.event in ("created", "counted") and event.published:
            return event.published + timedelta(days=1)
    return None


def _valid_to(events: list[Event]) -> date | None:
    """The day on which the norm that ends it was published: the last of its being."""
    ends = (event.published for event in events if event.event == "merged")
    return next(ends, None)


def rows_of(table: str) -> Iterator[dict[str, str]]:
    """The rows of a table of this edition, heading -> text."""
    text = (DATA / table).read_bytes().decode()
    yield from csv.DictReader(io.StringIO(text, newline=""))
