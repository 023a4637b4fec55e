"""The elements of an edition: indicators with their input, and what they add up to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

FORMS: Final[dict[str, tuple[str, ...]]] = {
    "reports": ("rate",),
    "population": ("value", "log10"),
    "indicators": ("value", "log10", "per_population", "rate"),
}


@dataclass(frozen=True, slots=True)
class Input:
    """What an indicator is computed from.

    `form`: value as it comes | log10 | per_population (per `rate_per` persons) | rate (events of
    the window per `rate_per` persons a year, smoothed as the edition says).
    """

    origin: str
    form: str
    kinds: tuple[str, ...] = ()
    indicator: str = ""

    @property
    def is_rate(self) -> bool:
        return self.form == "rate"


@dataclass(frozen=True, slots=True)
class Element:
    """`parent`: "" for the index. `weight`: relative to its siblings, above 0.

    `direction`: 1, more is more risk; -1, more is less risk. `norm`: id and article.
    """

    code: str
    name: str
    parent: str
    weight: float
    direction: int
    unit: str
    criterion: str
    norm: tuple[str, str]
    input: Input | None
    why: str
    note: str

    @classmethod
    def from_mapping(cls, spec: Mapping[str, Any]) -> "Element":
        return cls(
            code=spec["code"],
            name=spec["name"],
            parent=spec.get("parent", ""),
            weight=float(spec.get("weight", 1)),
            direction=spec.get("direction", 1),
            unit=spec.get("unit", ""),
            criterion=spec["criterion"],
            norm=(spec["norm"]["id"], spec["norm"]["article"]),
            input=_input(spec["input"]) if "input" in spec else None,
            why=spec.get("why", ""),
            note=spec.get("note", ""),
        )

    def as_mapping(self) -> dict[str, Any]:
        plain: dict[str, Any] = {"code": self.code, "name": self.name}
        if self.parent:
            plain |= {"parent": self.parent, "weight": self.weight}
        plain |= {"direction": self.direction}
        plain |= {"unit": self.unit} if self.unit else {}
        plain |= {"criterion": self.criterion}
        plain |= {"norm": dict(zip(("id", "article"), self.norm, strict=True))}
        if self.input is not None:
            plain["input"] = _plain_input(self.input)
        return plain | {key: said for key, said in _said(self) if said}

    @property
    def cited(self) -> str:
        return f"{self.norm[0]}, {self.norm[1]}" if self.norm[1] else self.norm[0]


def _said(element: Element) -> tuple[tuple[str, str], ...]:
    return (("why", element.why), ("note", element.note))


def _input(spec: Mapping[str, Any]) -> Input:
    kinds = tuple(spec.get("kinds", ()))
    return Input(spec["from"], spec["form"], kinds, spec.get("indicator", ""))


def _plain_input(held: Input) -> dict[str, Any]:
    plain: dict[str, Any] = {"from": held.origin}
    plain |= {"kinds": list(held.kinds)} if held.kinds else {}
    plain |= {"indicator": held.indicator} if held.indicator else {}
    return plain | {"form": held.form}


def levels(elements: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Level of each element from its (code, parent): 1 an indicator, one more for each parent.

    The pairs must form a tree.
    """
    parents = dict(elements)
    found = dict.fromkeys(parents, 1)
    for code in parents:
        height, above = 1, parents[code]
        while above:
            height += 1
            found[above] = max(found[above], height)
            above = parents[above]
    return found
