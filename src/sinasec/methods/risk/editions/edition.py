"""An edition of the risk index: what is measured, how it is composed and what is tried out.

Parsed once, from a mapping that `definitions.index` has already checked, into frozen objects.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sinasec.methods.composite import Recipe
from sinasec.methods.risk.editions.elements import Element
from sinasec.methods.risk.editions.variants import Variant, changed

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm that the edition cites. `url` is "" when none was seen."""

    id: str
    title: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Peer:
    """A kind of municipality: seat of a province or not, and a band of population.

    `start` is included and `below` is not; None when the band is open.
    """

    code: str
    name: str
    capital: bool
    start: int | None = None
    below: int | None = None

    @classmethod
    def from_mapping(cls, spec: Mapping[str, Any]) -> "Peer":
        return cls(spec["code"], spec["name"], spec["capital"], spec.get("from"), spec.get("below"))

    def has(self, *, capital: bool, population: float) -> bool:
        over = self.start is None or population >= self.start
        return self.capital == capital and over and (self.below is None or population < self.below)


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """`interval`: level of the intervals of rank. `contested`: two probabilities, the border."""

    replications: int
    seed: int
    interval: float
    contested: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """`base`: base samples; `output`: mean_shift or top_stability."""

    base: int
    resamples: int
    output: str


@dataclass(frozen=True, slots=True)
class Spatial:
    """Elements looked at in space; `alpha`: the rate of false discoveries allowed."""

    elements: tuple[str, ...]
    permutations: int
    alpha: float


@dataclass(frozen=True, slots=True)
class Audit:
    """Bounds of the correlations that are flagged."""

    collinear: float
    negative: float


@dataclass(frozen=True, slots=True)
class RiskEdition:
    """`files`: name -> text it was read from, left out of comparisons: two editions are equal
    when they mean the same. `window`: years pooled. `rate_per`: persons. `top`: k.
    """

    code: str
    version: str
    title: str
    ejemplo: bool
    approved_by: str
    about: str
    window: int
    missing_months: str
    minimum_months: int
    rate_per: int
    smoothing: str
    neighbours: int
    reporting_correction: bool
    top: int
    top_norm: tuple[str, str]  # id and article
    top_why: str
    norms: tuple[Norm, ...]
    elements: tuple[Element, ...]
    recipe: Recipe
    uncertainty: Uncertainty
    sensitivity: Sensitivity
    spatial: Spatial
    audit: Audit
    variants: tuple[Variant, ...]
    peers_why: str
    peers: tuple[Peer, ...]
    files: Mapping[str, str] = field(default_factory=dict[str, str], compare=False)

    @property
    def indicators(self) -> tuple[Element, ...]:
        return tuple(each for each in self.elements if each.input is not None)

    @property
    def reach(self) -> int:
        """Years of reports that the edition and its variants look at, up to that of the index."""
        windows = [each.change["window"] for each in self.variants if "window" in each.change]
        return max([self.window, *windows])

    @property
    def root(self) -> Element:
        return next(each for each in self.elements if not each.parent)

    def changing(self, change: Mapping[str, Any]) -> "RiskEdition":
        """The same edition with these things changed (see `variants.changed`), of no file."""
        return from_mapping(changed(as_mapping(self), change))


def from_mapping(spec: Mapping[str, Any], files: Mapping[str, str] | None = None) -> RiskEdition:
    """The edition in a checked mapping (the shape of `edicion.yaml`)."""
    return RiskEdition(
        code=spec["code"],
        version=spec["version"],
        title=spec["title"],
        ejemplo=spec["ejemplo"],
        approved_by=spec.get("approved_by", ""),
        about=spec["about"],
        window=spec["window"],
        missing_months=spec["missing_months"],
        minimum_months=spec["minimum_months"],
        rate_per=spec["rate_per"],
        smoothing=spec["smoothing"],
        neighbours=spec["neighbours"],
        reporting_correction=spec["reporting_correction"],
        top=spec["top"],
        top_norm=(spec["top_norm"]["id"], spec["top_norm"]["article"]),
        top_why=spec["top_why"],
        norms=tuple(Norm(**norm) for norm in spec["norms"]),
        elements=tuple(Element.from_mapping(each) for each in spec["elements"]),
        recipe=Recipe.from_mapping(spec["recipe"]),
        uncertainty=_uncertainty(spec["uncertainty"]),
        sensitivity=Sensitivity(**spec["sensitivity"]),
        spatial=_spatial(spec["spatial"]),
        audit=Audit(float(spec["audit"]["collinear"]), float(spec["audit"]["negative"])),
        variants=tuple(Variant(**each) for each in spec["variants"]),
        peers_why=spec["peers_why"],
        peers=tuple(Peer.from_mapping(each) for each in spec["peers"]),
        files=dict(files or {}),
    )


def _uncertainty(spec: Mapping[str, Any]) -> Uncertainty:
    low, high = spec["contested"]
    return Uncertainty(
        spec["replications"], spec["seed"], float(spec["interval"]), (float(low), float(high))
    )


def _spatial(spec: Mapping[str, Any]) -> Spatial:
    return Spatial(tuple(spec["elements"]), spec["permutations"], float(spec["alpha"]))


def as_mapping(edition: RiskEdition) -> Plain:
    """The edition as plain values, in the order of the file: what `from_mapping` reads."""
    plain: Plain = {"code": edition.code, "version": edition.version, "title": edition.title}
    plain["ejemplo"] = edition.ejemplo
    if edition.approved_by:
        plain["approved_by"] = edition.approved_by
    for name in _SCALARS:
        plain[name] = getattr(edition, name)
    plain["top_norm"] = dict(zip(("id", "article"), edition.top_norm, strict=True))
    plain["norms"] = [_plain_norm(norm) for norm in edition.norms]
    plain["elements"] = [each.as_mapping() for each in edition.elements]
    plain["recipe"] = edition.recipe.as_mapping()
    plain["uncertainty"] = _plain_uncertainty(edition.uncertainty)
    plain["sensitivity"] = _plain_sensitivity(edition.sensitivity)
    plain["spatial"] = _plain_spatial(edition.spatial)
    plain["audit"] = {"collinear": edition.audit.collinear, "negative": edition.audit.negative}
    plain["variants"] = [each.as_mapping() for each in edition.variants]
    plain["peers_why"] = edition.peers_why
    plain["peers"] = [_plain_peer(peer) for peer in edition.peers]
    return plain


_SCALARS: Final = (
    "about",
    "window",
    "missing_months",
    "minimum_months",
    "rate_per",
    "smoothing",
    "neighbours",
    "reporting_correction",
    "top",
    "top_why",
)


def _plain_norm(norm: Norm) -> Plain:
    plain = {"id": norm.id, "title": norm.title}
    return plain | {key: text for key, text in (("url", norm.url), ("note", norm.note)) if text}


def _plain_uncertainty(held: Uncertainty) -> Plain:
    return {
        "replications": held.replications,
        "seed": held.seed,
        "interval": held.interval,
        "contested": list(held.contested),
    }


def _plain_sensitivity(held: Sensitivity) -> Plain:
    return {"base": held.base, "resamples": held.resamples, "output": held.output}


def _plain_spatial(held: Spatial) -> Plain:
    return {
        "elements": list(held.elements),
        "permutations": held.permutations,
        "alpha": held.alpha,
    }


def _plain_peer(peer: Peer) -> Plain:
    plain: Plain = {"code": peer.code, "name": peer.name, "capital": peer.capital}
    bounds = (("from", peer.start), ("below", peer.below))
    return plain | {key: bound for key, bound in bounds if bound is not None}
