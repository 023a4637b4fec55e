"""A layout is a short declaration: which columns, how each is read, what a row means."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sinasec.intake.columns import Column
from sinasec.spreadsheets.faults import CellError, Fault, column_letters
from sinasec.spreadsheets.values import ERRORS, UNWORKED, Raw, Unworked, said_unworked

RowColumn = Column[Callable[[Raw], Any]]  # what it reads with may raise CellError


@dataclass(slots=True)
class FileRow:
    """A row as read: its values by key, and where each stands in the sheet."""

    sheet: str
    number: int
    places: Mapping[str, int]
    values: dict[str, Any] = field(default_factory=dict[str, Any])
    faults: list[Fault] = field(default_factory=list[Fault])

    def fault(self, key: str, code: str, message: str) -> None:
        """Note a fault at the cell of that key, or at the row when it has no such column."""
        place = self.places.get(key)
        column = "" if place is None else column_letters(place)
        self.faults.append(Fault(self.sheet, self.number, column, code, message))

    def read(self, column: RowColumn, raw: Raw) -> None:
        if raw in ERRORS:
            self.fault(
                column.key,
                "celda-con-error",
                f"{column.header}: la celda muestra {raw}; escriba el dato en lugar de la fórmula.",
            )
            return
        if isinstance(raw, Unworked):
            self.fault(column.key, UNWORKED, f"{column.header}: {said_unworked(raw.formula)}")
            return
        try:
            self.values[column.key] = column.reads(raw)
        except CellError as error:
            self.fault(column.key, error.code, f"{column.header}: {error}")


class RowError(ValueError):
    """What a row means does not hold together; `code` is stable, the message says what to do."""

    code = "fila-invalida"


Pairs = Sequence[tuple[FileRow, Any]]


def _nothing_to_note(pairs: Pairs) -> list[str]:
    return []


def _nothing_to_see(row: FileRow, today: date) -> None:
    """Its cells say all that can be said of such a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLayout:
    """A kind of file that people send.

    `build`: a row of which all that it needs was read to what it means, noting on the row what does
    not fit; `today` is given; may raise RowError. `look`: one of which it was not, noting what does
    not fit in the rest, so that all its faults are told at once. `check`: all the rows that mean
    something, some with faults, against each other and what is known. `unread`: headers that are
    left unread without a word. `notes`: what whoever loads sound rows should know of them.
    `offered`: whether who sends a file of no known layout is told of this one.
    """

    name: str
    sheet: str
    columns: tuple[RowColumn, ...]
    build: Callable[[FileRow, date], Any]
    check: Callable[[Pairs], None]
    look: Callable[[FileRow, date], None] = _nothing_to_see
    unread: tuple[str, ...] = ()
    notes: Callable[[Pairs], list[str]] = _nothing_to_note
    offered: bool = True


AnyLayout = TypeVar("AnyLayout", bound=RowLayout)
