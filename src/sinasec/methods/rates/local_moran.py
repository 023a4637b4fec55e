"""Where like values lie together: the part of each unit in Moran's I."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sinasec.methods.rates.discovery import false_discovery
from sinasec.methods.rates.estimate import Floats
from sinasec.methods.rates.mapped import Mapped, mapped
from sinasec.methods.rates.neighbours import Neighbours
from sinasec.methods.rates.permutations import different_places, tally_others, two_sided

NOT_SIGNIFICANT: Final = "no_significativo"
HIGH_HIGH: Final = "alto-alto"
LOW_LOW: Final = "bajo-bajo"
HIGH_LOW: Final = "alto-bajo"
LOW_HIGH: Final = "bajo-alto"


@dataclass(frozen=True, slots=True)
class LocalMoran:
    """(U,), NaN where the unit is left out. `value`: I of the unit, the mean of all being the I of
    the map; `z`, over the mean and deviation it has by chance given its own value; `p`, two-sided;
    `q`, after false-discovery control. `quadrant`: value and neighbourhood against the mean, ""
    where left out.
    """

    value: Floats
    z: Floats
    p: Floats
    q: Floats
    quadrant: NDArray[np.str_]
    islands: int

    def clusters(self, alpha: float = 0.05) -> NDArray[np.str_]:
        """(U,): quadrant where q is at most alpha, else `no_significativo`; "" where left out."""
        significant = np.where(self.q <= alpha, self.quadrant, NOT_SIGNIFICANT)
        return np.where(np.isnan(self.q), "", significant)


def local_moran(
    values: ArrayLike, neighbours: Neighbours, *, permutations: int = 9_999, seed: int = 0
) -> LocalMoran:
    """Local Moran (Anselin, 1995) by conditional permutation: each unit keeps its value.

    values: (U,), NaN where not known. Rows of weights add up to one; the denominator is the
    variance over n (as R's spdep; esda divides by n − 1 instead: spdep = esda × n / (n − 1)).
    With few permutations no q can be small: p is never under 2 / (permutations + 1).
    """
    over = mapped(values, neighbours)
    if not over.varies:
        nothing = np.full(over.used.shape, np.nan)
        empty = np.full(over.used.shape, "", dtype="<U16")
        return LocalMoran(nothing, nothing, nothing, nothing, empty, over.islands)
    lag = over.links.sums(over.z) / over.links.degrees
    p = over.back(_pseudo_p(over, permutations, seed))
    return LocalMoran(
        value=over.back(over.z * lag),
        z=over.back(_standard_score(over, lag)),
        p=p,
        q=false_discovery(p),
        quadrant=_quadrants(over, lag),
        islands=over.islands,
    )


def _pseudo_p(over: Mapped, permutations: int, seed: int) -> Floats:
    """A unit at the mean has I = 0 whatever its neighbours: p = 1."""
    degrees = over.links.degrees
    drawn = different_places(over.z.size, int(degrees.max()) + 1, permutations, seed)
    tally = tally_others(over.z, over.links.sums(over.z), degrees, drawn)
    return np.where(over.z == 0, 1.0, two_sided(tally, permutations))


def _standard_score(over: Mapped, lag: Floats) -> Floats:
    """Lag against the mean of as many others drawn without replacement (Sokal et al., 1998)."""
    others, k = over.z.size - 1, over.links.degrees
    mean = -over.z / others
    spread = (over.z.size - over.z**2) / others - mean**2
    variance = spread / k * (others - k) / (others - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sign(over.z) * (lag - mean) / np.sqrt(variance)


def _quadrants(over: Mapped, lag: Floats) -> NDArray[np.str_]:
    names = np.full(over.used.shape, "", dtype="<U16")
    high, among_high = over.z > 0, lag > 0
    names[over.used] = np.where(
        high,
        np.where(among_high, HIGH_HIGH, HIGH_LOW),
        np.where(among_high, LOW_HIGH, LOW_LOW),
    )
    return names
