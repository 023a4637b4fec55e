"""A column of a file that people send, whichever engine reads it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Reads = TypeVar("Reads")


@dataclass(frozen=True)  # a generic class that is frozen cannot have slots before Python 3.12
class Column(Generic[Reads]):
    """`header`: what the clerk sees; `aliases`: other headers that are understood.

    `reads`: how its cells are read, one by one (`rows`) or all at once (`bulk`). `required`: the
    file must have it; `blank`: its cells may be empty. `anchor`: among the headers without which a
    layout of rows is not recognised. `given`: filled in by the template, so that alone it does not
    make a row.
    """

    key: str
    header: str
    reads: Reads
    aliases: tuple[str, ...] = ()
    required: bool = True
    blank: bool = False
    anchor: bool = False
    given: bool = False
    help: str = ""

    @property
    def title(self) -> str:
        """The heading of a template: with an asterisk where no cell may be empty."""
        return self.header if self.blank else f"{self.header} *"
