"""The printable sheet of a committee: what was published, as a PDF of a page or two."""

import io
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import segno

from sinasec.letters.paper.typesetting import pdf_of

TEMPLATE = Path(__file__).parent / "documents" / "ficha.typ"


@dataclass(frozen=True, slots=True)
class FichaLight:
    """One of the two lights of the committee."""

    name: str
    light: str
    word: str
    sentence: str
    since: str
    confidence: str = ""  # «probable», or ""


@dataclass(frozen=True, slots=True)
class FichaFinding:
    """One duty as the sheet shows it; every field is text a citizen reads.

    `sentence`: without the light and what to do, which stand apart. `declared`: the constancias
    that a red rests on. `is_read`: the text of where the duty is written was read.
    """

    name: str
    kind: str
    norm: str
    article: str
    url: str
    is_read: bool
    period: str
    due: str
    light: str
    word: str
    since: str
    sentence: str
    turns_green: str
    declared: tuple[str, ...] = ()
    otherwise: str = ""
    confidence: str = ""  # «probable», or "" of what is confirmed
    consequences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FichaNote:
    """What is said of the committee before its lights; the title may be empty."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class FichaReply:
    """`answered_by`: who and when; "" while nobody answered."""

    received_at: str
    text: str
    answered_by: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class FichaPublication:
    id: str
    stage: str
    url: str


@dataclass(frozen=True, slots=True)
class Ficha:
    """Everything the sheet says; dates are already words."""

    title: str
    committee: str
    place: str
    as_of: str
    known_at: str
    simulated: bool
    publication: FichaPublication
    lights: tuple[FichaLight, ...]
    findings: tuple[FichaFinding, ...]
    reply_by: str  # until when the committee may answer, or that it may not
    replies: tuple[FichaReply, ...] = ()
    note: FichaNote | None = None
    told_of_consequences: tuple[str, ...] = ()
    withheld: str = ""  # that an earlier publication is shown than the newest
    withdrawn: str = ""  # when the one shown was withdrawn, by whom and why
    errata: tuple[str, ...] = ()  # what it says wrongly of this committee that day


def ficha_pdf(ficha: Ficha, *, made_at: datetime) -> bytes:
    """The sheet as PDF bytes; the same ficha and `made_at` give the same bytes."""
    content = asdict(ficha) | {"qr": _qr_svg(ficha.publication.url)}
    return pdf_of(TEMPLATE, content, made_at=made_at, registered=True)


def _qr_svg(url: str) -> str:
    drawn = io.BytesIO()
    segno.make(url, error="m").save(drawn, kind="svg", xmldecl=False, border=0, dark="#1b1f24")
    return drawn.getvalue().decode("utf-8")
