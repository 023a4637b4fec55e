"""The steps of a recipe with their arguments, as values, and the order in which they are done.

What prepares the data comes in the order that the recipe says; where it says none, in COINr's:
units are divided by their size before gaps are filled, so that a count is never filled with the
mean count of larger units. The rest (normalise, weight, aggregate, rank) has one order only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from sinasec.methods.composite.kernels import aggregating, normalising, treating

Imputation = Literal["none", "mean", "median", "group_mean", "group_median", "iterative"]
Weighting = Literal["given", "equal", "pca", "balanced"]


@dataclass(frozen=True, slots=True)
class Screen:
    """Leave out the units with less than this share of indicators known."""

    min_data: float = 0.0


@dataclass(frozen=True, slots=True)
class Impute:
    """`group`: a column of groups of iData. `seed`: of the iterative method."""

    method: Imputation = "none"
    group: str = ""
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Denominate:
    """Divide by the denominator that iMeta names, times `scale` (100000: per 100,000)."""

    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Treat:
    """Bounds and means of outlier treatment; see `kernels.treating`."""

    max_winsorise: int = 5
    skew: float = 2.0
    kurtosis: float = 3.5
    fallback: treating.Fallback = "log"


@dataclass(frozen=True, slots=True)
class Scaling:
    """How one indicator is normalised; see `kernels.normalising`. `posts`: goalposts."""

    method: normalising.Method = "minmax"
    low: float = 0.0
    high: float = 100.0
    mean: float = 0.0
    sd: float = 1.0
    posts: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Normalise:
    """The scaling of all the indicators, and of those that have their own."""

    scaling: Scaling = Scaling()
    by: Mapping[str, Scaling] = field(default_factory=dict[str, Scaling])

    def of(self, code: str) -> Scaling:
        return self.by.get(code, self.scaling)


@dataclass(frozen=True, slots=True)
class Weight:
    """Where the weights among siblings come from."""

    method: Weighting = "given"


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One method for all levels, or one for each from the indicators upward; `p` of the power."""

    method: aggregating.Method = "arithmetic"
    by_level: tuple[aggregating.Method, ...] = ()
    p: float = 1.0

    def at(self, level: int) -> aggregating.Method:
        """The method that joins the elements of `level` (1: indicators) into the next."""
        return self.by_level[level - 1] if self.by_level else self.method


@dataclass(frozen=True, slots=True)
class Rank:
    """`descending`: place 1 is the highest score."""

    descending: bool = True


PREPARING: Final = ("screen", "denominate", "impute", "treat")
LAST: Final = ("normalise", "weight", "aggregate", "rank")
NAMES: Final = (*PREPARING, *LAST)


@dataclass(frozen=True, slots=True)
class Steps:
    """What a recipe does. The first four are done only where asked for; the others always.

    `order`: of those four, all of them; `work_order` of those that a recipe names.
    """

    screen: Screen | None = None
    denominate: Denominate | None = None
    impute: Impute | None = None
    treat: Treat | None = None
    normalise: Normalise = Normalise()
    weight: Weight = Weight()
    aggregate: Aggregate = Aggregate()
    rank: Rank = Rank()
    order: tuple[str, ...] = PREPARING

    def preparing(self) -> tuple[str, ...]:
        """The names of the steps that prepare the data and are done, in their order."""
        return tuple(name for name in self.order if getattr(self, name) is not None)


def work_order(named: Sequence[str]) -> tuple[str, ...]:
    """All that prepares the data: what is named in the order given, the rest by the default.

    A step that is not named goes just before the first named one that the default has after it.
    """
    order = [name for name in named if name in PREPARING]
    for name in reversed(PREPARING):
        if name not in order:
            later = PREPARING[PREPARING.index(name) + 1 :]
            places = [order.index(each) for each in later if each in order]
            order.insert(min(places, default=len(order)), name)
    return tuple(order)
