"""The two tables of an index, validated: units × indicators, and what each indicator is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.elements import Tree


@dataclass(frozen=True, slots=True)
class IndexTables:
    """What COINr calls iData and iMeta.

    `units`, `names`: codes and names, U of them. `values`: (U, I) float64 in the order of
    `tree.indicators`, NaN is sin información. `errors`: (U, I) standard errors, NaN for none.
    `denominators`, `groups`: by the name of their column, U long; a missing group is "".
    """

    units: tuple[str, ...]
    names: tuple[str, ...]
    tree: Tree
    values: NDArray[np.float64]
    errors: NDArray[np.float64]
    denominators: Mapping[str, NDArray[np.float64]]
    groups: Mapping[str, tuple[str, ...]]

    def of_units(self, kept: NDArray[np.bool_]) -> "IndexTables":
        """The same tables with the units of the mask `kept` (U,) only."""
        if kept.all():
            return self
        places = np.flatnonzero(kept)
        return replace(
            self,
            units=tuple(self.units[place] for place in places),
            names=tuple(self.names[place] for place in places),
            values=self.values[places],
            errors=self.errors[places],
            denominators={name: each[places] for name, each in self.denominators.items()},
            groups={
                name: tuple(each[place] for place in places) for name, each in self.groups.items()
            },
        )

    def without(self, codes: Iterable[str]) -> "IndexTables":
        """The same tables without those elements and all that hangs from them."""
        tree = self.tree.without(codes)
        left = {element.code for element in tree.indicators}
        columns = [place for place, each in enumerate(self.tree.indicators) if each.code in left]
        return replace(
            self, tree=tree, values=self.values[:, columns], errors=self.errors[:, columns]
        )
