"""Comparing what people type: accents, case, spacing and small typos do not matter."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache


def plain(value: object) -> str:
    """Upper case, without accents, ordinal signs or repeated blanks; "" for None."""
    if value is None:
        return ""
    text = re.sub(r"[°ºª]", " ", str(value))
    if text.isascii():  # most are, and the longest that strangers send
        return " ".join(text.split()).upper()
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(each for each in decomposed if not unicodedata.combining(each))
    return re.sub(r"\s+", " ", bare).strip().upper()


def tokens(value: object) -> list[str]:
    """The words of a text in their plain form."""
    return re.findall(r"[A-Z0-9%]+", plain(value))


@lru_cache(maxsize=65_536)
def is_like(word: str, known: str) -> bool:
    """Whether a plain word is `known` but for a typo or two (never for short words)."""
    if word == known:
        return True
    both = len(word) + len(known)
    if len(known) < 6 or abs(len(word) - len(known)) > 2:
        return False
    shared = sum(letter in known for letter in word)  # at least as many as the matcher can pair
    return 2 * shared >= 0.8 * both and SequenceMatcher(a=word, b=known).ratio() >= 0.8


def has_like(words: Iterable[str], known: str) -> bool:
    """Whether any of the plain words is `known` but for a typo."""
    return any(is_like(word, known) for word in words)
