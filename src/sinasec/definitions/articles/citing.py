"""From the citation of a duty to the articles it names, in the wordings of its days."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sinasec.definitions.articles.loading import Articles, Piece
from sinasec.methods.law import Norm, Version

AMENDED: Final = re.compile(r"[^(]*\((?:art\.|numeral) ([^\s()]+) de la ([^()]+)\)")
APART: Final = re.compile(r",? y (?=\d|[IVX]+\.)|, (?=\d|[IVX]+\.)")
KIND: Final = re.compile(r"^(?:arts?\.|numeral(?:es)?) ")
UNSAID: Final = "Nadie ha transcrito todavía lo que aquí se cita."


@dataclass(frozen=True, slots=True)
class Reading:
    """The articles that a citation names, as they were in its days; `why` says what was not read.

    `pieces`: in the order of the citation, and of each the oldest wording first.
    """

    pieces: tuple[Piece, ...]
    why: str

    @property
    def is_read(self) -> bool:
        return not self.why


def named(norm: str, article: str) -> tuple[str, tuple[str, ...]]:
    """The norm whose text is cited, and the names of its articles.

    "19.f, 25.f y 49" names three; "artículo único (art. 9.d de la Ley 27933)" names one of
    another norm; "77, segundo párrafo" names one.
    """
    if amended := AMENDED.fullmatch(article):
        return amended[2], (amended[1],)
    return norm, tuple(APART.split(KIND.sub("", article)))


def read(known: Articles, norm: str, article: str, start: date, end: date | None) -> Reading:
    """What the citation says from `start` to `end` (included; None: until today's law changes)."""
    text_of, names = named(norm, article)
    found = [
        [one for one in known.pieces.get((text_of, name), ()) if one.overlaps(start, end)]
        for name in names
    ]
    lacking = any(_lacks(wordings, start, end) for wordings in found)
    why = known.unread.get(norm, UNSAID) if lacking else ""
    return Reading(tuple(piece for wordings in found for piece in wordings), why)


def _lacks(wordings: Sequence[Piece], start: date, end: date | None) -> bool:
    """Whether some day from `start` to `end` has no wording among these, oldest first."""
    for piece in wordings:
        if piece.start > start:
            return True
        if piece.end is None:
            return False
        start = piece.end + timedelta(days=1)
    return end is None or start <= end


def citations(version: Version) -> Iterator[tuple[Norm, date, date | None]]:
    """What a wording cites, and in which days: where it is written, then each consequence.

    After each, what is read with it.
    """
    yield from _with_others(version.norm, version.start, version.end)
    for one in version.consequences:
        ends = [day for day in (one.end, version.end) if day is not None]
        start = max(one.start, version.start)
        yield from _with_others(one.norm, start, min(ends, default=None))


def _with_others(
    norm: Norm, start: date, end: date | None
) -> Iterator[tuple[Norm, date, date | None]]:
    for one in (norm, *norm.read_with):
        yield one, start, end
