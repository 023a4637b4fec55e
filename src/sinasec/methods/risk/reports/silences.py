"""What the police register does not hear: districts that never report, months without a word,
series that break, and reports registered late. All SIMULADO, as in `truth`."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

MONTHS: Final = 12
SMALL: Final = 2_000  # persons: only below do districts never report, or miss single months
NEVER: Final = 0.06  # of the small
LATECOMERS: Final = 0.04  # begin to report after some months
GAPS: Final = 0.03  # stop for half a year or so
PATCHY: Final = 0.06  # of the small: any month may be missing
MISSING_MONTH: Final = 0.35
LARGE: Final = 20_000  # persons: only above are breaks simulated, where they can be seen
BREAKS: Final = 0.03
FACTORS: Final = (0.2, 3.5)  # after the break a series is multiplied by one of these
# Share not yet registered when the first edition closes: last month, the one before, …
LATE: Final = (0.25, 0.12, 0.07, 0.04, 0.02, 0.01)
DROPPED: Final = 0.0004  # cells with a report that a later edition takes away


@dataclass(frozen=True, slots=True, eq=False)
class Silences:
    """`silent`: (U, Y, M). `never`: (U,). `breaks`: (U,), month of the whole series, -1 for none.

    `heard`: (U, Y, M), the factor on the reports: 0 where silent, else 1 but after a break.
    """

    silent: Bools
    never: Bools
    breaks: Ints
    heard: Floats


def silences(people: Ints, years: int, seed: int) -> Silences:
    """Drawn for each district from its population, (U,)."""
    chance = np.random.default_rng([seed, 1])
    months = years * MONTHS
    never = (people < SMALL) & (chance.random(people.size) < NEVER)
    silent = never[:, None] | _blocks(people, months, chance) | _patches(people, months, chance)
    breaks, factor = _breaks(people, months, chance)
    after = (breaks[:, None] >= 0) & (np.arange(months) >= breaks[:, None])
    heard = np.where(silent, 0.0, np.where(after, factor[:, None], 1.0))
    shape = (people.size, years, MONTHS)
    return Silences(silent.reshape(shape), never, breaks, heard.reshape(shape))


def as_first_known(counts: Ints, seed: int) -> Ints:
    """(U, Y, M, K): `counts` as the first edition had them, before the late ones came in."""
    chance = np.random.default_rng([seed, 2])
    units, years, _, kinds = counts.shape
    flat = counts.reshape(units, years * MONTHS, kinds).copy()
    for age, share in enumerate(LATE[: years * MONTHS]):
        month = flat[:, -1 - age, :]
        month -= chance.binomial(month, share)
    flat += (flat > 0) & (chance.random(flat.shape) < DROPPED)
    return flat.reshape(counts.shape)


def _blocks(people: Ints, months: int, chance: np.random.Generator) -> Bools:
    """(U, months): silence at the beginning, or for a while in the middle."""
    month = np.arange(months)
    fate = chance.random(people.size)[:, None]
    begins = chance.integers(2, max(months // 2, 3), people.size)[:, None]
    lasts = chance.integers(4, 13, people.size)[:, None]
    late = (fate < LATECOMERS) & (month < begins)
    gap = (fate >= LATECOMERS) & (fate < LATECOMERS + GAPS)
    smallish = (people < LARGE)[:, None]
    return smallish & (late | (gap & (month >= begins) & (month < begins + lasts)))


def _patches(people: Ints, months: int, chance: np.random.Generator) -> Bools:
    patchy = (people < SMALL) & (chance.random(people.size) < PATCHY)
    return patchy[:, None] & (chance.random((people.size, months)) < MISSING_MONTH)


def _breaks(people: Ints, months: int, chance: np.random.Generator) -> tuple[Ints, Floats]:
    """(U,), (U,): month of the break, -1 for most, and the factor from then on."""
    breaks = (people > LARGE) & (chance.random(people.size) < BREAKS)
    when = chance.integers(months // 4, max(3 * months // 4, 1), people.size)
    factor = chance.choice(np.array(FACTORS), people.size)
    return np.where(breaks, when, -1), factor
