"""Remember what is made of short texts, and of none that a stranger's file may make as long as it
likes: what is remembered is counted in texts, and memory is not."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar

LONGEST: Final = 200  # letters; no name of a place with all that is said of it has half
MOST: Final = 20_000  # texts

SHOWN: Final = 80  # letters

R = TypeVar("R")


def short_ones_kept(make: Callable[[str], R]) -> Callable[[str], R]:
    """For a pure function of one text."""
    kept = lru_cache(maxsize=MOST)(make)

    @wraps(make)
    def answer(text: str) -> R:
        return (kept if len(text) <= LONGEST else make)(text)

    return answer


def shortened(text: str, shown: int = SHOWN) -> str:
    """What a sentence shows of a cell, which may hold a whole document: at most `shown` letters."""
    return text if len(text) <= shown else f"{text[: shown - 1]}…"
