"""The articles behind a citation, ready to be read on the rule page and behind each finding."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sinasec.definitions import library
from sinasec.definitions.articles import Copy, Piece, Reading, articles, citations, read
from sinasec.methods.compliance.explanation.explain import Finding
from sinasec.methods.compliance.wordings import LEVELS
from sinasec.methods.law import Level, Norm, Version
from sinasec.web.words import day_words


@dataclass(frozen=True, slots=True)
class Wording:
    """What one norm makes an article say: its pieces that share heading and opening."""

    heading: str
    opening: str
    said: str
    note: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CitedText:
    """`anchor`: of its wording in the page of the duty; "" when today's law has no such wording."""

    cited: str
    reading: Reading
    anchor: str = ""

    @property
    def wordings(self) -> list[Wording]:
        """In the order of the citation."""
        together = groupby(self.reading.pieces, _entry)
        return [_wording(tuple(pieces)) for _, pieces in together]

    @property
    def copies(self) -> list[Copy]:
        """Where it was read, each once."""
        return list(dict.fromkeys(piece.copy for piece in self.reading.pieces))


def anchor(version: Version) -> str:
    """The place of a wording in the page of its duty."""
    first = next(level for level in LEVELS if level in version.bearers)
    return f"texto-{version.id}-{first.lower()}"


def texts(version: Version) -> list[CitedText]:
    """All that a wording cites, where it is written first; a citation made twice, once."""
    spans: dict[str, tuple[Norm, date, date | None]] = {}
    for norm, start, end in citations(version):
        _, first, last = spans.get(norm.cited, (norm, start, end))
        spans[norm.cited] = norm, min(first, start), _later(last, end)
    return [
        CitedText(cited, read(articles(), norm.id, norm.article, first, last), anchor(version))
        for cited, (norm, first, last) in spans.items()
    ]


def is_read(version: Version) -> bool:
    """Whether the text of where a wording is written has been read, for all its days."""
    norm = version.norm
    return read(articles(), norm.id, norm.article, version.start, version.end).is_read


def behind(finding: Finding, level: Level, day: date) -> CitedText:
    """What the norm of a finding said in the period judged (or on the day, when there is none)."""
    start, end = finding.period_from or day, finding.period_to or day
    version = _version(finding, level)
    if version is not None:  # a period may begin before the wording that judges it
        start, end = max(start, version.start), min(end, version.end or end)
        start = min(start, end)
    known = read(articles(), finding.norm, finding.article, start, end)
    cited = f"{finding.norm}, {finding.where}"
    return CitedText(cited, known, anchor(version) if version else "")


def _version(finding: Finding, level: Level) -> Version | None:
    """The wording that judged, when today's definitions have it as it was published."""
    versions: Iterable[Version] = (
        one
        for duty in library().edition.duties
        if duty.code == finding.duty
        for one in duty.versions
    )
    for one in versions:
        same = (one.id, one.norm.id, one.norm.article) == (
            finding.version,
            finding.norm,
            finding.article,
        )
        if same and level in one.bearers:
            return one
    return None


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def _entry(piece: Piece) -> tuple[str, str, date, str]:
    return piece.heading, piece.opening, piece.start, piece.note


def _wording(pieces: tuple[Piece, ...]) -> Wording:
    one = pieces[0]
    ends = f"del {day_words(one.start)} al {day_words(one.end)}" if one.end else ""
    days = ends or f"desde el {day_words(one.start)}"
    return Wording(one.heading, one.opening, f"Redacción: {one.by}, {days}", one.note, pieces)
