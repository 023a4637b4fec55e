"""Which replications go together, and the elements level by level."""

from collections.abc import Iterator
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.elements import Tree

Places = NDArray[np.intp]
T = TypeVar("T", bound=np.generic)


def agreeing(chosen: Places) -> list[Places]:
    """Places of the rows of (R, n) that are equal, group by group."""
    if not chosen.shape[1]:
        return [np.arange(chosen.shape[0])]
    _, group = np.unique(chosen, axis=0, return_inverse=True)
    order = np.argsort(group, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(group[order])) + 1)


def by_level(tree: Tree) -> list[Places]:
    """The places of the elements of each level but the last, among all."""
    sizes = [len(level) for level in tree.levels[:-1]]
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    return [np.arange(start, start + size) for start, size in zip(starts, sizes, strict=True)]


def chunks(values: NDArray[T], size: int) -> Iterator[NDArray[T]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
