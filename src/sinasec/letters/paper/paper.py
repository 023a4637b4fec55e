"""What is on the sheet of a letter, besides what the letter says."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sinasec.letters.models import Letter
from sinasec.letters.paper.typesetting import pdf_of
from sinasec.methods.letters import CARTA, Filled, FilledBlock
from sinasec.methods.words import day_words
from sinasec.time_zone import day_of
from sinasec.translation import gettext as _

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATE: Final = Path(__file__).parent / "papel.typ"
DRAFT: Final = _("BORRADOR · sin número ni registro: no es una carta emitida")
MADE_UP: Final = _("SIMULADO · datos de demostración, no observados")


@dataclass(frozen=True, slots=True)
class Paper:
    """`name`: of the letter; `subject` and `blocks`: what it says.

    `dated`: place and day, in words. `number`: with its series, "" of what has none. `addressee`:
    to whom, with a line break before the post. `foot`: left of the folio. `replaces`: which one it
    takes the place of, in words. `mark`: at the top of each page, of what is not in force.
    """

    name: str
    kind: str
    subject: str
    blocks: tuple[FilledBlock, ...]
    office: str
    dated: str
    simulated: bool
    number: str = ""
    addressee: str = ""
    foot: str = ""
    replaces: str = ""
    mark: str = ""

    @property
    def title(self) -> str:
        """Of the document, as a reader of screens says it."""
        return f"{self.name}: {self.number or self.subject}".removesuffix(": ")

    def content(self) -> Mapping[str, Any]:
        """For the template."""
        return {
            "title": self.title,
            "name": self.name,
            "kind": self.kind,
            "office": self.office,
            "dated": self.dated,
            "number": self.number,
            "addressee": self.addressee.split("\n") if self.addressee else [],
            "subject": self.subject,
            "simulated": MADE_UP if self.simulated else "",
            "foot": self.foot,
            "replaces": self.replaces,
            "mark": self.mark,
            "blocks": [asdict(each) for each in self.blocks],
        }


def paper_of(letter: Letter) -> Paper:
    """The paper of a letter that is, or is about to be, in the register."""
    return Paper(
        name=letter.title,
        kind=CARTA,
        subject=letter.subject,
        blocks=blocks_in(letter.blocks),
        office=letter.office_name,
        dated=dated(letter.place, letter.registered_at),
        simulated=letter.simulated,
        number=str(letter),
        addressee=letter.addressee,
        foot=str(letter),
        replaces=_replaces(letter),
    )


def _replaces(letter: Letter) -> str:
    old = letter.supersedes
    if old is None:
        return ""
    day = day_words(day_of(old.registered_at))
    return _("Reemplaza a la N.° {number}, del {day}.").format(number=old.reference, day=day)


def as_kept(filled: Filled) -> str:
    """Its blocks as JSON, so that what it said does not hang on what its definition says later."""
    return json.dumps([asdict(each) for each in filled.blocks], ensure_ascii=False)


def blocks_in(kept: str) -> tuple[FilledBlock, ...]:
    """What `as_kept` kept."""
    return tuple(
        FilledBlock(
            one["kind"],
            tuple(one["lines"]),
            tuple(one["columns"]),
            tuple(map(tuple, one["rows"])),
        )
        for one in json.loads(kept)
    )


def dated(place: str, moment: datetime) -> str:
    """«Juli, 1 de junio de 2026»: the day is that of Lima."""
    day = day_words(day_of(moment))
    return f"{place}, {day}" if place else day


def pdf(paper: Paper, *, made_at: datetime, registered: bool = False) -> bytes:
    """An accessible PDF; the same paper and `made_at` give the same bytes. Raises CannotPrint.

    `registered`: as in `pdf_of`.
    """
    return pdf_of(TEMPLATE, paper.content(), made_at=made_at, registered=registered)
