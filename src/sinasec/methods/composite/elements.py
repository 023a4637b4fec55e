"""The elements of an index and the tree they make: indicators, aggregates, the index itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Element:
    """A row of iMeta that is part of the index.

    `level`: 1 for indicators, one more for each aggregate above. `parent`: "" for the index.
    `direction`: 1 or -1; aggregates have 1. `weight`: as given, relative to its siblings.
    `posts`: goalposts (low, high) in the units of the indicator, or None.
    `denominator`, `error`: columns of iData ("" for none); `error` holds standard errors.
    `distribution` of the sampling error: normal, gamma or lognormal (see `noise`).
    """

    code: str
    level: int
    parent: str
    weight: float = 1.0
    direction: int = 1
    name: str = ""
    unit: str = ""
    denominator: str = ""
    error: str = ""
    posts: tuple[float, float] | None = None
    distribution: str = "normal"


@dataclass(frozen=True)
class Tree:
    """The elements level by level. `levels[0]` are the indicators, `levels[-1]` the index."""

    levels: tuple[tuple[Element, ...], ...]

    @classmethod
    def of(cls, elements: Iterable[Element]) -> "Tree":
        """The tree of sound elements, in the order in which they are declared."""
        listed = tuple(elements)
        top = max(element.level for element in listed)
        return cls(
            tuple(
                tuple(element for element in listed if element.level == level)
                for level in range(1, top + 1)
            )
        )

    @property
    def indicators(self) -> tuple[Element, ...]:
        return self.levels[0]

    @property
    def index(self) -> Element:
        return self.levels[-1][0]

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """All of them: indicators first, the index last."""
        return tuple(element for level in self.levels for element in level)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(element.code for element in self.elements)

    @cached_property
    def families(self) -> tuple[NDArray[np.intp], ...]:
        """For each level but the last, the place of each element's parent in the next level."""
        return tuple(
            np.array([[up.code for up in above].index(each.parent) for each in below], np.intp)
            for below, above in zip(self.levels, self.levels[1:], strict=False)
        )

    def without(self, codes: Iterable[str]) -> "Tree":
        """The tree with those elements cut, all that hangs from them, and aggregates left bare."""
        cut = set(codes)
        for level in reversed(self.levels):
            cut |= {each.code for each in level if each.parent in cut}
        for below, above in zip(self.levels, self.levels[1:], strict=False):
            fed = {each.parent for each in below if each.code not in cut}
            cut |= {each.code for each in above if each.code not in fed}
        return Tree(
            tuple(tuple(each for each in level if each.code not in cut) for level in self.levels)
        )
