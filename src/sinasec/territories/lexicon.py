"""How far a word is from each of a list of names, all of them at once."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

import numpy as np

LONGEST: Final = 64  # letters of a name: one bit each
FEW: Final = 30  # names that are sooner compared one by one
_ONE: Final = np.uint64(1)
_PAIRS: Final = 3  # of neighbouring letters that one change takes away at most: a swap does


class Lexicon:
    """Names to be compared with many words. Each has between 1 and 64 letters."""

    def __init__(self, names: Iterable[str]) -> None:
        given = tuple(names)
        self.names = tuple(sorted(given, key=len))  # what is near in length stands together
        self._order = {name: at for at, name in enumerate(given)}
        if any(not 1 <= len(name) <= LONGEST for name in self.names):
            raise ValueError(f"a name has between 1 and {LONGEST} letters")
        self._lengths = np.array([len(name) for name in self.names], dtype=np.int64)
        self._last = _ONE << (self._lengths - 1).astype(np.uint64)
        self._letters = np.array([_letters(name) for name in self.names], dtype=np.uint64)
        self._pairs = np.array([_pairs(name) for name in self.names], dtype=np.uint64)
        self._places = self._by_letter()

    def within(self, word: str, limit: int) -> dict[str, int]:
        """The names at most `limit` letters from the word, in the order given, with how many.

        What `names.distance` says of each; a name far shorter or longer is not looked at.
        """
        first = int(np.searchsorted(self._lengths, len(word) - limit, "left"))
        end = int(np.searchsorted(self._lengths, len(word) + limit, "right"))
        looked_at = first + np.flatnonzero(
            _no_further(_letters(word), self._letters[first:end], limit)
            & _no_further(_pairs(word), self._pairs[first:end], _PAIRS * limit)
        )
        if not looked_at.size:
            return {}
        if looked_at.size <= FEW:
            apart = np.array([_apart(word, self.names[i]) for i in looked_at])
        else:
            apart = self._distances(word, looked_at)
        near = {self.names[looked_at[i]]: int(apart[i]) for i in np.flatnonzero(apart <= limit)}
        return {name: near[name] for name in sorted(near, key=self._order.__getitem__)}

    def _by_letter(self) -> dict[str, np.ndarray]:
        """For each letter, where it stands in each name, as bits."""
        places: dict[str, np.ndarray] = {}
        for at, name in enumerate(self.names):
            for bit, letter in enumerate(name):
                row = places.setdefault(letter, np.zeros(len(self.names), dtype=np.uint64))
                row[at] |= np.uint64(1 << bit)
        return places

    def _distances(self, word: str, looked_at: np.ndarray) -> np.ndarray:
        """One column of the table of distances at a time, a name's whole column in one number.

        Hyyrö, «A bit-vector algorithm for computing Levenshtein and Damerau edit distances»
        (2003): `rises` and `falls` tell where a cell is one more, or one less, than that above.
        """
        apart, last = self._lengths[looked_at].copy(), self._last[looked_at]
        none = np.zeros(len(apart), dtype=np.uint64)
        rises, falls, same, before = ~none, none, none, none
        for letter in word:
            here = self._places[letter][looked_at] if letter in self._places else none
            swapped = ((~same & here) << _ONE) & before
            same = (((here & rises) + rises) ^ rises) | here | falls | swapped
            more = falls | ~(same | rises)
            less = same & rises
            apart += (more & last) != 0
            apart -= (less & last) != 0
            more = (more << _ONE) | _ONE
            rises, falls = (less << _ONE) | ~(same | more), more & same
            before = here
        return apart


def _apart(word: str, name: str) -> int:
    """The distance to one name: the same sums as `_distances`."""
    every, last, apart = (1 << len(name)) - 1, 1 << (len(name) - 1), len(name)
    places: dict[str, int] = {}
    for bit, letter in enumerate(name):
        places[letter] = places.get(letter, 0) | 1 << bit
    rises, falls, same, before = every, 0, 0, 0
    for letter in word:
        here = places.get(letter, 0)
        swapped = ((~same & here) << 1) & before
        same = ((((here & rises) + rises) ^ rises) | here | falls | swapped) & every
        more = falls | (every & ~(same | rises))
        less = same & rises
        apart += bool(more & last) - bool(less & last)
        more = (more << 1) | 1
        rises, falls = ((less << 1) | ~(same | more)) & every, more & same
        before = here
    return apart


def _no_further(one: np.uint64, others: np.ndarray, most: int) -> np.ndarray:
    """Which of the others have, like this one, at most so many bits that the other has not.

    A change takes away one letter at most: with more of its own, a name is further.
    """
    return (np.bitwise_count(one & ~others) <= most) & (np.bitwise_count(others & ~one) <= most)


def _letters(word: str) -> np.uint64:
    """A bit for each letter of the word; two letters may share one."""
    bits = 0
    for letter in word:
        bits |= 1 << ord(letter) % 64
    return np.uint64(bits)


def _pairs(word: str) -> np.uint64:
    """A bit for each two neighbouring letters; other two may share it."""
    bits = 0
    for one, next_one in pairwise(word):
        bits |= 1 << (31 * ord(one) + ord(next_one)) % 64
    return np.uint64(bits)
