"""The settings of the quarterly matrix (ITCA), parsed once from `itca.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from sinasec.methods.itca import ItcaSettings


@dataclass(frozen=True, slots=True)
class LineOfAction:
    """A line of action and the objective it hangs from."""

    objective: int
    line: int
    name: str


@dataclass(frozen=True, slots=True)
class ItcaEdition:
    """One edition of the matrix: how it is scored and which lines it is made of.

    `example`: names of the settings that are our choice. `committee_activities`: level ->
    names of the compulsory activities of line 4, in order.
    """

    settings: ItcaSettings
    example: frozenset[str]
    objectives: Mapping[int, str]
    lines: tuple[LineOfAction, ...]
    lines_source: str
    committee_activities: Mapping[str, tuple[str, ...]]


@cache
def itca_editions() -> tuple[ItcaEdition, ...]:
    """Every edition in the product's definitions, oldest first."""
    text = files("sinasec.definitions").joinpath("itca.yaml").read_text(encoding="utf-8")
    return read_itca(text)


def itca_edition() -> ItcaEdition:
    """The edition in use: the last one."""
    return itca_editions()[-1]


def read_itca(text: str) -> tuple[ItcaEdition, ...]:
    """Parse the text of an `itca.yaml`. Raises KeyError or ValueError when it is not one."""
    return tuple(_edition(entry) for entry in yaml.safe_load(text)["editions"])


def _edition(entry: Mapping[str, Any]) -> ItcaEdition:
    example = frozenset(entry.get("example", ()))
    settings = ItcaSettings(
        edition=entry["id"],
        bar=float(entry["bar"]),
        cap=None if entry["cap"] in (None, "none") else float(entry["cap"]),
        green_from=float(entry["bands"]["verde"]),
        amber_from=float(entry["bands"]["ambar"]),
        example=bool(example),
        source=entry["source"],
    )
    return ItcaEdition(
        settings=settings,
        example=example,
        objectives=dict(entry["objectives"]),
        lines=tuple(LineOfAction(**line) for line in entry["lines"]),
        lines_source=entry["lines_source"],
        committee_activities={
            level: tuple(names) for level, names in entry["committee_activities"].items()
        },
    )
