"""Do like values lie together? Moran's I of the whole map."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sinasec.methods.rates.distributions import two_sided_normal
from sinasec.methods.rates.estimate import Floats
from sinasec.methods.rates.mapped import mapped
from sinasec.methods.rates.neighbours import Neighbours
from sinasec.methods.rates.permutations import TIE, Tally, two_sided

BLOCK = 128  # permutations at a time: bounds the memory


@dataclass(frozen=True, slots=True)
class Moran:
    """`value` is I; `expected` and `z`, under random dealing of these values; `p`, two-sided, by
    permutation, and `p_normal`, by z. `units` that count; `islands` left out. NaN: cannot be known.
    """

    value: float
    expected: float
    z: float
    p: float
    p_normal: float
    units: int
    islands: int


def moran(
    values: ArrayLike, neighbours: Neighbours, *, permutations: int = 999, seed: int = 0
) -> Moran:
    """Moran's I with each row of weights adding up to one (Cliff and Ord, 1981).

    values: (U,), NaN where not known: the unit is left out, and so is one whose neighbours are all
    unknown. Fewer than three units, or all equal: NaN.
    """
    over = mapped(values, neighbours)
    size = over.z.size
    if not over.varies:
        return Moran(*[np.nan] * 5, units=size, islands=over.islands)
    value = float(_index(over.z[:, None], over.links)[0])
    expected = -1 / (size - 1)
    z = (value - expected) / np.sqrt(_variance(over.z, over.links)) if size > 3 else np.nan
    dealt = _dealt(over.z, over.links, permutations, seed)
    tally = Tally(
        *(np.array([side.sum()]) for side in (dealt >= value - TIE, dealt <= value + TIE))
    )
    return Moran(
        value=value,
        expected=expected,
        z=float(z),
        p=float(two_sided(tally, permutations)[0]),
        p_normal=float(two_sided_normal(np.array(z))),
        units=size,
        islands=over.islands,
    )


def _index(z: Floats, links: Neighbours) -> Floats:
    """I of each column of standardised values (n, m): (m,). Each link once, with both weights."""
    once = links.rows < links.others
    a, b = links.rows[once], links.others[once]
    share = 1 / links.degrees
    return (share[a] + share[b]) @ (z[a] * z[b]) / z.shape[0]


def _dealt(z: Floats, links: Neighbours, permutations: int, seed: int) -> Floats:
    """I of the same values dealt at random: (permutations,)."""
    random = np.random.default_rng(seed)
    blocks = [min(BLOCK, permutations - done) for done in range(0, permutations, BLOCK)]
    deals = (random.permuted(np.tile(z, (rows, 1)), axis=1) for rows in blocks)
    return np.concatenate(
        [_index(np.ascontiguousarray(deal.T), links) for deal in deals] or [np.empty(0)]
    )


def _variance(z: Floats, links: Neighbours) -> float:
    """Variance of I over all deals of these values (Cliff and Ord, 1981, p. 21)."""
    n = float(z.size)
    s1, s2 = _weight_sums(links)
    kurtosis = float((z**4).mean())  # z has variance one
    evenly = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * n**2)
    peaked = kurtosis * ((n**2 - n) * s1 - 2 * n * s2 + 6 * n**2)
    return (evenly - peaked) / ((n - 1) * (n - 2) * (n - 3) * n**2) - 1 / (n - 1) ** 2


def _weight_sums(links: Neighbours) -> tuple[float, float]:
    """S1 and S2 of row-standardised weights, whose total S0 is n; links are mutual."""
    weights = 1 / links.degrees
    pairs = weights[links.rows] + weights[links.others]
    return float((pairs**2).sum() / 2), float(((1 + links.sums(weights)) ** 2).sum())
