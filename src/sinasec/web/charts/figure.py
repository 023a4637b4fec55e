"""A figure: a drawing and all that has to go with it, wherever it is shown.

A figure says in its title what one sees, in words that come from the same rows that are drawn;
beside it are those rows as a table, from where they are, and its two files.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from sinasec.translation import gettext as _
from sinasec.web.charts.plot import Drawing
from sinasec.web.published.chosen import Chosen
from sinasec.web.words import day_words


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows are from. `example`: they rest on weights that nobody decided yet.
    `probable`: a sentence, which of them rest on a reading; "" for none."""

    publication: str
    stage: str
    as_of: str
    simulated: bool
    example: bool = False
    probable: str = ""

    @property
    def said(self) -> str:
        """A line to go below a drawing."""
        said = _("Fuente: SINASEC, publicación {id}, {stage}, al {day}.").format(
            id=self.publication, stage=self.stage, day=self.as_of
        )
        return f"{said} {self.marks}".rstrip()

    @property
    def marks(self) -> str:
        """What nobody may read a figure without; "" of decided weights and real facts."""
        said = [_("SIMULADO: no describe a nadie real.")] if self.simulated else []
        said += [_("Con pesos de ejemplo.")] if self.example else []
        return " ".join([*said, *([self.probable] if self.probable else [])])


def source_of(chosen: Chosen, *, example: bool = False, probable: str = "") -> Source:
    """Of what is read of a publication."""
    one = chosen.publication
    return Source(one.pk, chosen.stage, day_words(one.as_of), one.simulated, example, probable)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows drawn, as text. The first of each is its name; `numbers`: the others are numbers."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | SafeString]]
    numbers: bool = True

    @property
    def lines(self) -> list[tuple[str | SafeString, list[tuple[str, str | SafeString]]]]:
        """Each row: its name, and (head, cell) of the rest."""
        return [(row[0], list(zip(self.heads[1:], row[1:], strict=True))) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Figure:
    """`name`: of its files and its place in the page. `title`: a sentence, what one sees;
    `subtitle`: of what and in what unit; `told`: for who does not see it, what the title leaves
    out. `table`: None where the page has those rows in a table of its own. `note`: a sentence below
    the drawing, how to read it; "" for none."""

    name: str
    title: str
    subtitle: str
    told: str
    source: Source
    drawing: Drawing
    table: Table | None = None
    note: str = ""

    @property
    def drawn(self) -> SafeString:
        """The drawing inside a page."""
        return self.drawing.shown(f"dib-{self.name}", self.title, self.told)
