"""Which replications go together, and the elements level by level."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.elements import Tree

Places = NDArray[np.intp]
Floats = NDArray[np.float64]
T = TypeVar("T", bound=np.generic)


def agreeing(chosen: Places) -> list[Places]:
    """Places of the rows of (R, n) that are equal, group by group."""
    if not chosen.shape[1]:
        return [np.arange(chosen.shape[0])]
    order = np.lexsort(chosen.T[::-1])
    changes = (np.diff(chosen[order], axis=0) != 0).any(axis=1)
    return np.split(order, np.flatnonzero(changes) + 1)


def different(numbers: Places, size: int) -> Iterator[tuple[Places, Places, Places]]:
    """What is to be done once for all rows of one number (R,), in pieces of at most `size`.

    For each piece: a row of each number; every row that has one; and which of the numbers it has.
    """
    _, first, which = np.unique(numbers, return_index=True, return_inverse=True)
    for start in range(0, first.size, size):
        mine = np.flatnonzero((which >= start) & (which < start + size))
        yield first[start : start + size], mine, which[mine] - start


def alike(
    made: Iterable[tuple[Floats, Places]], held: int
) -> Iterator[list[tuple[Floats, Places]]]:
    """Arrays that come with the rows they are for; of those equal to the last bit one, for all.

    No more than so many are held: when there are, they are handed over and it starts anew.
    """
    kept: dict[Any, tuple[Floats, list[Places]]] = {}
    for values, rows in made:
        # The strides too: a sum depends on how its terms lie in memory.
        key = values.shape, values.strides, values.tobytes(order="A")
        kept.setdefault(key, (values, []))[1].append(rows)
        if len(kept) == held:
            yield _taken_out(kept)
    if kept:
        yield _taken_out(kept)


def _taken_out(kept: dict[Any, tuple[Floats, list[Places]]]) -> list[tuple[Floats, Places]]:
    joined = [(values, np.concatenate(rows)) for values, rows in kept.values()]
    kept.clear()
    return joined


def by_level(tree: Tree) -> list[Places]:
    """The places of the elements of each level but the last, among all."""
    sizes = [len(level) for level in tree.levels[:-1]]
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    return [np.arange(start, start + size) for start, size in zip(starts, sizes, strict=True)]


def chunks(values: NDArray[T], size: int) -> Iterator[NDArray[T]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
