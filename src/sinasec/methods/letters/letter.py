"""The definition of a letter: its fields and the blocks of its body."""

from dataclasses import dataclass
from string import Formatter
from typing import Final

CARTA: Final = "carta"  # numbered and kept in the register
HOJA: Final = "hoja"  # neither
TEXT: Final = "text"
DATE: Final = "date"
NUMBER: Final = "number"
LIST: Final = "list"
TABLE: Final = "table"
IN_A_SENTENCE: Final = (TEXT, DATE, NUMBER)


@dataclass(frozen=True, slots=True)
class Field:
    """What whoever writes the letter gives. `columns`: headings of a table, else empty."""

    code: str
    name: str
    type: str
    required: bool
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the body. `kind`: heading, paragraph, note, signature, list or table.

    `text`: a sentence with places; `items`: those of a list; `field`: of a list or a table that
    is given whole.
    """

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()
    field: str = ""

    @property
    def named(self) -> frozenset[str]:
        """The fields that it names."""
        found = frozenset(code for text in (self.text, *self.items) for code in places(text))
        return found | {self.field} if self.field else found


@dataclass(frozen=True, slots=True)
class Letter:
    """`series`: the word before its number («CONSTANCIA»), "" of a sheet. `subject`: with places,
    "" where it says none. `written_by`: the command that alone sends it, "" where anybody may."""

    code: str
    title: str
    kind: str
    series: str
    plain: str
    subject: str
    fields: tuple[Field, ...]
    body: tuple[Block, ...]
    written_by: str = ""

    def field(self, code: str) -> Field | None:
        return next((each for each in self.fields if each.code == code), None)


def places(text: str) -> list[str]:
    """The fields named in a sentence, in order. Raises ValueError for braces that do not close, and
    for a place that asks for more than a field (`{a.b}`, `{a!r}`, `{a:>9}`)."""
    found: list[str] = []
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(name)
        found.append(name)
    return found
