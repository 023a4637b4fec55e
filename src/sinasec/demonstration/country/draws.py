"""Chance, from one seed: a stream of numbers per name, so that no draw moves another's."""

import math
from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

import numpy as np

T = TypeVar("T")
BLOCK = 1024


class Draws:
    """Numbers for one name ("CODISEC-150108"), independent of every other name's."""

    def __init__(self, seed: int, name: str) -> None:
        self._seed, self._name = seed, name
        self._generator = np.random.default_rng([seed, crc32(name.encode())])
        self._left: list[float] = []

    def apart(self, what: str) -> "Draws":
        """Numbers for one thing of that name, which move none of its others."""
        return Draws(self._seed, f"{self._name} {what}")

    def uniform(self) -> float:
        """In [0, 1)."""
        if not self._left:
            self._left = self._generator.random(BLOCK).tolist()
        return self._left.pop()

    def chance(self, probability: float) -> bool:
        return self.uniform() < probability

    def normal(self) -> float:
        """Mean 0, standard deviation 1 (Box and Muller)."""
        radius = math.sqrt(-2 * math.log(1 - self.uniform()))
        return radius * math.cos(2 * math.pi * self.uniform())

    def waiting(self, mean: float) -> float:
        """Exponential, cut at six means."""
        return min(-mean * math.log(1 - self.uniform()), 6 * mean)

    def one_of(self, items: Sequence[T], lean: float = 1.0) -> T:
        """`lean` below 1 leans to the end of `items`: what is left for the last days."""
        return items[int(len(items) * self.uniform() ** lean)]
